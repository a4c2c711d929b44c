"""Consent: what was granted and withdrawn for e-mail addresses and phones."""

from typing import Any

import numpy as np
import pyarrow as pa

from customer360.demo import versions
from customer360.demo.clock import DAY, Calendar, to_utc, zulu_texts
from customer360.demo.crm import Contacts
from customer360.demo.layouts import Columns, Json
from customer360.demo.loyalty import Programme
from customer360.demo.rand import Ints, chance, expand
from customer360.demo.text import is_null, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import Accounts
from customer360.demo.write import Output, deliver

_PURPOSES = ["service", "marketing", "profiling"]
_CHANNELS = ["email", "sms", "phone", "post"]
_THROUGH = ["web form", "till", "paper", "call centre"]
_GRANTED = np.array([0.99, 0.58, 0.36])
_EMAIL, _SMS = 0, 1
_COLUMNS = (
    "consent_event_id", "contact_point", "purpose", "channel", "status", "event_at",
    "collected_through", "policy_version",
)  # fmt: skip


def export(
    out: Output, calendar: Calendar, accounts: Accounts, programme: Programme, contacts: Contacts
) -> None:
    """Write the consent events of accounts, members and contacts, one file per month."""
    rng = out.streams.get("consent")
    points, seconds, through, channels = [], [], [], []
    sources = (
        (accounts.draws, accounts.created, 0),
        (programme.draws, programme.enrolled, 1),
        (contacts.draws, contacts.created, 2),
    )
    for draws, created, way in sources:
        for channel, values in ((_EMAIL, draws.email), (_SMS, draws.phone)):
            known = np.flatnonzero(
                ~is_null(values) & chance(rng, len(created), 0.9 - 0.5 * channel)
            )
            points.append(take(values, known))
            seconds.append(created[known])
            through.append(np.full(len(known), way))
            channels.append(np.full(len(known), channel))
    point = pa.concat_arrays(points)
    _write(out, calendar, (point, *(np.concatenate(p) for p in (seconds, through, channels))))


def _write(out: Output, calendar: Calendar, asked: tuple[Any, Ints, Ints, Ints]) -> None:
    rng = out.streams.get("consent events")
    point, second, through, channel = asked
    of, purpose = expand(np.where(channel == _EMAIL, 3, 1 + (np.arange(len(second)) % 2)))
    granted = chance(rng, len(of), _GRANTED[purpose])
    # people leave the mailing list, seldom the service mails
    withdrawn = granted & (purpose > 0) & chance(rng, len(of), 0.22)
    later = second[of] + (rng.exponential(240.0, len(of)) * DAY).astype(np.int64) + DAY
    withdrawn &= later < (calendar.end + 1) * DAY
    regret = np.flatnonzero(withdrawn)
    asked_no = np.flatnonzero(~granted & (purpose > 0) & chance(rng, len(of), 0.5))
    keep = np.flatnonzero(granted)
    base = np.r_[keep, asked_no, regret]
    at = np.r_[second[of][keep], second[of][asked_no], later[regret]]
    status = np.repeat([0, 1, 1], [len(keep), len(asked_no), len(regret)])
    way = np.r_[through[of][keep], through[of][asked_no], np.where(regret % 4 == 0, 3, 0)]
    order = np.argsort(at, kind="stable")
    base, at, status, way = base[order], at[order], status[order], way[order]

    def render(rows: Ints) -> Columns:
        record = of[base[rows]]
        version = np.digitize(at[rows] // DAY, [calendar.start - 900, calendar.start + 200])
        return {
            "consent_event_id": join("CE", number(rows + 1, 8)),
            "contact_point": take(point, record),
            "purpose": take(pool(_PURPOSES), purpose[base[rows]]),
            "channel": take(pool(_CHANNELS), channel[record]),
            "status": take(pool(["granted", "withdrawn"]), status[rows]),
            "event_at": zulu_texts(to_utc(at[rows])),
            "collected_through": take(pool(_THROUGH), way[rows]),
            "policy_version": take(pool([None, "v2", "v3"]), version),
        }

    names, file_of = versions.monthly(calendar, "events", at // DAY)
    layout = Json(_COLUMNS, omitted=("policy_version",))
    shape = Shape(
        "consent", "events", layout, "consent_event_id", "event_at", text="collected_through"
    )
    deliver(out, shape, (names, file_of), render)
    out.know("consent", "events", len(base))
