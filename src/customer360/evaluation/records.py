"""Person records of any shape, brought into the feed contract as one landing file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from customer360.contract import load_contract
from customer360.evaluation.columns import (
    BIRTH_DATE_PARTS,
    ColumnMap,
    map_columns,
    read_aliases,
)
from customer360.evaluation.dates import DateFormats, rewrite_dates
from customer360.memory import memory_limit

__all__ = ["Prepared", "UnusableInputError", "open_work_file", "prepare", "read_truth"]

_EXAMPLES_NAMED = 3
# before every source's name: the house's own systems (pos, crm, ...) are not fed
_SOURCE_PREFIX = "set_"
_SOURCE_OF_NO_NAME = "unnamed"
# What exports write for nothing. Not so Null, a surname; NA is Naples in a column of regions.
_PLACEHOLDERS = (
    "",
    "nan",
    "NaN",
    "NAN",
    "NaT",
    "none",
    "None",
    "NONE",
    "null",
    "NULL",
    "n/a",
    "N/A",
    "#N/A",
    "<NA>",
    "nil",
    "undefined",
    "unknown",
    "Unknown",
    "UNKNOWN",
    "-",
    "--",
    "?",
)
_PLACEHOLDERS_BUT_FOR_REGIONS = ("NA", "na")
_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(8239) || chr(65279)"
_DATES = ("birth_date", "created_at", "updated_at")
# nobody is found by these alone
_TOO_WEAK = {"gender", "region", "country_code", "occupation", "created_at", "updated_at"}
_FLOATS = {"FLOAT", "DOUBLE"}


class UnusableInputError(ValueError):
    """Records or truth cannot be used; the message is one sentence that says what to change."""


@dataclass(frozen=True)
class Prepared:
    """What was made of the records.

    Attributes:
        landing: Folder to land; holds feeds/identities_records.parquet.
        records: Number of records.
        columns: What each column was taken for.
        dates: How the dates of each source column were read.
    """

    landing: Path
    records: int
    columns: ColumnMap
    dates: Mapping[str, DateFormats]


def open_work_file(workspace: Path) -> duckdb.DuckDBPyConnection:
    """Open the database in which records are prepared and clusters judged.

    Args:
        workspace: Folder of all files of this evaluation.

    Returns:
        A connection to workspace/evaluation.duckdb, within the memory that dbt may use too.
    """
    return duckdb.connect(
        str(workspace / "evaluation.duckdb"),
        config={"memory_limit": memory_limit(), "preserve_insertion_order": False},
    )


def prepare(
    connection: duckdb.DuckDBPyConnection,
    records: Path,
    workspace: Path,
    project: Path,
    notify: Callable[[str], None],
) -> Prepared:
    """Read a file of records and write it as a landing file of feeds.identities.

    Each record is landed under a number that is drawn by the hash of its `record_id`, so that
    neither the order of the file nor ids that spell out the person are seen by any model. The table
    `numbered` (record_number, record_id) of the connection leads back.

    Args:
        connection: What open_work_file gave.
        records: Parquet file with one row per record; `record_id` is required.
        workspace: Folder of all files of this evaluation.
        project: Folder of the dbt project.
        notify: Called with lines of progress and with what was taken for what.

    Returns:
        What was made.

    Raises:
        UnusableInputError: The file is missing, empty or no parquet, its record ids are missing,
            null or repeated, or it has no column that tells one person from another.
    """
    types = _open_parquet(connection, "records_read", records, "records")
    id_column = _required(types, "record_id", "records")
    _check_ids(connection, "records_read", id_column, "records")
    contract = load_contract(project / "models" / "staging").system("feeds").table("identities")
    people = [name for name in contract.column_names if name != "source_record_id"]
    aliases = read_aliases(project / "seeds" / "reference" / "record_columns.csv")
    columns = map_columns([name for name in types if name != id_column], people, aliases)
    _say_columns(columns, id_column, notify)
    _check_columns(columns)
    try:
        _clean(connection, types, id_column, columns)
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        # a damaged page, text that is no UTF-8: seen only when the values are read
        reason = str(error).partition("\n")[0]
        raise UnusableInputError(f"records: {records} is not readable: {reason}") from error
    dates = _dates(connection, columns)
    folder = workspace / "landing"
    (folder / "feeds").mkdir(parents=True, exist_ok=True)
    target = str(folder / "feeds" / "identities_records.parquet").replace("'", "''")
    connection.execute(f"copy ({_landing_sql(columns)}) to '{target}' (format parquet)")
    connection.execute("drop table cleaned")
    count = _number(connection, "select count(*) from numbered")
    notify(f"records: {count:,} prepared for landing")
    return Prepared(folder, count, columns, dates)


def read_truth(
    connection: duckdb.DuckDBPyConnection, truth: Path, notify: Callable[[str], None]
) -> None:
    """Read the truth into the table `truth_read` (record_id, entity_id, kind) of the connection.

    Args:
        connection: One on which records were prepared.
        truth: Parquet file with the columns record_id and entity_id, and perhaps kind.
        notify: Called where records have no truth.

    Raises:
        UnusableInputError: The file is missing, empty or no parquet, a column is missing, record
            ids are null or repeated, it names records that are not there, or no entity at all.
    """
    types = _open_parquet(connection, "truth_file", truth, "truth")
    ids = _required(types, "record_id", "truth")
    entities = _required(types, "entity_id", "truth")
    _check_ids(connection, "truth_file", ids, "truth")
    kind = next((name for name in types if _plain(name) == "kind"), None)
    connection.execute(f"""
        create or replace table truth_read as
        select
            {_as_text(ids, types)} as record_id,
            {_as_text(entities, types)} as entity_id,
            {_as_text(kind, types) if kind else "cast(null as varchar)"} as kind
        from truth_file
    """)
    _check_known(connection)
    unjudged = _number(
        connection,
        "select count(*) from numbered anti join truth_read on numbered.record_id ="
        " truth_read.record_id and truth_read.entity_id is not null",
    )
    if unjudged == _number(connection, "select count(*) from numbered"):
        raise UnusableInputError("truth: entity_id is empty throughout, so nothing can be scored")
    if unjudged:
        notify(f"truth: {unjudged:,} records have none; they are resolved but not scored")


def _open_parquet(
    connection: duckdb.DuckDBPyConnection, view: str, path: Path, what: str
) -> dict[str, str]:
    """Make a view of a file and return the type of each of its columns."""
    if not path.is_file():
        raise UnusableInputError(f"{what}: {path} does not exist or is no file")
    # a path is a pattern for DuckDB
    pattern = re.sub(r"([*?\[])", r"[\1]", str(path.resolve())).replace("'", "''")
    try:
        connection.execute(
            f"create or replace temp view {view} as"
            f" select * from read_parquet('{pattern}', binary_as_string = true)"
        )
        described = connection.execute(f"describe {view}").fetchall()
        rows = _number(connection, f"select count(*) from {view}")
    except duckdb.Error as error:
        raise UnusableInputError(f"{what}: {path} is not readable as parquet") from error
    if not rows:
        raise UnusableInputError(f"{what}: {path} has no rows")
    return {str(name): str(kind) for name, kind, *_ in described}


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip().lower())


def _required(types: Mapping[str, str], name: str, what: str) -> str:
    for column in types:
        if _plain(column) == name:
            return column
    raise UnusableInputError(
        f"{what}: the column {name} is missing; its columns are {', '.join(types)}"
    )


def _check_ids(connection: duckdb.DuckDBPyConnection, view: str, id_column: str, what: str) -> None:
    column = _quoted(id_column)
    try:
        rows, present = _row(connection, f"select count(*), count({column}) from {view}")
        twice = connection.execute(f"""
            select cast({column} as varchar) as id, count(*) over () as ids
            from {view}
            where {column} is not null
            group by {column}
            having count(*) > 1
            order by id
            limit {_EXAMPLES_NAMED}
        """).fetchall()
    except duckdb.Error as error:
        raise UnusableInputError(f"{what}: {id_column} is not readable") from error
    if rows != present:
        raise UnusableInputError(f"{what}: {rows - present:,} of {rows:,} rows have no {id_column}")
    if twice:
        raise UnusableInputError(
            f"{what}: {twice[0][1]:,} values of {id_column} are there more than once, "
            f"such as {_listed(row[0] for row in twice)}"
        )


def _check_known(connection: duckdb.DuckDBPyConnection) -> None:
    unknown = connection.execute(f"""
        select record_id, count(*) over () as ids
        from truth_read anti join numbered using (record_id)
        order by record_id
        limit {_EXAMPLES_NAMED}
    """).fetchall()
    if unknown:
        raise UnusableInputError(
            f"truth: {unknown[0][1]:,} record ids are not among the records, "
            f"such as {_listed(row[0] for row in unknown)}"
        )


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _check_columns(columns: ColumnMap) -> None:
    telling = set(columns.used) - _TOO_WEAK - {"source_system", *BIRTH_DATE_PARTS}
    if not telling and "birth_year" not in columns.used:
        raise UnusableInputError(
            "records: no column tells one person from another; name, birth date, e-mail, phone, "
            "address, national id and card are looked for, under the names of "
            f"seeds/reference/record_columns.csv, and found: {', '.join(columns.used) or 'none'}, "
            f"beside {', '.join(columns.not_used) or 'nothing'}"
        )


def _say_columns(columns: ColumnMap, id_column: str, notify: Callable[[str], None]) -> None:
    for contract_column, sources in columns.used.items():
        notify(f"column {contract_column}: {', then '.join(sources)}")
    if columns.not_used:
        notify(f"columns not used: {', '.join(columns.not_used)}")
    if "source_system" not in columns.used:
        notify("column source_system: none, all records are of one source")


def _clean(
    connection: duckdb.DuckDBPyConnection,
    types: Mapping[str, str],
    id_column: str,
    columns: ColumnMap,
) -> None:
    """Make the tables `numbered` and `cleaned`: each used source column as text or null."""
    regions = set(columns.used.get("region", ()))
    used = {name for sources in columns.used.values() for name in sources}
    wanted = [name for name in types if name in used]
    texts = ",\n".join(
        f"{_without_placeholders(_as_text(name, types), name in regions)} as {_quoted(name)}"
        for name in wanted
    )
    record_id = _as_text(id_column, types)
    connection.execute(f"""
        create or replace table numbered as
        select
            row_number() over (order by md5('drawn' || {record_id}), {record_id}) as record_number,
            {record_id} as record_id
        from records_read
    """)
    connection.execute(f"""
        create or replace table cleaned as
        select
            {record_id} as "record_id",
            {texts}
        from records_read
    """)
    for name in _whole_numbers_with_point(connection, wanted):
        column = _quoted(name)
        connection.execute(f"update cleaned set {column} = {column}[:-3]")


def _without_placeholders(text: str, is_region: bool) -> str:
    listed = _PLACEHOLDERS if is_region else (*_PLACEHOLDERS, *_PLACEHOLDERS_BUT_FOR_REGIONS)
    trimmed = f"trim({text}, {_BLANKS})"
    return f"case when {trimmed} not in ({', '.join(map(repr, listed))}) then {trimmed} end"


def _whole_numbers_with_point(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[str]
) -> list[str]:
    """Return the columns that were numbers with gaps once: 2000.0 for a postal code of 2000."""
    judged = ", ".join(
        f"bool_and(regexp_full_match({_quoted(name)}, '[0-9]+[.]0'))" for name in columns
    )
    answers = _row(connection, f"select {judged} from cleaned")
    return [name for name, answer in zip(columns, answers, strict=True) if answer]


def _dates(connection: duckdb.DuckDBPyConnection, columns: ColumnMap) -> dict[str, DateFormats]:
    sources = columns.used.get("source_system", ())
    source = _quoted(sources[0]) if sources else "cast(null as varchar)"
    found = {}
    for contract_column in _DATES:
        for name in columns.used.get(contract_column, ()):
            connection.execute(
                "create or replace temp view date_values_read as"
                f" select coalesce({source}, '') as source_system, {_quoted(name)} as value"
                " from cleaned"
            )
            found[name] = rewrite_dates(
                connection,
                "date_values_read",
                "value",
                f"dates_{name}",
                keep_time=contract_column != "birth_date",
            )
    return found


def _landing_sql(columns: ColumnMap) -> str:
    """Query of the landing file: the contract's columns from the cleaned ones."""
    sources = columns.used.get("source_system", ())
    source = f"cleaned.{_quoted(sources[0])}" if sources else "cast(null as varchar)"
    chosen, joins = [], []
    for contract_column, names in columns.used.items():
        if contract_column in ("source_system", *BIRTH_DATE_PARTS):
            continue
        if contract_column in _DATES:
            chosen.append(
                _coalesced([f"{_quoted(f'dates_{n}')}.iso" for n in names], contract_column)
            )
            joins += [_join_of_dates(name, source) for name in names]
        else:
            chosen.append(_coalesced([f"cleaned.{_quoted(n)}" for n in names], contract_column))
    if "birth_year" in columns.used:
        chosen = _with_birth_date_of_parts(chosen, columns)
    listed = ",\n".join(chosen)
    return f"""
        select
            '{_SOURCE_PREFIX}' || coalesce({source}, '{_SOURCE_OF_NO_NAME}') as source_system,
            cast(numbered.record_number as varchar) as source_record_id,
            {listed}
        from cleaned
        inner join numbered on cleaned.record_id = numbered.record_id
        {" ".join(joins)}
        order by numbered.record_number
    """


def _coalesced(values: Sequence[str], name: str) -> str:
    return f"coalesce({', '.join(values)}) as {name}"


def _join_of_dates(name: str, source: str) -> str:
    dates = _quoted(f"dates_{name}")
    return (
        f"left join {dates} on coalesce({source}, '') = {dates}.source_system"
        f" and cleaned.{_quoted(name)} = {dates}.value"
    )


def _with_birth_date_of_parts(chosen: Sequence[str], columns: ColumnMap) -> list[str]:
    """Put year, month and day together where no column holds the whole date."""
    parts = []
    for part in BIRTH_DATE_PARTS:
        names = columns.used.get(part)
        if names is None:
            break
        text = f"cleaned.{_quoted(names[0])}"
        parts.append(f"case when length({text}) = 1 then '0' || {text} else {text} end")
    of_parts = " || '-' || ".join(parts)
    whole = [text for text in chosen if text.endswith(" as birth_date")]
    others = [text for text in chosen if text not in whole]
    known = [text.removesuffix(" as birth_date") for text in whole]
    return [*others, _coalesced([*known, of_parts], "birth_date")]


def _as_text(column: str, types: Mapping[str, str]) -> str:
    name = _quoted(column)
    if types[column] in _FLOATS:
        return (
            f"case when {name} = trunc({name}) and abs({name}) < 1e15"
            f" then cast(cast({name} as bigint) as varchar) else cast({name} as varchar) end"
        )
    return f"cast({name} as varchar)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return tuple(row)


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(_row(connection, query)[0])
