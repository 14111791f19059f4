"""Entities and what binds them: named in the same passages, holding a function."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from ptce_corpus.catalogue.database import Row, chunked, listed
from ptce_corpus.catalogue.offices import offices
from ptce_corpus.catalogue.store import Store
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Meant, Node, Office, Tie
from ptce_corpus.domain.linking import Place

_MEANT = """
    SELECT entities.id, entities.name, entities.label, entities.code, entities.latitude, entities.longitude
    FROM mentions
    JOIN documents ON documents.id = mentions.document
    LEFT JOIN entities ON entities.id = mentions.entity
    WHERE documents.identifier = ?
    ORDER BY mentions.id
"""
_TIES = """
    WITH named AS (
        SELECT DISTINCT mentions.passage, mentions.entity, mentions.document
        FROM mentions JOIN entities ON entities.id = mentions.entity
        WHERE mentions.passage IS NOT NULL AND entities.label IN (...)
    )
    SELECT
        here.entity AS one,
        other.entity AS other,
        CAST(substr(documents.earliest, 1, 4) AS INTEGER) AS year,
        count(*) AS passages,
        count(DISTINCT here.document) AS documents,
        min(documents.earliest) AS first,
        max(documents.latest) AS last
    FROM named AS here
    JOIN named AS other ON here.passage = other.passage AND here.entity < other.entity
    JOIN documents ON documents.id = here.document
    GROUP BY one, other.entity, year
    ORDER BY one, other.entity, year
"""
_NODES = """
    SELECT
        entities.id, entities.name, entities.label, entities.code, entities.latitude, entities.longitude,
        CAST(substr(documents.earliest, 1, 4) AS INTEGER) AS year,
        count(*) AS mentions,
        count(DISTINCT mentions.document) AS documents,
        min(documents.earliest) AS first,
        max(documents.latest) AS last
    FROM entities
    JOIN mentions ON mentions.entity = entities.id
    JOIN documents ON documents.id = mentions.document
    WHERE entities.id IN (...)
    GROUP BY entities.id, year
    ORDER BY entities.id, year
"""


class Graph(Store):
    """Entities as nodes, and the ties between them (port ``GraphStore``)."""

    def meant_in(self, document: str) -> Sequence[Meant | None]:
        """What each mention of a document means, in order of place; None for a date, a time, a function."""
        with self._database.reading() as connection:
            return tuple(None if row.id is None else _meant(row) for row in connection.execute(_MEANT, (document,)))

    def ties(self, labels: Collection[Label], *, least: int = 1) -> Iterator[Tie]:
        """Entities of ``labels`` that share ``least`` passages, by their numbers, streamed."""
        wanted = [label.value for label in labels]
        with self._database.reading() as connection:
            for _, group in groupby(connection.execute(listed(_TIES, wanted), wanted), key=attrgetter("one", "other")):
                tie = _tie(list(group))
                if tie.passages >= least:
                    yield tie

    def offices(self) -> Sequence[Office]:
        """Functions of people in organisations that the archive knows, by their numbers and the role."""
        with self._database.reading() as connection:
            return offices(connection)

    def nodes(self, numbers: Collection[int]) -> Iterator[Node]:
        """Entities by number, in order, streamed."""
        with self._database.reading() as connection:
            for chunk in chunked(sorted(numbers)):
                rows = connection.execute(listed(_NODES, chunk), chunk)
                for _, group in groupby(rows, key=attrgetter("id")):
                    yield _node(list(group))


def _meant(row: Row) -> Meant:
    place = Place(row.code, row.latitude, row.longitude) if row.code else None
    return Meant(row.id, row.name, Label(row.label), place)


def _tie(rows: Sequence[Row]) -> Tie:
    """A tie from its years; an undated part comes first and has no year."""
    return Tie(
        one=rows[0].one,
        other=rows[0].other,
        passages=sum(row.passages for row in rows),
        documents=sum(row.documents for row in rows),
        first=_least(row.first for row in rows),
        last=_most(row.last for row in rows),
        years=tuple((row.year, row.passages) for row in rows if row.year is not None),
    )


def _node(rows: Sequence[Row]) -> Node:
    return Node(
        meant=_meant(rows[0]),
        mentions=sum(row.mentions for row in rows),
        documents=sum(row.documents for row in rows),
        first=_least(row.first for row in rows),
        last=_most(row.last for row in rows),
        years=tuple((row.year, row.mentions) for row in rows if row.year is not None),
    )


def _least(days: Iterable[str | None]) -> str | None:
    return min((day for day in days if day), default=None)


def _most(days: Iterable[str | None]) -> str | None:
    return max((day for day in days if day), default=None)
