{#- The log as it stood before this build. The one place that reads a table without ref(): the
    log is made from what is made from this. Ephemeral, so that it is looked up when the log is
    written, and a log built alone sees itself. -#}
{{ config(materialized='ephemeral') }}

{%- set log = adapter.get_relation(this.database, this.schema, 'int_identity__customer_id_log') %}

with log_so_far as (
    {% if log is not none %}
    select
        build_number,
        record_key,
        customer_id
    from {{ log }}
    {% else %}
    select
        cast(null as integer) as build_number,
        cast(null as varchar) as record_key,
        cast(null as varchar) as customer_id
    where 1 = 0
    {% endif %}
)

select * from log_so_far
