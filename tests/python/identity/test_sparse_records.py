"""Records that say little: what the shipped weights never saw must not pass for evidence."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from customer360.evaluation import resolve

REPOSITORY = Path(__file__).resolve().parents[3]
COLUMNS = ("given_name", "family_name", "birth_date", "city")
Person = tuple[str | None, ...]
# each pair in a city and with names of its own
TWO_PEOPLE: dict[str, tuple[Person, Person]] = {
    "strangers born on one day in one town": (
        ("Anna", "Rossi", "1980-03-05", "Bonn"),
        ("Piotr", "Zielinski", "1980-03-05", "Bonn"),
    ),
    "strangers of one given name in one town": (
        ("Ludmilla", "Hobrecht", None, "Nantes"),
        ("Ludmilla", "Okonjo", None, "Nantes"),
    ),
    "strangers whose names begin alike in two towns": (
        ("Qaderon", "Clavering", None, "Leeds"),
        ("Qasimir", "Clamouche", None, "Perugia"),
    ),
    "twins who tell no house": (
        ("Marta", "Dorvaxen", "1977-06-15", None),
        ("Stefan", "Dorvaxen", "1977-06-15", None),
    ),
    "twins who tell their town": (
        ("Ingrid", "Ferensby", "1968-11-25", "Ulm"),
        ("Bruno", "Ferensby", "1968-11-25", "Ulm"),
    ),
    "a surname and an initial": (
        ("Margarete", "Quilvern", None, None),
        ("Milo", "Quilvern", None, None),
    ),
}


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("sparse")
    (folder / "landing" / "feeds").mkdir(parents=True)
    rows: list[dict[str, str | None]] = [
        {
            "source_system": "salon",
            "source_record_id": f"{name} {number}",
            **dict(zip(COLUMNS, person, strict=True)),
        }
        for name, people in TWO_PEOPLE.items()
        for number, person in enumerate(people)
    ]
    schema = pa.schema([(column, pa.string()) for column in rows[0]])
    table = pa.Table.from_pylist(rows, schema)
    pq.write_table(table, folder / "landing" / "feeds" / "identities.parquet")
    clusters = resolve(
        folder / "landing", folder / "work", print, project=REPOSITORY, train=False
    ).clusters()
    return dict(zip(clusters["record_key"], clusters["customer_id"], strict=True))


@pytest.mark.parametrize("name", TWO_PEOPLE)
def test_two_people_stay_two(customers: dict[str, str], name: str) -> None:
    assert customers[f"salon|feed|{name} 0"] != customers[f"salon|feed|{name} 1"]
