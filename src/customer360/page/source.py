"""The published file as the page reads it: read-only, and opened anew when it was replaced."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd

from customer360.export.published import literal

__all__ = ["Problem", "Published", "PublishedError"]

# beyond this, sorting goes to disk; several people read at once
_MEMORY = "2GB"
# answers that are kept, newest use last
_KEPT_ANSWERS = 400
_KEPT_ROWS = 20_000

Identity = tuple[int, int, int, int]
Parameters = Sequence[Any]


class Problem(StrEnum):
    """Why the published file gives no answer."""

    MISSING = "missing"
    BUSY = "busy"
    NOT_DUCKDB = "not_duckdb"
    FOREIGN = "foreign"
    OLDER = "older"
    NO_TABLE = "no_table"


class PublishedError(RuntimeError):
    """The published file cannot be read; `problem` says why, the message names the cause."""

    def __init__(self, problem: Problem, message: str) -> None:
        super().__init__(message)
        self.problem = problem


class Published:
    """A published file, shared by everybody who looks at the page.

    A run replaces the file as a whole. Whoever asks after that gets answers from the new one; a
    question under way is answered from the old one, which the open connection keeps.

    Args:
        path: The DuckDB file that `make run` published.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._identity: Identity | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._answers: OrderedDict[tuple[Any, ...], pd.DataFrame] = OrderedDict()

    @property
    def identity(self) -> Identity:
        """What tells one publication from the next: device, inode, time and size of the file.

        Raises:
            PublishedError: There is no file.
        """
        try:
            state = os.stat(self.path)
        except OSError as error:
            raise PublishedError(Problem.MISSING, f"{self.path} does not exist") from error
        return (state.st_dev, state.st_ino, state.st_mtime_ns, state.st_size)

    def query(self, sql: str, parameters: Parameters = ()) -> pd.DataFrame:
        """Answer a question from the file as it lies there now; the same question, from memory.

        Args:
            sql: A select over the published tables and views, by their names alone.
            parameters: Values of its question marks, in order.

        Returns:
            The answer; the caller may change it.

        Raises:
            PublishedError: The file is missing, is none of this project's, or lacks what is asked.
        """
        with self._lock:
            connection = self._open()
            key = (self._identity, sql, *parameters)
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key].copy()
            cursor = connection.cursor()
        try:
            cursor.execute("use published")
            answer: pd.DataFrame = cursor.execute(sql, list(parameters)).df()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise PublishedError(Problem.NO_TABLE, str(error).partition("\n")[0]) from error
        finally:
            cursor.close()
        if len(answer) <= _KEPT_ROWS:
            with self._lock:
                self._answers[key] = answer
                while len(self._answers) > _KEPT_ANSWERS:
                    self._answers.popitem(last=False)
        return answer.copy()

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Answer a question with one value: the first of the first row.

        Raises:
            PublishedError: As in query.
        """
        return self.query(sql, parameters).iat[0, 0]

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Return the connection to the file that lies there now."""
        identity = self.identity
        if self._connection is None or identity != self._identity:
            connection = _connect(self.path)
            # the former one is not closed: an answer may be under way; it goes with its last reader
            self._connection, self._identity = connection, identity
            self._answers.clear()
        return self._connection


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"memory_limit": _MEMORY})
    try:
        connection.execute(f"attach {literal(path)} as published (read_only)")
    except duckdb.IOException as error:
        connection.close()
        if "lock" in str(error):
            raise PublishedError(Problem.BUSY, f"{path} is open in a build") from error
        raise PublishedError(Problem.NOT_DUCKDB, f"{path} is no DuckDB file") from error
    except duckdb.Error as error:
        connection.close()
        raise PublishedError(Problem.NOT_DUCKDB, f"{path} is no DuckDB file") from error
    # from here on nothing but this file is read, and nothing is written
    connection.execute("set enable_external_access = false")
    try:
        _require_roles(connection, path)
    except PublishedError:
        connection.close()
        raise
    return connection


def _require_roles(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    rows = connection.execute(
        "select table_name from information_schema.tables where table_catalog = 'published'"
    ).fetchall()
    names = {name for (name,) in rows}
    if any(name.startswith("role_") for name in names):
        return
    if "customer_360" in names:
        raise PublishedError(Problem.OLDER, f"{path} has no views for the roles")
    raise PublishedError(Problem.FOREIGN, f"{path} has no customers")
