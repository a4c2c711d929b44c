-- Claims that two addresses which reach the same box have one key: tags after a plus everywhere,
-- dots and googlemail at Google alone. Not claimed: anything of a text that normalise_email did not
-- make.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'mario.rossi@posta.it' as given, 'mario.rossi@posta.it' as expected
    union all
    select 'mario.rossi+shop@posta.it', 'mario.rossi@posta.it'
    union all
    select 'mario+a+b@posta.it', 'mario@posta.it'
    union all
    select 'mario+@posta.it', 'mario@posta.it'
    union all
    select 'mario.rossi@gmail.com', 'mariorossi@gmail.com'
    union all
    select 'm.a.r.i.o@gmail.com', 'mario@gmail.com'
    union all
    select 'mario.rossi+x.y@gmail.com', 'mariorossi@gmail.com'
    union all
    select 'mario.rossi@googlemail.com', 'mariorossi@gmail.com'
    union all
    -- not Google
    select 'mario.rossi@gmail.com.pl', 'mario.rossi@gmail.com.pl'
    union all
    select 'mario.rossi@mygmail.com', 'mario.rossi@mygmail.com'
    union all
    -- nothing is left of the local part: no key, lest all of them be one customer
    select '+shop@posta.it', '+shop@posta.it'
    union all
    select '+393331112233@posta.it', '+393331112233@posta.it'
    union all
    select '...@gmail.com', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ email_identity_key('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
