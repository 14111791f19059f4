"""Entities and what binds them: named in the same passages, holding a function."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Integer, cast, func, select

from ptce_corpus.catalogue.database import chunked
from ptce_corpus.catalogue.offices import offices
from ptce_corpus.catalogue.rows import Row
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import documents, entities, mentions
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Meant, Node, Office, Tie
from ptce_corpus.domain.linking import Place

_YEAR = cast(func.substr(documents.c.earliest, 1, 4), Integer).label("year")
_DAYS = (func.min(documents.c.earliest).label("first"), func.max(documents.c.latest).label("last"))


class Graph(Store):
    """Entities as nodes, and the ties between them (port ``GraphStore``)."""

    def meant_in(self, document: str) -> Sequence[Meant | None]:
        """What each mention of a document means, in order of place; None for a date, a time, a function."""
        columns = (entities.c.id, entities.c.name, entities.c.label)
        query = select(*columns, entities.c.code, entities.c.latitude, entities.c.longitude)
        query = query.join_from(mentions, documents, mentions.c.document == documents.c.id)
        query = query.outerjoin(entities, entities.c.id == mentions.c.entity)
        query = query.where(documents.c.identifier == document).order_by(mentions.c.id)
        with self._database.reading() as connection:
            return tuple(None if row.id is None else _meant(row) for row in connection.execute(query))

    def ties(self, labels: Collection[Label], *, least: int = 1) -> Iterator[Tie]:
        """Entities of ``labels`` that share ``least`` passages, by their numbers, streamed."""
        named = select(mentions.c.passage, mentions.c.entity, mentions.c.document).distinct()
        named = named.join_from(mentions, entities, entities.c.id == mentions.c.entity)
        named = named.where(mentions.c.passage.is_not(None), entities.c.label.in_([label.value for label in labels]))
        here, other = named.cte("here"), named.cte("other")
        held = (func.count().label("passages"), func.count(here.c.document.distinct()).label("documents"))
        query = select(here.c.entity.label("one"), other.c.entity.label("other"), _YEAR, *held, *_DAYS)
        query = query.join_from(here, other, (here.c.passage == other.c.passage) & (here.c.entity < other.c.entity))
        query = query.join(documents, documents.c.id == here.c.document)
        query = query.group_by(here.c.entity, other.c.entity, _YEAR).order_by(here.c.entity, other.c.entity, _YEAR)
        with self._database.reading() as connection:
            for _, group in groupby(connection.execute(query), key=attrgetter("one", "other")):
                tie = _tie(list(group))
                if tie.passages >= least:
                    yield tie

    def offices(self) -> Sequence[Office]:
        """Functions of people in organisations that the archive knows, by their numbers and the role."""
        with self._database.reading() as connection:
            return offices(connection)

    def nodes(self, numbers: Collection[int]) -> Iterator[Node]:
        """Entities by number, in order, streamed."""
        columns = (entities.c.id, entities.c.name, entities.c.label)
        place = (entities.c.code, entities.c.latitude, entities.c.longitude)
        held = (func.count().label("mentions"), func.count(mentions.c.document.distinct()).label("documents"))
        query = select(*columns, *place, _YEAR, *held, *_DAYS)
        query = query.join_from(entities, mentions, mentions.c.entity == entities.c.id)
        query = query.join(documents, documents.c.id == mentions.c.document)
        query = query.group_by(entities.c.id, _YEAR).order_by(entities.c.id, _YEAR)
        with self._database.reading() as connection:
            for chunk in chunked(sorted(numbers)):
                rows = connection.execute(query.where(entities.c.id.in_(chunk)))
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
