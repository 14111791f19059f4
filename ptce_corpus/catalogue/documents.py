"""Documents and all that was found in them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection

from ptce_corpus.catalogue import linking, removal, rows
from ptce_corpus.catalogue.database import Row, column, insertion
from ptce_corpus.catalogue.placing import PassageMap, place_fields
from ptce_corpus.catalogue.rows import Fields
from ptce_corpus.catalogue.store import Store, note
from ptce_corpus.domain.annotation import Annotations, Label, Mention, Quotation
from ptce_corpus.domain.document import DateBasis, Document, Kind, Markup, SourceDocument
from ptce_corpus.errors import NotFound, UnreadableFile
from ptce_corpus.ports.catalogue import AnnotatedDocument, DocumentState
from ptce_corpus.text.ocr_quality import document_quality

_HOLDERS = """
    SELECT identifier FROM documents WHERE id IN (
        SELECT document FROM pages WHERE instr(raw, :piece)
        UNION ALL SELECT document FROM passages WHERE instr(text, :piece)
        UNION ALL SELECT document FROM mentions WHERE instr(name, :piece)
        UNION ALL SELECT document FROM quotations WHERE instr(speaker, :piece) OR instr(organisation, :piece)
        UNION ALL SELECT document FROM appearances WHERE instr(person, :piece) OR instr(organisation, :piece)
        UNION ALL SELECT document FROM functions WHERE instr(person, :piece) OR instr(organisation, :piece)
    )
"""
_RAW_PAGES = """
    SELECT documents.identifier, pages.number, pages.raw
    FROM pages JOIN documents ON documents.id = pages.document
    WHERE instr(pages.raw, :piece) AND (:document IS NULL OR documents.identifier = :document)
    ORDER BY pages.id
"""
_PART = "SELECT * FROM {} WHERE document = ? ORDER BY id"
_SOUGHT = "sought"


class Documents(Store):
    """The documents of the archive (port ``DocumentStore``)."""

    def states(self) -> Mapping[str, DocumentState]:
        """Every document's state, by identifier."""
        query = "SELECT identifier, path, sha256, extraction, annotation FROM documents"
        with self._database.reading() as connection:
            return {row[0]: DocumentState(*row) for row in connection.execute(query)}

    def put(self, annotated: AnnotatedDocument) -> None:
        """Store a document in one transaction, in place of any earlier version; it gets a new number.

        Raises:
            UnreadableFile: when its text holds what is no character (half of a surrogate pair).
        """
        try:
            with self._database.writing() as connection:
                earlier = removal.numbers(connection, [annotated.document.identifier])
                touched = removal.take_out(connection, earlier)
                touched |= _stored(connection, annotated)
                linking.settle(connection, touched)
        except UnicodeEncodeError as error:
            raise UnreadableFile(
                f"{annotated.document.identifier}: its text holds what is no character ({error.reason})",
                remedy="Save the file again from the program that made it.",
            ) from error

    def remove(self, identifiers: Iterable[str]) -> None:
        """Remove documents and whatever only they gave rise to."""
        with self._database.writing() as connection:
            linking.settle(connection, removal.take_out(connection, removal.numbers(connection, identifiers)))

    def source(self, identifier: str) -> SourceDocument:
        """The raw document, as it was extracted.

        Raises:
            NotFound: when there is no such document.
        """
        with self._database.reading() as connection:
            row = _row(connection, identifier)
            found = _part(connection, "pages", row.id)
        claims = json.loads(row.claims)
        kind = claims.get("kind")
        return SourceDocument(
            row.identifier,
            row.sha256,
            row.media_type,
            tuple(rows.source_page(page) for page in found),
            claims.get("title"),
            claims.get("date"),
            kind and Kind(kind),
            Markup(row.markup),
            row.language,
            row.producer,
        )

    def raw_pages(self, piece: str, *, document: str | None = None) -> Iterator[tuple[str, int, str]]:
        """(document, page number, raw text) of each page that holds ``piece``: of one document, or of all."""
        with self._database.reading() as connection:
            for row in connection.execute(_RAW_PAGES, {"piece": piece, "document": document}):
                yield row.identifier, row.number, row.raw

    def titles(self) -> Sequence[str]:
        """The title of every document."""
        with self._database.reading() as connection:
            return tuple(column(connection.execute("SELECT title FROM documents")))

    def holders(self, piece: str) -> frozenset[str]:
        """The documents that hold ``piece``: on a raw page, in a passage, or in a name that was found in them."""
        with self._database.reading() as connection:
            return frozenset(column(connection.execute(_HOLDERS, {"piece": piece})))

    def sought(self) -> frozenset[str]:
        """The texts that were last noted as looked for in all documents, by a key of the one who looked."""
        return frozenset((self._noted(_SOUGHT) or "").split())

    def note_sought(self, keys: Collection[str]) -> None:
        """Note what was looked for in all documents, in place of what was noted before."""
        with self._database.writing() as connection:
            note(connection, _SOUGHT, " ".join(sorted(keys)))

    def document(self, identifier: str) -> tuple[Document, Annotations]:
        """The cleaned document and its annotations.

        Raises:
            NotFound: when there is no such document.
        """
        with self._database.reading() as connection:
            row = _row(connection, identifier)
            pages = _part(connection, "pages", row.id)
            annotations = Annotations(
                tuple(map(rows.mention, _part(connection, "mentions", row.id))),
                tuple(map(rows.quotation, _part(connection, "quotations", row.id))),
                tuple(map(rows.appearance, _part(connection, "appearances", row.id))),
                tuple(map(rows.function, _part(connection, "functions", row.id))),
            )
        document = Document(
            row.identifier,
            row.sha256,
            row.media_type,
            row.title,
            row.date,
            row.date_basis and DateBasis(row.date_basis),
            Kind(row.kind),
            tuple(map(rows.page, pages)),
            row.kind_confidence,
            row.language,
            row.producer,
        )
        return document, annotations


def _row(connection: Connection, identifier: str) -> Row:
    row: Row | None = connection.execute("SELECT * FROM documents WHERE identifier = ?", (identifier,)).fetchone()
    if row is None:
        raise NotFound(f"no document {identifier}", remedy="Documents are known by their path under corpus/.")
    return row


def _part(connection: Connection, table: str, document: int) -> list[Row]:
    """The rows that a table holds of a document."""
    return connection.execute(_PART.format(table), (document,)).fetchall()


def _stored(connection: Connection, annotated: AnnotatedDocument) -> set[int]:
    """Insert a document and its parts; gives the entities that it names."""
    document, annotations = annotated.document, annotated.annotations
    fields = _document_fields(annotated)
    number = int(connection.execute(insertion("documents", fields), fields).lastrowid or 0)
    _insert(connection, "pages", number, _page_fields(document))
    spans = [passage.span for passage in annotated.passages]
    _insert(connection, "passages", number, _passage_fields(annotated))
    stored = connection.execute("SELECT id FROM passages WHERE document = ? ORDER BY id", (number,))
    holder = PassageMap(list(column(stored)), spans)
    found = annotations.mentions
    bases = linking.link(connection, found)
    linked = linking.meant(connection, bases)
    named = [{"base": base, "entity": entity} for base, entity in zip(bases, linked, strict=True)]
    placed = zip(_mention_fields(document, found, holder), named, strict=True)
    _insert(connection, "mentions", number, [{**row, **who} for row, who in placed])
    _insert(connection, "quotations", number, _quotation_fields(document, annotations, holder))
    _insert(connection, "appearances", number, _appearance_fields(document, annotations, holder))
    roles = [
        {**rows.function_fields(function), **place_fields(document, function.span)}
        for function in annotations.functions
    ]
    _insert(connection, "functions", number, roles)
    labels = {entity: mention.label for entity, mention in zip(linked, found, strict=True) if entity is not None}
    linking.count(connection, linking.usages(found, linked), label_of=labels)
    return set(labels)


def _insert(connection: Connection, table: str, document: int, fields: Sequence[Fields]) -> None:
    if fields:
        connection.executemany(
            insertion(table, ("document", *fields[0])), [{"document": document, **row} for row in fields]
        )


def _document_fields(annotated: AnnotatedDocument) -> Fields:
    document = annotated.document
    earliest, latest = _days(document.date)
    return {
        "identifier": document.identifier,
        "path": annotated.path,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "extraction": annotated.extraction,
        "annotation": annotated.annotation,
        "title": document.title,
        "date": document.date,
        "date_basis": document.date_basis and document.date_basis.value,
        "kind": document.kind.value,
        "claims": json.dumps(dict(annotated.claims), ensure_ascii=False),
        "markup": annotated.markup,
        "earliest": earliest,
        "latest": latest,
        "language": document.language,
        "producer": document.producer,
        "kind_confidence": document.kind_confidence,
        "quality": document_quality(document),
    }


def _days(date: str | None) -> tuple[str | None, str | None]:
    """Earliest and latest day of an EDTF date; both None for one that dates nothing."""
    from ptce_corpus.text.edtf import bounds  # only writing needs it; a search opens without

    return (bounds(date) if date else None) or (None, None)


def _page_fields(document: Document) -> list[Fields]:
    return [
        {**rows.page_fields(page), "start": span.start, "length": len(span)}
        for page, span in zip(document.pages, document.page_spans, strict=True)
    ]


def _passage_fields(annotated: AnnotatedDocument) -> list[Fields]:
    return [
        {
            **place_fields(annotated.document, passage.span),
            "text": passage.text,
            "variants": rows.variants_field(passage.variants),
        }
        for passage in annotated.passages
    ]


def _mention_fields(document: Document, found: Sequence[Mention], holder: PassageMap) -> list[Fields]:
    return [
        {
            **rows.mention_fields(mention),
            **place_fields(document, mention.span),
            "passage": holder.holding(mention.span),
        }
        for mention in found
    ]


def _quotation_fields(document: Document, annotations: Annotations, holder: PassageMap) -> list[Fields]:
    bodies = {mention.name or mention.text for mention in annotations.mentions if mention.label is Label.ORG}
    people = {mention.name or mention.text for mention in annotations.mentions if mention.label is Label.PER}
    return [
        {
            **rows.quotation_fields(quotation, label=_speaker_label(quotation, bodies - people)),
            **place_fields(document, quotation.span),
            "cue": quotation.cue and quotation.cue.cut(document.text),
            "passage": holder.holding(quotation.span),
            "earliest": _days(quotation.date)[0],
        }
        for quotation in annotations.quotations
    ]


def _speaker_label(quotation: Quotation, bodies: set[str]) -> Label:
    """Whether an organisation speaks; ``bodies`` are the names of those that the document mentions."""
    speaker = quotation.speaker
    return Label.ORG if speaker and speaker.name in bodies and not speaker.organisation else Label.PER


def _appearance_fields(document: Document, annotations: Annotations, holder: PassageMap) -> list[Fields]:
    return [
        {
            **rows.appearance_fields(appearance),
            **place_fields(document, appearance.span),
            "passage": holder.holding(appearance.span),
            "earliest": _days(appearance.start)[0],
        }
        for appearance in annotations.appearances
    ]
