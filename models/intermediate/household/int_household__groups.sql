{{ config(materialized='connected_components') }}

select
    first_resident_id as left_node,
    resident_id as right_node
from {{ ref('int_household__ties') }}
