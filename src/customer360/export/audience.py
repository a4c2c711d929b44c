"""An audience as a file for a mailing tool: who may be written to, by what consent, about what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from customer360.export.audience_rows import (
    NEEDED,
    gather,
    is_about_suggestions,
    refuse_without_consent,
)
from customer360.export.files import put_in_place, unfinished
from customer360.export.profiling import ProfilingBasis, permitted_sql
from customer360.export.published import ExportError, as_of_date, open_published, require
from customer360.export.published import literal as text

__all__ = [
    "AudienceReport",
    "AudienceSummary",
    "Format",
    "export_audience",
    "format_of",
    "list_audiences",
]


class Format(StrEnum):
    """How the file is written; the ending of its name says the same."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"
    JSONL = "jsonl"


# json is one array, which upload forms and `json.load` take; jsonl is one object a line, which
# bulk interfaces take
_COPY_OPTIONS = {
    Format.CSV: "format csv, header true",
    Format.PARQUET: "format parquet",
    Format.JSON: "format json, array true",
    Format.JSONL: "format json, array false",
}


@dataclass(frozen=True)
class AudienceSummary:
    """One audience of a published file, with how many of its members may be written to."""

    audience_id: str
    description: str
    subject: str | None
    members: int
    held_out: int
    suppressed: int
    reachable: int


@dataclass(frozen=True)
class AudienceReport:
    """What one export did.

    Attributes:
        audience_id: The audience.
        as_of_date: Day of the figures; null without customers.
        target: The file.
        is_changed: False where the very same file was there already.
        rows: People in the file.
        held_out: Members left out by lot.
        suppressed: Members left out for a reason, by reason.
        without_address: Members left out because letters are permitted and no address is known.
        same_contact_point: Rows beyond the first of each contact point: so many messages more go
            to a mailbox that two people share.
        without_profiling: Rows without suggestions, because their behaviour may not be used.
    """

    audience_id: str
    as_of_date: dt.date | None
    target: Path
    is_changed: bool
    rows: int
    held_out: int
    suppressed: Mapping[str, int]
    without_address: int
    same_contact_point: int
    without_profiling: int


def format_of(target: Path, wanted: Format | None) -> Format:
    """Tell the format of a file, which its name and the wish for one must agree on.

    Raises:
        ExportError: The name ends in none of the formats, or in another than wanted.
    """
    known = ", ".join(Format)
    ending = target.suffix.removeprefix(".").lower()
    if ending not in tuple(Format):
        raise ExportError(f"{target}: the name has to end in one of {known}")
    found = Format(ending)
    if wanted not in (None, found):
        raise ExportError(f"{target} ends in {found}, but --format says {wanted}")
    return found


def list_audiences(published: Path) -> list[AudienceSummary]:
    """Read the audiences and how large they are, sorted by name.

    Raises:
        ExportError: The file is missing or of another version.
    """
    with open_published(published, published.parent) as connection:
        require(connection, published, NEEDED)
        return _summaries(connection)


def export_audience(
    published: Path,
    audience_id: str,
    target: Path,
    *,
    basis: ProfilingBasis = ProfilingBasis.CONSENT,
    replace: bool = False,
) -> AudienceReport:
    """Write the members of an audience who are to be written to, sorted by customer_id.

    In the file: who, by which channel and contact point, the declaration that permits it, since
    when they fit, the key by which nobody is written to twice about the same; a given name to
    address them by, a postal address for letters alone, and of the customer just what the subject
    of the audience needs. Held out and suppressed members are never in it.

    Args:
        published: The file that `make run` published.
        audience_id: One of `audiences`.
        target: The file to write; its name ends in a format.
        basis: Whose behaviour may be used to suggest articles.
        replace: Whether another file of this name may go.

    Returns:
        What is in the file and who is not.

    Raises:
        ExportError: No such audience, a row without a consent that holds, a target that may not
            go, or a published file of another version; no file is written then.
    """
    form = format_of(target, None)
    with open_published(published, target.parent) as connection:
        # one thread: rows and row groups come in one order, and so the same bytes each time
        connection.execute("set threads = 1")
        require(connection, published, NEEDED)
        _refuse_unknown(connection, audience_id)
        subject = gather(connection, audience_id, basis)
        refuse_without_consent(connection, audience_id)
        with unfinished(target) as temporary:
            connection.execute(
                f"copy (select * exclude (is_reached) from gathered where is_reached"
                f" order by customer_id) to {text(temporary)} ({_COPY_OPTIONS[form]})"
            )
            is_changed = put_in_place(temporary, target, replace=replace)
        permitted = permitted_sql(basis) if is_about_suggestions(subject) else None
        return _report(connection, audience_id, target, is_changed, permitted)


def _summaries(connection: duckdb.DuckDBPyConnection) -> list[AudienceSummary]:
    rows = connection.execute(
        """
        select
            audience_id,
            description,
            message_subject,
            member_count,
            held_out_count,
            suppressed_count,
            reachable_count
        from audiences
        order by audience_id
        """
    ).fetchall()
    return [AudienceSummary(*row) for row in rows]


def _refuse_unknown(connection: duckdb.DuckDBPyConnection, audience_id: str) -> None:
    there = [summary.audience_id for summary in _summaries(connection)]
    if audience_id not in there:
        raise ExportError(f"there is no audience {audience_id}; there are: {', '.join(there)}")


def _report(
    connection: duckdb.DuckDBPyConnection,
    audience_id: str,
    target: Path,
    is_changed: bool,
    permitted: str | None,
) -> AudienceReport:
    without_profiling = f"is_reached and customer_id not in ({permitted})" if permitted else "false"
    figures = connection.execute(
        f"""
        select
            count(*) filter (is_reached),
            count(*) filter (not is_reached),
            count(*) filter (is_reached) - count(distinct contact_point) filter (is_reached),
            count(*) filter ({without_profiling})
        from gathered
        """
    ).fetchone()
    left_out = connection.execute(
        """
        select
            case when is_held_out then 'held_out' else suppressed_by end as reason,
            count(*)
        from audience_members
        where audience_id = ? and (is_held_out or suppressed_by is not null)
        group by reason
        order by reason
        """,
        [audience_id],
    ).fetchall()
    assert figures is not None
    suppressed = dict(left_out)
    return AudienceReport(
        audience_id=audience_id,
        as_of_date=as_of_date(connection),
        target=target,
        is_changed=is_changed,
        rows=figures[0],
        held_out=suppressed.pop("held_out", 0),
        suppressed=suppressed,
        without_address=figures[1],
        same_contact_point=figures[2],
        without_profiling=figures[3],
    )
