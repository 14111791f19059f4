"""Quotations, appearances and mentions in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from heapq import merge
from sqlite3 import Connection

from ptce_corpus.catalogue.database import Row, chunked, column, listed
from ptce_corpus.catalogue.naming import key, word_set
from ptce_corpus.catalogue.placing import citation
from ptce_corpus.catalogue.store import Store
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.document import DateBasis
from ptce_corpus.errors import UsageError
from ptce_corpus.ports.catalogue import TimelineRow

KINDS = ("quotation", "appearance", "mention")

DOCUMENTS_AT_ONCE = 50
"""Documents whose mentions are in memory together."""

Place = tuple[str, str, int]
"""What rows are sorted by: earliest day, document, start in its text."""

Placed = tuple[Place, TimelineRow]

_KNOWN_NAMES = """
    SELECT DISTINCT mentions.document, bases.label, bases.key, meant.name
    FROM mentions
    JOIN entities AS bases ON bases.id = mentions.base
    JOIN entities AS meant ON meant.id = mentions.entity
    WHERE mentions.base IN (SELECT entity FROM links) OR meant.called IS NOT NULL
"""
"""Those linked are few beside all mentions."""
_DATED = """
    SELECT
        rows.*,
        coalesce(rows.earliest, documents.earliest, '~') AS day,
        documents.identifier, documents.title, documents.date AS document_date
    FROM {} AS rows JOIN documents ON documents.id = rows.document
    ORDER BY day, documents.identifier, rows.start, rows.id
"""
"""Rows of a table with their document, in date order; ``~`` sorts after every day."""
_DOCUMENTS = "SELECT id FROM documents ORDER BY coalesce(earliest, '~'), identifier"
_MENTIONS = """
    SELECT
        mentions.entity, mentions.passage, mentions.start, mentions.page, mentions.last_page,
        mentions.source_start, mentions.source_stop, mentions.confidence,
        entities.name, entities.label, passages.text,
        coalesce(documents.earliest, '~') AS day,
        documents.identifier, documents.title, documents.date AS document_date
    FROM mentions
    JOIN entities ON entities.id = mentions.entity
    JOIN passages ON passages.id = mentions.passage
    JOIN documents ON documents.id = mentions.document
    WHERE mentions.document IN (...) AND entities.label IN ('PER', 'ORG')
    ORDER BY mentions.start, mentions.id
"""
_NAMES_BORNE = """
    SELECT entity_forms.entity, entity_forms.folded
    FROM entity_forms JOIN entities ON entities.id = entity_forms.entity
    WHERE entities.label IN ('PER', 'ORG') AND entity_forms.as_name > 0
"""


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
        self._names = {(row.document, row.label, row.key): row.name for row in connection.execute(_KNOWN_NAMES)}

    def person(self, document: int, name: str | None) -> str | None:
        """The name of a person."""
        return name and self._names.get((document, Label.PER.value, key(name, Label.PER)), name)

    def organisation(self, document: int, name: str | None) -> str | None:
        """The name of an organisation."""
        return name and self._names.get((document, Label.ORG.value, key(name, Label.ORG)), name)


def _asked(who: frozenset[str], *names: str | None) -> bool:
    return not who or any(who <= word_set(name) for name in names if name)


def _quotations(connection: Connection, who: frozenset[str], known: KnownNames) -> Iterator[Placed]:
    for row in connection.execute(_DATED.format("quotations")):
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
    for row in connection.execute(_DATED.format("appearances")):
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
    dated = (number for number in column(connection.execute(_DOCUMENTS)) if naming is None or number in naming)
    for chunk in chunked(dated, DOCUMENTS_AT_ONCE):
        found: dict[tuple[int, int], Placed] = {}
        for row in connection.execute(listed(_MENTIONS, chunk), chunk):
            if asked is None or row.entity in asked:
                found.setdefault((row.entity, row.passage), ((row.day, row.identifier, row.start), _mentioned(row)))
        yield from sorted(found.values(), key=lambda placed: placed[0])


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
    rows = connection.execute(_NAMES_BORNE)
    return frozenset(row.entity for row in rows if who <= set(row.folded.split()))


def _documents_naming(connection: Connection, asked: frozenset[int]) -> frozenset[int]:
    found: set[int] = set()
    for chunk in chunked(asked):
        query = listed("SELECT DISTINCT document FROM mentions WHERE entity IN (...)", chunk)
        found.update(column(connection.execute(query, chunk)))
    return frozenset(found)
