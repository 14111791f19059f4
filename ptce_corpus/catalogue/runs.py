"""Accounts of builds, and counts of everything."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from datetime import UTC, datetime
from sqlite3 import Connection

from ptce_corpus.catalogue.database import Row, column, single
from ptce_corpus.catalogue.store import Store
from ptce_corpus.domain.provenance import Account, Failure
from ptce_corpus.ports.runs import Holdings
from ptce_corpus.text.ocr_quality import BANDS, band

_COUNT = "SELECT count(*) FROM {}"
_COUNTED = (
    *("sources", "documents", "pages", "passages", "mentions"),
    *("entities", "quotations", "appearances", "themes"),
)
_SHARES = "SELECT {0}, count(*) FROM {1} WHERE {0} IS NOT NULL GROUP BY {0} ORDER BY count(*) DESC, {0}"
_OF_QUALITY = "SELECT count(*) FROM documents WHERE quality >= ? AND quality < ?"


class Runs(Store):
    """The log of builds (port ``RunLog``)."""

    def begin(self) -> int:
        """Note that a build begins; gives its number."""
        began = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.writing() as connection:
            return int(connection.execute("INSERT INTO runs (began) VALUES (?)", (began,)).lastrowid or 0)

    def end(self, run: int, account: Account) -> None:
        """Note how it ended."""
        told = json.dumps(asdict(account), ensure_ascii=False)
        with self._database.writing() as connection:
            connection.execute("UPDATE runs SET account = ? WHERE id = ?", (told, run))

    def last(self) -> tuple[str, Account | None] | None:
        """When the last build began (ISO, UTC) and its account, None while it is at work or if it was killed."""
        with self._database.reading() as connection:
            row: Row | None = connection.execute("SELECT * FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        return None if row is None else (row.began, row.account and _account(row.account))

    def holdings(self) -> Holdings:
        """Counts of everything."""
        with self._database.reading() as connection:
            counts = {table: single(connection.execute(_COUNT.format(table))) for table in _COUNTED}
            awaiting = connection.execute("SELECT path FROM sources WHERE awaits_ocr ORDER BY path")
            return Holdings(
                files=counts.pop("sources"),
                **counts,
                awaiting_ocr=tuple(column(awaiting)),
                origins=_shares(connection, "pages", "origin"),
                kinds=_shares(connection, "documents", "kind"),
                languages=_shares(connection, "documents", "language"),
                qualities=_bands(connection),
            )


def _shares(connection: Connection, table: str, name: str) -> dict[str, int]:
    """How often each value of a column occurs, the commonest first."""
    return dict(map(tuple, connection.execute(_SHARES.format(name, table))))


def _bands(connection: Connection) -> dict[str, int]:
    """Documents by band of quality, the best first."""
    counts = {}
    below = math.inf
    for least in (*BANDS, None):
        counts[band(least)] = single(connection.execute(_OF_QUALITY, (least or 0.0, below)))
        below = least or 0.0
    return counts


def _account(told: str) -> Account:
    fields = json.loads(told)
    failures = tuple(Failure(**failure) for failure in fields.pop("failures"))
    return Account(**fields | {"failures": failures, "warnings": tuple(fields.get("warnings", ()))})
