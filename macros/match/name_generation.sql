{#- What tells a father from a son of one name: 'junior', 'senior', 'third' or 'fourth' where a folded name
    ends in such a word; else null. -#}
{% macro name_generation(name) -%}
    case
        when {{ matches_pattern(name, '.+ (?:jr|jnr|junior|ii|figlio|mlodszy|mladshiy|the younger)') }}
            then 'junior'
        when {{ matches_pattern(name, '.+ (?:sr|snr|senior|padre|starszy|starshiy|the elder)') }} then 'senior'
        when {{ matches_pattern(name, '.+ iii') }} then 'third'
        when {{ matches_pattern(name, '.+ iv') }} then 'fourth'
    end
{%- endmacro %}
