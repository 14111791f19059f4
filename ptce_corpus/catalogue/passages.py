"""Passages, for engines and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from ptce_corpus.catalogue import rows
from ptce_corpus.catalogue.database import Database, chunked
from ptce_corpus.catalogue.placing import PassageMap, citation
from ptce_corpus.catalogue.rows import Row
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import documents, entities, mentions, pages, passages, quotations
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


class Passages(Store):
    """The passages of the archive (port ``PassageStore``)."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._aligned: dict[tuple[int, int], AlignedText] = {}

    def numbers(self) -> frozenset[int]:
        """The numbers of all documents that have passages."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(passages.c.document).distinct()).scalars())

    def indexable(self, documents: Collection[int]) -> Iterator[IndexedPassage]:
        """What an index needs of the passages of some documents, streamed in order of their numbers."""
        with self._database.reading() as connection:
            for chunk in chunked(sorted(set(documents)), DOCUMENTS_AT_ONCE):
                yield from _indexable(connection, chunk)

    def passages(self, identifiers: Sequence[int]) -> Sequence[StoredPassage]:
        """Passages by number, in the order asked; numbers that are there no more are passed over."""
        columns = (
            passages.c.id,
            passages.c.document,
            passages.c.text,
            passages.c.page,
            passages.c.last_page,
            passages.c.variants,
            passages.c.source_start,
            passages.c.source_stop,
            documents.c.kind,
            documents.c.quality,
            documents.c.identifier,
            documents.c.title,
            documents.c.date.label("document_date"),
        )
        query = select(*columns).join_from(passages, documents, passages.c.document == documents.c.id)
        found = {}
        with self._database.reading() as connection:
            for chunk in chunked(identifiers):
                turns = _turns(connection, chunk)
                for row in connection.execute(query.where(passages.c.id.in_(chunk))):
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
        query = select(documents.c.id, documents.c.identifier).where(documents.c.quality >= least)
        with self._database.reading() as connection:
            return {row.id: row.identifier for row in connection.execute(query)}

    def texts(self, *, without: Collection[Label] = ()) -> Iterator[tuple[int, str]]:
        """Number and text of every passage, by document and place; mentions of the labels ``without`` are left out.

        The order does not depend on the one in which documents were stored.
        """
        with self._database.reading() as connection:
            query = select(passages.c.id, passages.c.start, passages.c.text)
            query = query.join_from(passages, documents, passages.c.document == documents.c.id)
            query = query.order_by(documents.c.identifier, passages.c.start)
            places = _places(connection, without)
            for row in connection.execute(query):
                yield row.id, _blanked(row.text, [span.shifted(-row.start) for span in places.get(row.id, ())])

    def names(self, identifiers: Sequence[int]) -> Mapping[int, Mapping[Label, tuple[str, ...]]]:
        """Names of the entities that passages mention, by passage and label, as the archive knows them."""
        found: dict[int, dict[Label, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        query = select(mentions.c.passage, entities.c.label, entities.c.name)
        query = query.join_from(mentions, entities, mentions.c.entity == entities.c.id)
        with self._database.reading() as connection:
            for chunk in chunked(identifiers):
                for row in connection.execute(query.where(mentions.c.passage.in_(chunk)).order_by(mentions.c.id)):
                    found[row.passage][Label(row.label)][row.name] = None
        return {number: {label: tuple(held) for label, held in names.items()} for number, names in found.items()}

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
            page = _page_row(connection, row.document, begin)
            last = page
            if stop > page.start + page.length:
                last = _page_row(connection, row.document, stop - 1, written=True)
            content = self._content(connection, row.document, page)
        local = Span(min(begin - page.start, page.length), min(stop - page.start, page.length))
        source = content.source_span(local.shifted(page.body))
        runs_on = last.number if last.number > page.number else None
        return Citation(row.identifier, row.title, row.document_date, page.number, source, runs_on)

    def _content(self, connection: Connection, document: int, page: Row) -> AlignedText:
        """The alignment of a page; a document's number is never used twice, so what is kept stays true."""
        place = (document, page.number)
        if place not in self._aligned:
            query = select(pages.c.raw, pages.c.edits).where(pages.c.id == page.id)
            while len(self._aligned) >= PAGES_KEPT:
                del self._aligned[next(iter(self._aligned))]
            self._aligned[place] = rows.content(*connection.execute(query).one())
        return self._aligned[place]


def _passage_row(connection: Connection, passage: int) -> Row:
    query = select(
        passages.c.document,
        passages.c.start,
        passages.c.stop,
        documents.c.identifier,
        documents.c.title,
        documents.c.date.label("document_date"),
    )
    query = query.join_from(passages, documents, passages.c.document == documents.c.id)
    row = connection.execute(query.where(passages.c.id == passage)).one_or_none()
    if row is None:
        raise NotFound(f"no passage {passage}", remedy="The index is older than the catalogue: run ptce build")
    return row


def _places(connection: Connection, labels: Collection[Label]) -> dict[int, list[Span]]:
    """Where the mentions of some labels stand in the text of their documents, by passage."""
    found: dict[int, list[Span]] = defaultdict(list)
    if labels:
        query = select(mentions.c.passage, mentions.c.start, mentions.c.stop)
        query = query.where(mentions.c.label.in_([label.value for label in labels]), mentions.c.passage.is_not(None))
        for row in connection.execute(query):
            found[row.passage].append(Span(row.start, row.stop))
    return found


def _blanked(text: str, spans: list[Span]) -> str:
    """The text without some stretches of it; a mention may run past the end of its passage."""
    for span in sorted(spans, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def _page_row(connection: Connection, document: int, position: int, *, written: bool = False) -> Row:
    """The page on which a position of a document's text lies, or the last one ``written`` on up to there."""
    query = select(pages.c.id, pages.c.number, pages.c.start, pages.c.length, pages.c.body)
    query = query.where(pages.c.document == document, pages.c.start <= position)
    query = query.where(pages.c.length > 0) if written else query
    return connection.execute(query.order_by(pages.c.start.desc(), pages.c.id.desc()).limit(1)).one()


def _turns(connection: Connection, chunk: list[int]) -> dict[int, list[tuple[int, int]]]:
    """For passages that run over a page's end, where in their text each further page begins, with its number."""
    query = select(passages.c.id, pages.c.number, (pages.c.start - passages.c.start).label("at"))
    query = query.join_from(passages, pages, pages.c.document == passages.c.document)
    query = query.where(passages.c.id.in_(chunk), passages.c.last_page.is_not(None), pages.c.length > 0)
    query = query.where(pages.c.start > passages.c.start, pages.c.start < passages.c.stop)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in connection.execute(query.order_by(pages.c.id)):
        found[row.id].append((row.at, row.number))
    return found


def _indexable(connection: Connection, chunk: list[int]) -> Iterator[IndexedPassage]:
    columns = (
        passages.c.id,
        passages.c.document,
        passages.c.start,
        passages.c.stop,
        passages.c.text,
        passages.c.variants,
    )
    of_document = (documents.c.title, documents.c.kind, documents.c.earliest, documents.c.latest)
    query = select(*columns, *of_document).join_from(passages, documents, passages.c.document == documents.c.id)
    found = connection.execute(query.where(passages.c.document.in_(chunk)).order_by(passages.c.id)).all()
    names = _names(connection, chunk)
    speakers = _speakers(connection, chunk, found)
    for row in found:
        met = names.get(row.id, {})
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
        )


def _names(connection: Connection, chunk: list[int]) -> Names:
    names: Names = defaultdict(lambda: defaultdict(dict))
    query = select(
        mentions.c.passage, mentions.c.label, mentions.c.name, mentions.c.text, entities.c.name.label("known")
    )
    query = query.join_from(mentions, entities, mentions.c.entity == entities.c.id, isouter=True)
    query = query.where(
        mentions.c.document.in_(chunk),
        mentions.c.passage.is_not(None),
        mentions.c.label.in_([Label.PER.value, Label.ORG.value, Label.LOC.value]),
    )
    for row in connection.execute(query.order_by(mentions.c.id)):
        for name in (row.known, row.name, row.text):
            if name:
                names[row.passage][Label(row.label)][name] = None
    return names


def _speakers(connection: Connection, chunk: list[int], found: Sequence[Row]) -> dict[int, dict[str, None]]:
    """Who is quoted in each passage, with their organisations; a quotation may run over several passages."""
    of_document: dict[int, list[Row]] = defaultdict(list)
    for row in found:
        of_document[row.document].append(row)
    columns = (quotations.c.document, quotations.c.start, quotations.c.stop)
    query = select(*columns, quotations.c.speaker, quotations.c.organisation)
    query = query.where(quotations.c.document.in_(chunk), quotations.c.has_speaker).order_by(quotations.c.id)
    speakers: dict[int, dict[str, None]] = defaultdict(dict)
    maps: dict[int, PassageMap] = {}
    for row in connection.execute(query):
        if row.document not in maps:
            held = of_document[row.document]
            maps[row.document] = PassageMap([p.id for p in held], [Span(p.start, p.stop) for p in held])
        for number in maps[row.document].meeting(Span(row.start, row.stop)):
            speakers[number] |= dict.fromkeys(name for name in (row.speaker, row.organisation) if name)
    return speakers
