"""Passages, for engines and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from sqlite3 import Connection

from ptce_corpus.catalogue import rows
from ptce_corpus.catalogue.database import Database, Row, chunked, column, listed
from ptce_corpus.catalogue.placing import PassageMap, citation
from ptce_corpus.catalogue.store import Store
from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import NotFound
from ptce_corpus.ports.catalogue import StoredPassage

DOCUMENTS_AT_ONCE = 20
"""Documents whose passages are in memory together while an index is fed."""

PAGES_KEPT = 16
"""Pages whose alignment is kept at hand: hits of one page come together."""

Names = dict[int, dict[Label, dict[str, None]]]
"""Names met in each passage, by label, in order of place."""

_STORED = """
    SELECT
        passages.id, passages.document, passages.text, passages.page, passages.last_page, passages.variants,
        passages.source_start, passages.source_stop,
        documents.kind, documents.quality, documents.identifier, documents.title, documents.date AS document_date
    FROM passages JOIN documents ON documents.id = passages.document
    WHERE passages.id IN (...)
"""
_TURNS = """
    SELECT passages.id, pages.number, pages.start - passages.start AS at
    FROM passages JOIN pages ON pages.document = passages.document
    WHERE passages.id IN (...) AND passages.last_page IS NOT NULL
        AND pages.length > 0 AND pages.start > passages.start AND pages.start < passages.stop
    ORDER BY pages.id
"""
_TEXTS = """
    SELECT passages.id, passages.start, passages.text
    FROM passages JOIN documents ON documents.id = passages.document
    ORDER BY documents.identifier, passages.start
"""
_PLACE = """
    SELECT
        passages.document, passages.start, passages.stop,
        documents.identifier, documents.title, documents.date AS document_date
    FROM passages JOIN documents ON documents.id = passages.document
    WHERE passages.id = ?
"""
_PAGE = """
    SELECT id, number, start, length, body FROM pages
    WHERE document = ? AND start <= ? AND length >= ?
    ORDER BY start DESC, id DESC
    LIMIT 1
"""
"""The page on which a position of a document's text lies, of those whose body has at least some length."""
_INDEXABLE = """
    SELECT
        passages.id, passages.document, passages.start, passages.stop, passages.text, passages.variants,
        documents.title, documents.kind, documents.earliest, documents.latest
    FROM passages JOIN documents ON documents.id = passages.document
    WHERE passages.document IN (...)
    ORDER BY passages.id
"""
_NAMES = """
    SELECT
        mentions.passage, mentions.label, mentions.name, mentions.text,
        entities.label AS known_label, entities.name AS known
    FROM mentions LEFT JOIN entities ON entities.id = mentions.entity
    WHERE mentions.document IN (...) AND mentions.passage IS NOT NULL AND mentions.label IN ('PER', 'ORG', 'LOC')
    ORDER BY mentions.id
"""
_THEMES = """
    SELECT memberships.passage, themes.label
    FROM passages JOIN memberships ON memberships.passage = passages.id JOIN themes ON themes.id = memberships.theme
    WHERE passages.document IN (...)
    ORDER BY memberships.weight, themes.id DESC
"""
_SPEAKERS = """
    SELECT document, start, stop, speaker, organisation FROM quotations
    WHERE document IN (...) AND has_speaker
    ORDER BY id
"""


class Passages(Store):
    """The passages of the archive (port ``PassageStore``)."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._aligned: dict[tuple[int, int], AlignedText] = {}

    def numbers(self) -> frozenset[int]:
        """The numbers of all documents that have passages."""
        with self._database.reading() as connection:
            return frozenset(column(connection.execute("SELECT DISTINCT document FROM passages")))

    def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        """What an index needs of the passages of some documents, streamed in order of their numbers."""
        with self._database.reading() as connection:
            for chunk in chunked(sorted(set(documents)), DOCUMENTS_AT_ONCE):
                yield from _indexable(connection, chunk)

    def passages(self, identifiers: Sequence[int]) -> Sequence[StoredPassage]:
        """Passages by number, in the order asked; numbers that are there no more are passed over."""
        found = {}
        with self._database.reading() as connection:
            for chunk in chunked(identifiers):
                turns = _turns(connection, chunk)
                for row in connection.execute(listed(_STORED, chunk), chunk):
                    cited, turned = citation(row), tuple(turns.get(row.id, ()))
                    found[row.id] = StoredPassage(
                        row.id,
                        row.document,
                        row.text,
                        row.kind,
                        cited,
                        turned,
                        rows.variants(row.variants),
                        row.quality,
                    )
        return [found[number] for number in identifiers if number in found]

    def of_quality(self, least: float) -> Mapping[int, str]:
        """Numbers and identifiers of the documents that could be read at least so well."""
        query = "SELECT id, identifier FROM documents WHERE quality >= ?"
        with self._database.reading() as connection:
            return dict(map(tuple, connection.execute(query, (least,))))

    def texts(self, *, without: Collection[Label] = ()) -> Iterator[tuple[int, str]]:
        """Number and text of every passage, by document and place; mentions of the labels ``without`` are left out.

        The order does not depend on the one in which documents were stored.
        """
        with self._database.reading() as connection:
            places = _places(connection, without)
            for row in connection.execute(_TEXTS):
                yield row.id, _blanked(row.text, [span.shifted(-row.start) for span in places.get(row.id, ())])

    def cite(self, passage: int, start: int, end: int) -> Citation:
        """The citation of a stretch of a passage's text.

        Raises:
            NotFound: when there is no such passage.
            ValueError: when the stretch leaves the passage.
        """
        with self._database.reading() as connection:
            row = _passage_row(connection, passage)
            if not 0 <= start <= end <= row.stop - row.start:
                raise ValueError(f"[{start}, {end}) is not in passage {passage}")
            begin, stop = row.start + start, row.start + end
            page, last = _page_rows(connection, row.document, Span(begin, stop))
            content = self._content(connection, row.document, page)
        local = Span(min(begin - page.start, page.length), min(stop - page.start, page.length))
        source = content.source_span(local.shifted(page.body))
        runs_on = last.number if last.number > page.number else None
        return Citation(row.identifier, row.title, row.document_date, page.number, source, runs_on)

    def _content(self, connection: Connection, document: int, page: Row) -> AlignedText:
        """The alignment of a page; a document's number is never used twice, so what is kept stays true."""
        place = (document, page.number)
        if place not in self._aligned:
            while len(self._aligned) >= PAGES_KEPT:
                del self._aligned[next(iter(self._aligned))]
            kept = connection.execute("SELECT raw, edits FROM pages WHERE id = ?", (page.id,)).fetchone()
            self._aligned[place] = rows.content(*kept)
        return self._aligned[place]


def _passage_row(connection: Connection, passage: int) -> Row:
    row: Row | None = connection.execute(_PLACE, (passage,)).fetchone()
    if row is None:
        raise NotFound(f"no passage {passage}", remedy="The index is older than the catalogue: run ptce build")
    return row


def _places(connection: Connection, labels: Collection[Label]) -> dict[int, list[Span]]:
    """Where the mentions of some labels stand in the text of their documents, by passage."""
    found: dict[int, list[Span]] = defaultdict(list)
    if labels:
        query = "SELECT passage, start, stop FROM mentions WHERE label IN (...) AND passage IS NOT NULL"
        for row in connection.execute(listed(query, labels), [label.value for label in labels]):
            found[row.passage].append(Span(row.start, row.stop))
    return found


def _blanked(text: str, spans: list[Span]) -> str:
    """The text without some stretches of it; a mention may run past the end of its passage."""
    for span in sorted(spans, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def _page_rows(connection: Connection, document: int, span: Span) -> tuple[Row, Row]:
    """The first and the last page that a stretch of a document's text stands on."""
    first: Row = connection.execute(_PAGE, (document, span.start, 0)).fetchone()
    if span.end <= first.start + first.length:
        return first, first
    last: Row | None = connection.execute(_PAGE, (document, span.end - 1, 1)).fetchone()
    return first, last or first


def _turns(connection: Connection, chunk: list[int]) -> dict[int, list[tuple[int, int]]]:
    """For passages that run over a page's end, where in their text each further page begins, with its number."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in connection.execute(listed(_TURNS, chunk), chunk):
        found[row.id].append((row.at, row.number))
    return found


def _indexable(connection: Connection, chunk: list[int]) -> Iterator[IndexedPassage]:
    found = connection.execute(listed(_INDEXABLE, chunk), chunk).fetchall()
    names, known = _names(connection, chunk)
    themes = dict(map(tuple, connection.execute(listed(_THEMES, chunk), chunk)))  # the heaviest comes last
    speakers = _speakers(connection, chunk, found)
    for row in found:
        met, called = names.get(row.id, {}), known.get(row.id, {})
        yield IndexedPassage(
            identifier=row.id,
            document=row.document,
            text=row.text,
            title=row.title,
            kind=row.kind,
            earliest=row.earliest,
            latest=row.latest,
            people=tuple(met.get(Label.PER, ())),
            organisations=tuple(met.get(Label.ORG, ())),
            places=tuple(met.get(Label.LOC, ())),
            speakers=tuple(speakers.get(row.id, ())),
            variants=rows.variants(row.variants),
            known_people=tuple(called.get(Label.PER, ())),
            known_organisations=tuple(called.get(Label.ORG, ())),
            known_places=tuple(called.get(Label.LOC, ())),
            theme=themes.get(row.id, ""),
        )


def _names(connection: Connection, chunk: list[int]) -> tuple[Names, Names]:
    """All names met in each passage, and those under which the archive knows whom they name."""
    names: Names = defaultdict(lambda: defaultdict(dict))
    known: Names = defaultdict(lambda: defaultdict(dict))
    for row in connection.execute(listed(_NAMES, chunk), chunk):
        for name in (row.known, row.name, row.text):
            if name:
                names[row.passage][Label(row.label)][name] = None
        if row.known:
            known[row.passage][Label(row.known_label)][row.known] = None
    return names, known


def _speakers(connection: Connection, chunk: list[int], found: Sequence[Row]) -> dict[int, dict[str, None]]:
    """Who is quoted in each passage, with their organisations; a quotation may run over several passages."""
    of_document: dict[int, list[Row]] = defaultdict(list)
    for row in found:
        of_document[row.document].append(row)
    speakers: dict[int, dict[str, None]] = defaultdict(dict)
    maps: dict[int, PassageMap] = {}
    for row in connection.execute(listed(_SPEAKERS, chunk), chunk):
        if row.document not in maps:
            held = of_document[row.document]
            maps[row.document] = PassageMap([p.id for p in held], [Span(p.start, p.stop) for p in held])
        for number in maps[row.document].meeting(Span(row.start, row.stop)):
            speakers[number] |= dict.fromkeys(name for name in (row.speaker, row.organisation) if name)
    return speakers
