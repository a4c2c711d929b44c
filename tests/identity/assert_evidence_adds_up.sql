-- Claims that the weights told for a pair add up to the weight by which it was judged, to the
-- rounding of a thousandth of a bit: nobody is told another reason than the true one.
select
    left_record_key,
    right_record_key,
    match_weight
from {{ ref('identity_evidence') }}
where
    abs(
        prior_weight
        + given_name_weight
        + birth_date_weight
        + middle_name_weight
        + gender_weight
        + occupation_weight
        + national_id_weight
        + household_weight
        + relatives_weight
        - match_weight
    ) > 0.0015
