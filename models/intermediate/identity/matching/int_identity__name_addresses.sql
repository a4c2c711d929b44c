with records as (
    select
        -- the address as int_identity__match_values compares it
        split_part(coalesce(email_key, email_written), '@', 1) as email_local_part,
        split_part(given_name_plain, ' ', 1) as given_name,
        replace(family_name_plain, ' ', '') as family_name
    from {{ ref('int_identity__records') }}
    where coalesce(email_key, email_written) is not null
),

letters_parted as (
    select distinct
        email_local_part,
        given_name,
        family_name,
        {{ regexp_replace_all('email_local_part', '[^a-z]', '') }} as letters,
        length({{ regexp_replace_all('email_local_part', '[^0-9]', '') }}) as digit_count
    from records
),

-- anna.rossi is what any Anna Rossi is called anywhere; a number beside the whole name, or letters
-- that are no name, say more
addresses_judged as (
    select
        email_local_part,
        length(
            replace(
                replace(letters, coalesce(family_name, '-'), ''), coalesce(given_name, '-'), ''
            )
        ) > 1
        or coalesce(digit_count > 1 and position(family_name in letters) > 0, false)
            as is_more_than_a_name
    from letters_parted
),

-- whose name it is does not matter: the address of a wife may stand on the husband's record
final as (
    select distinct email_local_part
    from addresses_judged
    where not is_more_than_a_name
)

select * from final
