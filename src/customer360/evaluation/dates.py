"""Dates of an unknown format, brought to YYYY-MM-DD."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

__all__ = ["DateFormats", "rewrite_dates"]

# the last year that two digits are taken for 20xx; 31 is 1931
_LAST_YEAR_OF_THIS_CENTURY = 30
# a source reads its dates in another order than all sources together where that makes dates of
# this share more of its values: typing errors alone do not
_SHARE_TO_DIFFER = 0.2
_MONTHS = {
    "01": ("jan", "gen", "sty"),
    "02": ("feb", "lut"),
    "03": ("mar", "maer", "mrz"),
    "04": ("apr", "kwi"),
    "05": ("may", "mai", "mag", "maj"),
    "06": ("jun", "giu", "cze"),
    "07": ("jul", "lug", "lip"),
    "08": ("aug", "ago", "sie"),
    "09": ("sep", "set", "wrz"),
    "10": ("oct", "okt", "ott", "paz"),
    "11": ("nov", "lis"),
    "12": ("dec", "dez", "dic", "gru"),
}
_PATTERNS = {
    ("year_first", "ymd"): "YYYY-MM-DD",
    ("year_first", "ydm"): "YYYY-DD-MM",
    ("year_last", "dmy"): "DD/MM/YYYY",
    ("year_last", "mdy"): "MM/DD/YYYY",
    ("short_year", "dmy"): "DD/MM/YY",
    ("short_year", "mdy"): "MM/DD/YY",
    ("short_year", "ymd"): "YY/MM/DD",
    ("eight", "ymd"): "YYYYMMDD",
    ("eight", "dmy"): "DDMMYYYY",
    ("eight", "mdy"): "MMDDYYYY",
    ("six", "ymd"): "YYMMDD",
    ("six", "dmy"): "DDMMYY",
    ("six", "mdy"): "MMDDYY",
    ("torn", "ymd"): "YYYYMMDD",
    ("named_day_first", "dmy"): "DD Month YYYY",
    ("named_month_first", "mdy"): "Month DD YYYY",
    ("named_year_first", "ymd"): "YYYY Month DD",
}
# Lower is tried first: the year in front of eight digits, else the day, by the project's rule.
_PREFERENCE = {"ymd": 1, "dmy": 2, "mdy": 3, "ydm": 4}
_SHORT_YEAR_PREFERENCE = {"dmy": 2, "mdy": 3, "ymd": 4}


@dataclass(frozen=True)
class DateFormats:
    """How the dates of one column were read.

    Attributes:
        values: Distinct values by pattern, most frequent first; `as written` are those of no known
            pattern.
    """

    values: Mapping[str, int]


def rewrite_dates(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, out: str, *, keep_time: bool
) -> DateFormats:
    """Make a table of the distinct dates of a column and what each is in the form YYYY-MM-DD.

    The order of day, month and year is that under which most distinct values are real dates of the
    years 1600 to 2100, for each pattern of writing; a source differs from the others where its own
    values say so clearly; day first where nothing tells. A value that is no real date is brought
    into the same order all the same (31/04/1956 is 1956-04-31), so that it still looks like what
    was meant; what has no known pattern stays as it is.

    Args:
        connection: Open database.
        table: Table with the text columns `source_system` and `column`.
        column: Name of the column with dates.
        out: Name of the temporary table to make, with the columns `source_system`, `value`, `iso`.
        keep_time: Whether a time after the date stays.

    Returns:
        Patterns that were found.

    Raises:
        duckdb.Error: A table or column is not there.
    """
    connection.execute(_parts_sql(table, column))
    connection.execute(_readings_sql())
    connection.execute(_orders_sql())
    clock = "coalesce(clock, '')" if keep_time else "''"
    connection.execute(f"""
        create or replace temp table "{out}" as
        select
            parts.source_system,
            parts.value,
            coalesce(date_readings.iso, parts.body) || {clock} as iso,
            coalesce(date_readings.family || '/' || date_readings.reading, '') as pattern
        from date_parts as parts
        left join date_orders
            on parts.source_system = date_orders.source_system and parts.family = date_orders.family
        left join date_readings
            on parts.source_system = date_readings.source_system
            and parts.value = date_readings.value
            and date_orders.reading = date_readings.reading
    """)
    counted = connection.execute(
        f'select pattern, count(distinct value) as n from "{out}" group by 1 order by n desc, 1'
    ).fetchall()
    values: dict[str, int] = {}
    for pattern, count in counted:
        family, _, reading = pattern.partition("/")
        name = _PATTERNS.get((family, reading), "as written")
        values[name] = values.get(name, 0) + count
    return DateFormats(values)


def _month_of(text: str) -> str:
    starts = ", ".join(f"'{start}': '{month}'" for month in _MONTHS for start in _MONTHS[month])
    folded = f"strip_accents(lower({text}))"
    return (
        f"case when regexp_full_match({folded}, '[a-z]{{3,10}}')"
        f" then map {{{starts}}}[left({folded}, 3)] end"
    )


def _parts_sql(table: str, column: str) -> str:
    """Distinct values, each cut into three parts, with the family of patterns that it is of."""
    sign = r"[^-/.,\s]"
    three = rf"^({sign}{{1,10}})[-/.,\s]+({sign}{{1,10}})[-/.,\s]+({sign}{{1,10}})$"
    clock = r"[T,\s]+[0-9]{1,2}:[0-9]{2}.*"
    return f"""
        create or replace temp table date_parts as
        with seen as (
            select distinct source_system, "{column}" as value
            from {table}
            where "{column}" is not null
        ),
        bodies as (
            select
                *,
                regexp_replace(regexp_replace(value, '{clock}$', ''), '[.]0$', '') as body,
                nullif(regexp_extract(value, '{clock}$'), '') as clock
            from seen
        ),
        cut as (
            select
                *,
                regexp_replace(body, '[-/.,\\s]', '', 'g') as signs,
                nullif(regexp_extract(body, '{three}', 1), '') as one,
                nullif(regexp_extract(body, '{three}', 2), '') as two,
                nullif(regexp_extract(body, '{three}', 3), '') as three
            from bodies
        ),
        months as (
            select *, {_month_of("one")} as month_one, {_month_of("two")} as month_two from cut
        )
        select
            source_system,
            value,
            body,
            clock,
            signs,
            -- separators that slipped (0/206/1977) are put where they belong
            case when slipped and length(one) <= length(three) then signs[1:2]
                when slipped then signs[1:4]
                else coalesce(month_one, one) end as one,
            case when slipped and length(one) <= length(three) then signs[3:4]
                when slipped then signs[5:6]
                else coalesce(month_two, two) end as two,
            case when slipped and length(one) <= length(three) then signs[5:8]
                when slipped then signs[7:8]
                else three end as three,
            case
                when month_two is not null and length(one) <= 2 then 'named_day_first'
                when month_two is not null then 'named_year_first'
                when month_one is not null then 'named_month_first'
                when length(one) >= 3 and length(three) <= 2 then 'year_first'
                when slipped and length(one) > length(three) then 'year_first'
                when length(one) <= 2 and length(three) >= 3 or slipped then 'year_last'
                when greatest(length(one), length(two), length(three)) <= 2 then 'short_year'
                when one is not null then null
                when body <> signs or not regexp_matches(body, '[0-9].*[0-9].*[0-9]') then null
                -- a number that lost its leading zero
                when length(body) = 8 or regexp_full_match(body, '[0-9]{{7}}') then 'eight'
                when regexp_full_match(body, '[0-9]{{6}}') then 'six'
                when length(body) in (7, 9) then 'torn'
            end as family
        from (
            select
                *,
                coalesce(
                    length(signs) = 8 and month_one is null and month_two is null
                    and (
                        length(two) > 2
                        or length(one) > 2 and length(three) > 2
                        or length(one) = 3 or length(three) = 3
                    ),
                    false
                ) as slipped
            from months
        )
    """


def _readings_sql() -> str:
    """Each value in each order that its family knows."""
    orders = ", ".join(
        f"('{family}', '{reading}', "
        f"{(_SHORT_YEAR_PREFERENCE if family == 'short_year' else _PREFERENCE)[reading]})"
        for family, reading in _PATTERNS
    )
    year = (
        "case when length(year) = 2 and regexp_full_match(year, '[0-9]{2}') then "
        f"case when cast(year as integer) <= {_LAST_YEAR_OF_THIS_CENTURY} then '20' else '19' end "
        "|| year else year end"
    )
    padded = "case when length({0}) = 1 then '0' || {0} else {0} end"
    return f"""
        create or replace temp table date_readings as
        with orders as (
            select * from (values {orders}) as known (family, reading, preference)
        ),
        cut as (
            select
                parts.source_system,
                parts.value,
                parts.family,
                orders.reading,
                orders.preference,
                case
                    when parts.family in ('eight', 'torn') and orders.reading = 'ymd'
                        then [signs[1:4], signs[5:6], signs[7:]]
                    when parts.family = 'eight'
                        then [lpad(signs, 8, '0')[1:2], lpad(signs, 8, '0')[3:4], signs[-4:]]
                    when parts.family = 'six' then [signs[1:2], signs[3:4], signs[5:6]]
                    else [one, two, three]
                end as parts
            from date_parts as parts
            inner join orders on parts.family = orders.family
        ),
        named as (
            select
                * exclude (parts),
                parts[instr(reading, 'y')] as year,
                parts[instr(reading, 'm')] as month,
                parts[instr(reading, 'd')] as day
            from cut
        ),
        written as (
            select
                *,
                {year} || '-' || {padded.format("month")} || '-' || {padded.format("day")} as iso
            from named
        )
        select
            *,
            regexp_full_match(iso, '(1[6-9]|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}')
            and try_strptime(iso, '%Y-%m-%d') is not null as is_real
        from written
    """


def _orders_sql() -> str:
    """The order of each family in each source."""
    return f"""
        create or replace temp table date_orders as
        with counted as (
            select
                source_system,
                family,
                reading,
                any_value(preference) as preference,
                count(*) as values_read,
                count(*) filter (where is_real) as real_dates
            from date_readings
            group by source_system, family, reading
        ),
        -- 03/04/56 is read like 13/04/1956 beside it
        month_first as (
            select
                coalesce(sum(real_dates) filter (where reading = 'mdy'), 0)
                > coalesce(sum(real_dates) filter (where reading = 'dmy'), 0) as is_month_first
            from counted
            where family in ('year_last', 'short_year', 'eight', 'six')
        ),
        preferred as (
            select
                counted.* replace (
                    case
                        when is_month_first and reading in ('dmy', 'mdy') then 5 - preference
                        else preference
                    end as preference
                )
            from counted
            cross join month_first
        ),
        column_orders as (
            select
                family,
                reading,
                row_number() over (
                    partition by family order by sum(real_dates) desc, min(preference)
                ) as rank
            from preferred
            group by family, reading
        ),
        own_orders as (
            select
                *,
                row_number() over (
                    partition by source_system, family order by real_dates desc, preference
                ) as rank
            from preferred
        )
        select
            general.source_system,
            general.family,
            case
                when own.real_dates
                >= general.real_dates + greatest({_SHARE_TO_DIFFER} * general.values_read, 1)
                    then own.reading
                else general.reading
            end as reading
        from preferred as general
        inner join column_orders
            on general.family = column_orders.family
            and general.reading = column_orders.reading
            and column_orders.rank = 1
        inner join own_orders as own
            on general.source_system = own.source_system
            and general.family = own.family
            and own.rank = 1
    """
