-- Claims E.164 or null for what people write in Italy, Poland, Russia and Britain, with the country
-- of the record where it is known. Not claimed: that the number is in use, two numbers in one
-- field, numbers without a calling code of a country that has no plan.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '333 1234567' as given, 'IT' as country, '+393331234567' as expected
    union all
    select '+39 333 123 45 67', null, '+393331234567'
    union all
    select '0039 333/1234567', null, '+393331234567'
    union all
    select '+0039 333 1234567', null, '+393331234567'
    union all
    select '(+39) 333.123.45.67', null, '+393331234567'
    union all
    select '39 333 1234567', null, '+393331234567'
    union all
    select 'tel. 333-1234567', null, '+393331234567'
    union all
    select 'Cell.: 333 1234567 (Anna)', null, '+393331234567'
    union all
    select '3331234567.0', null, '+393331234567'
    union all
    select chr(160) || '333' || chr(160) || '1234567' || chr(8236), null, '+393331234567'
    union all
    -- the zero of an Italian landline stays
    select '02 7654321', 'IT', '+39027654321'
    union all
    select '081/5551234', 'IT', '+390815551234'
    union all
    select '+39 02 7654321', null, '+39027654321'
    union all
    select '+39 (0)2 7654321', null, '+39027654321'
    union all
    select '+39 (02) 7654321', null, '+39027654321'
    union all
    -- extensions, further numbers
    select '02 7654321 int. 12', 'IT', '+39027654321'
    union all
    select '02 7654321 ext. 12', 'IT', '+39027654321'
    union all
    select '02 7654321/12', 'IT', '+39027654321'
    union all
    select '02 7654321#12', 'IT', '+39027654321'
    union all
    select '333 1234567, 02 7654321', 'IT', '+393331234567'
    union all
    select '+7 495 123-45-67 доб. 123', null, '+74951234567'
    union all
    -- Poland
    select '600 123 456', 'PL', '+48600123456'
    union all
    select '22 123 45 67', 'PL', '+48221234567'
    union all
    select '+48 600-123-456', null, '+48600123456'
    union all
    select '0048600123456', null, '+48600123456'
    union all
    select '48 600 123 456', null, '+48600123456'
    union all
    -- Britain: the zero falls away, or was already lost
    select '020 7946 0958', 'GB', '+442079460958'
    union all
    select '07911 123456', 'GB', '+447911123456'
    union all
    select '7911 123456', 'GB', '+447911123456'
    union all
    select '+44 (0)20 7946 0958', null, '+442079460958'
    union all
    select '+44 07911 123456', null, '+447911123456'
    union all
    select '447911123456', null, '+447911123456'
    union all
    -- Russia: eight is the trunk prefix
    select '8 (916) 123-45-67', null, '+79161234567'
    union all
    select '+7 916 123-45-67', null, '+79161234567'
    union all
    select '7 916 123 45 67', null, '+79161234567'
    union all
    select '916 123-45-67', 'RU', '+79161234567'
    union all
    select 'тел. 8 916 123 45 67', 'RU', '+79161234567'
    union all
    select '+7 8 916 123 45 67', null, '+79161234567'
    union all
    -- no number
    select '3.33123457E+09', null, null
    union all
    select '123', 'IT', null
    union all
    select '333 1234567 340 7654321', 'IT', null
    union all
    select '333 1234567', 'CH', null
    union all
    select 'nessuno', null, null
    union all
    select '-', null, null
    union all
    select '', null, null
    union all
    select null, 'IT', null
),

results as (
    select
        given,
        country,
        expected,
        {{ normalise_phone('given', 'country') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
