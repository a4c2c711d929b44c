"""The truth behind the files: who is who, who bought what, what is broken, what it adds up to."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from customer360.demo import names, receipts, webshop
from customer360.demo.clock import NEVER
from customer360.demo.crm import Contacts
from customer360.demo.habits import PREFERENCES, Habits
from customer360.demo.hard_cases import BIT, all_cases, main_case
from customer360.demo.identity import Draws
from customer360.demo.loyalty import Programme
from customer360.demo.name_lists import RU
from customer360.demo.people import People, person_ids
from customer360.demo.rand import Bools, Ints
from customer360.demo.receipts import Receipts
from customer360.demo.stores import Stores
from customer360.demo.text import blank, join, pool, take
from customer360.demo.web_devices import Devices
from customer360.demo.web_sessions import Sessions
from customer360.demo.webshop import Accounts, Orders, Refunds
from customer360.demo.write import Output

COMPLETE = "complete.json"
FILES = (
    "people.parquet", "records.parquet", "receipts.parquet", "orders.parquet",
    "broken_rows.parquet", "files.parquet", "totals.json", COMPLETE,
)  # fmt: skip


def is_complete(truth_dir: Path | str) -> bool:
    """Tell whether the run that wrote a truth directory came to its end.

    Args:
        truth_dir: Directory of the truth.

    Returns:
        Whether the mark that is written last is there and can be read.
    """
    path = Path(truth_dir) / COMPLETE
    try:
        mark = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and "arguments" in mark and "rows" in mark


@dataclass(frozen=True)
class Known:
    """The systems in which people leave records."""

    accounts: Accounts
    orders: Orders
    programme: Programme
    contacts: Contacts
    devices: Devices
    seen: Sessions


@dataclass(frozen=True)
class Part:
    """Records of one table, shape (r,).

    Attributes:
        system, table: Where they stand.
        ids: Keys.
        person: Person of each, negative where several share it.
        bits: Hard cases.
    """

    system: str
    table: str
    ids: Any
    person: Ints
    bits: Ints


class Truth:
    """Writes the truth into its directory.

    Args:
        root: Directory of the truth; it exists.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def table(self, name: str, columns: Mapping[str, Any]) -> None:
        """Write one parquet file, whole or not at all."""
        waiting = self.root / f".{name}.tmp"
        pq.write_table(pa.table(dict(columns)), waiting)
        os.replace(waiting, self.root / name)

    def json(self, name: str, value: Any) -> None:
        """Write one JSON file, whole or not at all."""
        waiting = self.root / f".{name}.tmp"
        waiting.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(waiting, self.root / name)

    def people(self, people: People, habit: Habits) -> None:
        """Write the persons with their true data."""
        n = people.n
        everyone = np.arange(n)
        pools = names.load()
        form = np.full(n, names.PROPER)
        native = np.full(n, names.CYRILLIC)
        family = pools.family_code(people.family, people.gender)
        later = people.family_on(everyone, np.full(n, NEVER - 1))
        russian = people.culture == RU
        written = join(
            pools.given_text(people.given, native), " ", pools.family_text(family, native)
        )
        self.table(
            "people.parquet",
            {
                "person_id": person_ids(everyone),
                "given_name": pools.given_text(people.given, form),
                "family_name": pools.family_text(family, form),
                "family_name_after_marriage": blank(
                    people.married == NEVER, pools.family_text(later, form)
                ),
                "native_name": blank(~russian, written),
                "gender": take(pool(["f", "m"]), people.gender),
                "birth_date": pa.array(people.birth.astype(np.int32)).cast(pa.date32()),
                "country_code": take(pool(["IT", "PL"]), people.country),
                "household_id": join("H", pa.array(people.homes.of).cast(pa.string())),
                "joined_on": pa.array(people.joined.astype(np.int32)).cast(pa.date32()),
                "left_on": _days(people.left),
                "moved_on": _days(people.moved),
                "married_on": _days(people.married),
                "email": people.email,
                "mobile": people.mobile,
                "channel_preference": take(pool(PREFERENCES), habit.preference),
                "promo_hunter": pa.array(people.hunter),
                "orders_per_year": pa.array(people.rate),
            },
        )

    def records(self, people: People, known: Known, more: Sequence[Part]) -> None:
        """Write which person each record stands for; none for one that several people share.

        Args:
            people: People.
            known: Systems with records of all kinds.
            more: Records of the other systems.
        """
        accounts, orders, programme = known.accounts, known.orders, known.programme
        contacts, devices, seen = known.contacts, known.devices, known.seen
        guests = np.flatnonzero(orders.guest_row >= 0)
        used = np.flatnonzero(np.bincount(seen.device, minlength=len(devices.owner)))
        owner = devices.owner[used]
        lends = np.zeros(people.n, dtype=np.bool_)
        lends[devices.borrowed[devices.borrowed != np.arange(people.n)]] = True
        rank = used // 2 - devices.base[owner]
        shared = BIT["shared_device"] * (lends[owner] & (rank == 0))
        parts = [
            by_draws(
                "shop", "accounts", webshop.account_ids(np.arange(accounts.n)), accounts.draws
            ),
            by_draws("shop", "orders", webshop.order_ids(guests), orders.guest),
            by_draws(
                "loyalty", "members", programme.member_id(np.arange(programme.n)), programme.draws
            ),
            by_draws("crm", "contacts", contacts.ids(np.arange(contacts.n)), contacts.draws),
            # a device that several people use is nobody's own: no person is the right answer
            Part("web", "devices", take(devices.id, used), np.where(shared > 0, -1, owner), shared),
            *more,
        ]
        which = np.repeat(np.arange(len(parts)), [len(part.person) for part in parts])
        bits = np.concatenate([part.bits for part in parts]).astype(np.int64)
        person = np.concatenate([part.person for part in parts])
        self.table(
            "records.parquet",
            {
                "source_system": take(pool([part.system for part in parts]), which),
                "table": take(pool([part.table for part in parts]), which),
                "record_id": pa.concat_arrays([part.ids for part in parts]),
                "person_id": blank(person < 0, person_ids(np.maximum(person, 0))),
                "hard_case": main_case(bits),
                "all_cases": all_cases(bits),
            },
        )

    def purchases(self, sold: Receipts, orders: Orders) -> None:
        """Write who bought on each receipt and order.

        A receipt is anonymous where nothing on it points to a person: no card and no contact, or
        only a clerk's address, the phone of the shop or a placeholder.
        """
        self.table(
            "receipts.parquet",
            {
                "receipt_id": sold.id,
                "person_id": person_ids(sold.person),
                "is_anonymous": pa.array(sold.anonymous),
                "hard_case": take(pool(receipts.CASES), sold.case),
            },
        )
        logged = orders.account >= 0
        self.table(
            "orders.parquet",
            {
                "order_id": webshop.order_ids(np.arange(orders.n)),
                "person_id": person_ids(orders.person),
                "is_guest": pa.array(~logged),
            },
        )

    def written(self, out: Output) -> None:
        """Write which files were written and which rows in them are broken."""
        self.table("files.parquet", _columns(out.files, "system table file rows broken copy_of"))
        self.table("broken_rows.parquet", _columns(out.broken, "system table file kind key"))

    def totals(
        self, out: Output, stores: Stores, sold: Receipts, orders: Orders, refunds: Refunds
    ) -> None:
        """Write rows by table, and money by system, currency and type."""
        tables = [
            {
                "system": system,
                "table": table,
                "rows_written": out.rows_of(system, table),
                "broken_rows": sum((b.system, b.table) == (system, table) for b in out.broken),
                "distinct_keys": keys,
            }
            for (system, table), keys in sorted(out.distinct.items())
        ]
        zloty = stores.country[sold.shop] == 1
        back = sold.original >= 0
        cancelled = orders.status == webshop.CANCELLED
        money = [
            _sum("pos", currency, kind, sold.total[mine & (back == is_back)])
            for currency, mine in (("EUR", ~zloty), ("PLN", zloty))
            for kind, is_back in (("sale", False), ("return", True))
        ]
        money += [
            _sum("shop", "EUR", "order", orders.total[~cancelled]),
            _sum("shop", "EUR", "cancelled_order", orders.total[cancelled]),
            _sum("shop", "EUR", "refund", refunds.amount),
        ]
        self.json("totals.json", {"tables": tables, "money": money})

    def complete(self, arguments: Mapping[str, Any], out: Output) -> None:
        """Write the mark of completeness; call it last."""
        rows = {f"{s}.{t}": out.rows_of(s, t) for s, t in sorted(out.distinct)}
        self.json(COMPLETE, {"arguments": dict(arguments), "rows": rows, "files": len(out.files)})


def by_draws(system: str, table: str, ids: Any, draws: Draws) -> Part:
    """Records that were written with dice."""
    return Part(system, table, ids, draws.person, draws.bits)


def _columns(rows: Any, fields: str) -> dict[str, Any]:
    dicts = [asdict(row) for row in rows]
    types = {"rows": pa.int64(), "broken": pa.int64()}
    return {f: pa.array([d[f] for d in dicts], types.get(f, pa.string())) for f in fields.split()}


def _days(days: Ints) -> Any:
    unknown: Bools = days >= NEVER
    return pa.array(np.where(unknown, 0, days).astype(np.int32), mask=unknown).cast(pa.date32())


def _sum(system: str, currency: str, kind: str, cents: Ints) -> dict[str, Any]:
    total = int(cents.sum())
    amount = f"{total // 100}.{total % 100:02d}"
    return {
        "system": system,
        "currency": currency,
        "type": kind,
        "rows": len(cents),
        "amount": amount,
    }
