"""Accounts of builds, and counts of everything."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, insert, select, update

from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import (
    appearances,
    documents,
    entities,
    mentions,
    pages,
    passages,
    quotations,
    runs,
    sources,
    themes,
)
from ptce_corpus.domain.provenance import Account, Failure
from ptce_corpus.ports.runs import Holdings
from ptce_corpus.text.ocr_quality import BANDS, band

_COUNTED = {
    "files": sources,
    "documents": documents,
    "pages": pages,
    "passages": passages,
    "mentions": mentions,
    "entities": entities,
    "quotations": quotations,
    "appearances": appearances,
    "themes": themes,
}


class Runs(Store):
    """The log of builds (port ``RunLog``)."""

    def begin(self) -> int:
        """Note that a build begins; gives its number."""
        began = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.writing() as connection:
            return int(connection.execute(insert(runs), {"began": began}).lastrowid)

    def end(self, run: int, account: Account) -> None:
        """Note how it ended."""
        told = json.dumps(asdict(account), ensure_ascii=False)
        with self._database.writing() as connection:
            connection.execute(update(runs).where(runs.c.id == run).values(account=told))

    def last(self) -> tuple[str, Account | None] | None:
        """When the last build began (ISO, UTC) and its account, None while it is at work or if it was killed."""
        with self._database.reading() as connection:
            row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).one_or_none()
        return row and (row.began, row.account and _account(row.account))

    def holdings(self) -> Holdings:
        """Counts of everything."""
        with self._database.reading() as connection:
            counts = {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in _COUNTED.items()
            }
            awaiting = select(sources.c.path).where(sources.c.awaits_ocr).order_by(sources.c.path)
            return Holdings(
                **counts,
                awaiting_ocr=tuple(connection.execute(awaiting).scalars()),
                origins=_shares(connection, pages.c.origin),
                kinds=_shares(connection, documents.c.kind),
                languages=_shares(connection, documents.c.language),
                qualities=_bands(connection),
            )


def _shares(connection: Connection, column: Column[Any]) -> dict[str, int]:
    """How often each value of a column occurs, the commonest first."""
    count = func.count()
    query = select(column, count).where(column.is_not(None)).group_by(column).order_by(count.desc(), column)
    return {row[0]: row[1] for row in connection.execute(query)}


def _bands(connection: Connection) -> dict[str, int]:
    """Documents by band of quality, the best first."""
    above: ColumnElement[bool] = documents.c.quality.is_not(None)
    counts = {}
    for least in (*BANDS, None):
        reached = above if least is None else above & (documents.c.quality >= least)
        counts[band(least)] = connection.execute(select(func.count()).where(reached)).scalar_one()
        above = above & (documents.c.quality < (least or 0.0))
    return counts


def _account(told: str) -> Account:
    fields = json.loads(told)
    failures = tuple(Failure(**failure) for failure in fields.pop("failures"))
    return Account(**fields | {"failures": failures, "warnings": tuple(fields.get("warnings", ()))})
