"""Quotations, appearances and mentions in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import merge
from typing import Any

from sqlalchemy import Connection, Select, Table, func, or_, select

from ptce_corpus.catalogue.database import chunked
from ptce_corpus.catalogue.naming import key, word_set
from ptce_corpus.catalogue.placing import citation
from ptce_corpus.catalogue.rows import Row
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import (
    appearances,
    documents,
    entities,
    entity_forms,
    links,
    mentions,
    passages,
    quotations,
)
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.document import DateBasis
from ptce_corpus.errors import UsageError
from ptce_corpus.ports.catalogue import TimelineRow

KINDS = ("quotation", "appearance", "mention")

DOCUMENTS_AT_ONCE = 50
"""Documents whose mentions are in memory together."""

_OF_MENTION = ("entity", "passage", "start", "page", "last_page", "source_start", "source_stop", "confidence")
_NAMED = (Label.PER.value, Label.ORG.value)

UNDATED = "~"
"""Sorts after every day."""

Place = tuple[str, str, int]
"""What rows are sorted by: earliest day, document, start in its text."""

Placed = tuple[Place, TimelineRow]


class Timeline(Store):
    """The archive in time (port ``TimelineStore``)."""

    def timeline(self, *, kinds: Collection[str], who: str | None) -> Iterator[TimelineRow]:
        """Rows in date order, undated last; ``who`` keeps rows whose person or organisation holds every word.

        A quotation bears the date that its text states, an appearance the day of its slot; else, as a mention, the
        document's. An entity is mentioned once a passage, with the passage for text.

        Raises:
            UsageError: when a kind is unknown.
        """
        unknown = sorted(set(kinds) - set(KINDS))
        if unknown:
            raise UsageError(f"unknown kind of row: {', '.join(unknown)}", remedy=f"Known: {', '.join(KINDS)}.")
        return self._rows(frozenset(kinds), word_set(who) if who else frozenset())

    def _rows(self, kinds: frozenset[str], who: frozenset[str]) -> Iterator[TimelineRow]:
        sources = {"quotation": _quotations, "appearance": _appearances, "mention": _mentions}
        with self._database.reading() as connection:
            known = KnownNames(connection)
            streams = [sources[kind](connection, who, known) for kind in KINDS if kind in kinds]
            for _, row in merge(*streams, key=lambda placed: placed[0]):
                yield row


class KnownNames:
    """The names by which the archive knows those whom a document calls otherwise."""

    def __init__(self, connection: Connection) -> None:
        bases, meant = entities.alias("bases"), entities.alias("meant")
        query = select(mentions.c.document, bases.c.label, bases.c.key, meant.c.name).distinct()
        query = query.join_from(mentions, bases, mentions.c.base == bases.c.id)
        query = query.join(meant, mentions.c.entity == meant.c.id)
        linked = mentions.c.base.in_(select(links.c.entity))  # few beside all mentions
        query = query.where(or_(linked, meant.c.called.is_not(None)))
        self._names = {(row.document, row.label, row.key): row.name for row in connection.execute(query)}

    def person(self, document: int, name: str | None) -> str | None:
        """The name of a person."""
        return name and self._names.get((document, Label.PER.value, key(name, Label.PER)), name)

    def organisation(self, document: int, name: str | None) -> str | None:
        """The name of an organisation."""
        return name and self._names.get((document, Label.ORG.value, key(name, Label.ORG)), name)


def _asked(who: frozenset[str], *names: str | None) -> bool:
    return not who or any(who <= word_set(name) for name in names if name)


def _dated(table: Table) -> Select[Any]:
    """Rows of a table with their document, in date order."""
    earliest = func.coalesce(table.c.earliest, documents.c.earliest, UNDATED)
    query: Select[Any] = select(
        table,
        earliest.label("day"),
        documents.c.identifier,
        documents.c.title,
        documents.c.date.label("document_date"),
    )
    query = query.join_from(table, documents, table.c.document == documents.c.id)
    return query.order_by(earliest, documents.c.identifier, table.c.start, table.c.id)


def _quotations(connection: Connection, who: frozenset[str], known: KnownNames) -> Iterator[Placed]:
    for row in connection.execute(_dated(quotations)):
        spoken = row.speaker_label == Label.ORG.value
        person = None if spoken else known.person(row.document, row.speaker)
        organisation = known.organisation(row.document, row.speaker if spoken else row.organisation)
        if _asked(who, person, organisation, row.speaker, row.organisation):
            yield (
                (row.day, row.identifier, row.start),
                TimelineRow(
                    date=row.date or row.document_date,
                    date_basis=_basis(row.date, row.document_date),
                    kind="quotation",
                    person=person,
                    function=row.function,
                    organisation=organisation,
                    text=row.text,
                    cue=row.cue,
                    citation=citation(row),
                    confidence=row.confidence,
                    passage=row.passage,
                ),
            )


def _appearances(connection: Connection, who: frozenset[str], known: KnownNames) -> Iterator[Placed]:
    for row in connection.execute(_dated(appearances)):
        person = known.person(row.document, row.person)
        organisation = known.organisation(row.document, row.organisation)
        if _asked(who, person, organisation, row.person, row.organisation):
            yield (
                (row.day, row.identifier, row.start),
                TimelineRow(
                    date=row.begins or row.document_date,
                    date_basis=_basis(row.begins, row.document_date),
                    kind="appearance",
                    person=person,
                    function=row.function,
                    organisation=organisation,
                    text=row.session or "",
                    cue=None,
                    citation=citation(row),
                    confidence=row.confidence,
                    passage=row.passage,
                    place=row.place,
                ),
            )


def _basis(stated: str | None, document_date: str | None) -> str | None:
    if stated:
        return DateBasis.STATED.value
    return DateBasis.DOCUMENT.value if document_date else None


def _mentions(connection: Connection, who: frozenset[str], _: KnownNames) -> Iterator[Placed]:
    asked = _entities_asked(connection, who) if who else None
    naming = None if asked is None else _documents_naming(connection, asked)
    day = func.coalesce(documents.c.earliest, UNDATED)
    query = select(documents.c.id).order_by(day, documents.c.identifier)
    dated = (number for number in connection.execute(query).scalars() if naming is None or number in naming)
    for chunk in chunked(dated, DOCUMENTS_AT_ONCE):
        found: dict[tuple[int, int], Placed] = {}
        for row in connection.execute(_mentions_of(chunk)):
            if asked is None or row.entity in asked:
                found.setdefault((row.entity, row.passage), ((row.day, row.identifier, row.start), _mentioned(row)))
        yield from sorted(found.values(), key=lambda placed: placed[0])


def _mentions_of(chunk: list[int]) -> Select[Any]:
    return (
        select(
            *(mentions.c[name] for name in _OF_MENTION),
            entities.c.name,
            entities.c.label,
            passages.c.text,
            func.coalesce(documents.c.earliest, UNDATED).label("day"),
            documents.c.identifier,
            documents.c.title,
            documents.c.date.label("document_date"),
        )
        .join_from(mentions, entities, mentions.c.entity == entities.c.id)
        .join(passages, passages.c.id == mentions.c.passage)
        .join(documents, documents.c.id == mentions.c.document)
        .where(mentions.c.document.in_(chunk), entities.c.label.in_(_NAMED))
        .order_by(mentions.c.start, mentions.c.id)
    )


def _mentioned(row: Row) -> TimelineRow:
    person = row.label == Label.PER.value
    return TimelineRow(
        date=row.document_date,
        date_basis=_basis(None, row.document_date),
        kind="mention",
        person=row.name if person else None,
        function=None,
        organisation=None if person else row.name,
        text=row.text,
        cue=None,
        citation=citation(row),
        confidence=row.confidence,
        passage=row.passage,
    )


def _entities_asked(connection: Connection, who: frozenset[str]) -> frozenset[int]:
    """People and organisations one of whose canonical names holds every word."""
    query = select(entity_forms.c.entity, entity_forms.c.folded)
    query = query.join_from(entity_forms, entities, entity_forms.c.entity == entities.c.id)
    query = query.where(entities.c.label.in_(_NAMED), entity_forms.c.as_name > 0)
    return frozenset(row.entity for row in connection.execute(query) if who <= set(row.folded.split()))


def _documents_naming(connection: Connection, asked: frozenset[int]) -> frozenset[int]:
    found: set[int] = set()
    for chunk in chunked(asked):
        query = select(mentions.c.document).where(mentions.c.entity.in_(chunk)).distinct()
        found |= set(connection.execute(query).scalars())
    return frozenset(found)
