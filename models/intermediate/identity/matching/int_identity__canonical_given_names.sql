with variants_once as (
    select
        name_variant,
        min(canonical_name) as canonical_name
    from {{ ref('given_name_variants') }}
    group by name_variant
),

-- beppe is giuseppe, and giuseppe is joseph: all three meet under one name
final as (
    select
        variants_once.name_variant,
        coalesce(roots.canonical_name, variants_once.canonical_name) as canonical_name
    from variants_once
    left join variants_once as roots
        on variants_once.canonical_name = roots.name_variant
)

select * from final
