with evidence as (
    select * from {{ ref('int_identity__evidence') }}
),

evidence_told as (
    select
        left_record_id,
        right_record_id,
        evidence
    from {{ ref('int_identity__evidence_told') }}
),

records as (
    select
        record_id,
        record_key
    from {{ ref('int_identity__records') }}
),

final as (
    select
        left_records.record_key as left_record_key,
        right_records.record_key as right_record_key,
        evidence.is_one_customer,
        evidence.is_contradiction,
        evidence.found_by_rule,
        evidence.match_weight,
        evidence.prior_weight,
        evidence.given_name_weight,
        evidence.given_name_meaning,
        evidence.birth_date_weight,
        evidence.birth_date_meaning,
        evidence.middle_name_weight,
        evidence.middle_name_meaning,
        evidence.gender_weight,
        evidence.gender_meaning,
        evidence.occupation_weight,
        evidence.occupation_meaning,
        evidence.national_id_weight,
        evidence.national_id_meaning,
        evidence.household_weight,
        evidence.household_meaning,
        evidence.relatives_weight,
        evidence.relatives_meaning,
        evidence_told.evidence
    from evidence
    inner join evidence_told
        on
            evidence.left_record_id = evidence_told.left_record_id
            and evidence.right_record_id = evidence_told.right_record_id
    inner join records as left_records
        on evidence.left_record_id = left_records.record_id
    inner join records as right_records
        on evidence.right_record_id = right_records.record_id
)

select * from final
