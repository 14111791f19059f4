"""Themes in service, and the documents that they run through."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ptce_corpus.catalogue.database import chunked
from ptce_corpus.catalogue.rows import Fields
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import (
    document_themes,
    documents,
    memberships,
    meta,
    passages,
    theme_proofs,
    theme_terms,
    themes,
)
from ptce_corpus.domain.theme import Theme, ThemeTerm, Theming

FINGERPRINT = "theme_fingerprint"


class Themes(Store):
    """The themes of the archive (port ``ThemeStore``)."""

    def put_themes(self, theming: Theming, fingerprint: str) -> None:
        """Replace the themes, in one transaction."""
        with self._database.writing() as connection:
            connection.execute(delete(themes))
            _insert_themes(connection, theming.themes)
            if theming.memberships:
                fields = [{"theme": m.theme, "passage": m.passage, "weight": m.weight} for m in theming.memberships]
                connection.execute(insert(memberships), fields)
            _insert_document_themes(connection)
            note = upsert(meta).values(name=FINGERPRINT, value=fingerprint)
            connection.execute(note.on_conflict_do_update(index_elements=[meta.c.name], set_={"value": fingerprint}))

    def themes(self) -> Sequence[tuple[Theme, int, int]]:
        """Each theme with its number of documents and passages, the largest first.

        A document counts for its main theme, as in ``documents_of_theme``; a passage for each theme it belongs to.
        """
        with self._database.reading() as connection:
            labels = connection.execute(select(themes).order_by(themes.c.id)).all()
            terms = defaultdict(list)
            for row in connection.execute(select(theme_terms).order_by(theme_terms.c.theme, theme_terms.c.position)):
                terms[row.theme].append(ThemeTerm(row.term, row.weight))
            proofs = defaultdict(list)
            for row in connection.execute(select(theme_proofs).order_by(theme_proofs.c.theme, theme_proofs.c.position)):
                proofs[row.theme].append(row.passage)
            main = _counts(connection, select(document_themes.c.theme).where(document_themes.c.main))
            held = _counts(connection, select(memberships.c.theme))
        found = [
            (Theme(row.id, row.label, tuple(terms[row.id]), tuple(proofs[row.id])), main[row.id], held[row.id])
            for row in labels
        ]
        return sorted(found, key=lambda entry: (-entry[1], -entry[2], entry[0].identifier))

    def theme_fingerprint(self) -> str | None:
        """What the themes in service were made from."""
        with self._database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.name == FINGERPRINT)).scalar_one_or_none()

    def documents_of_theme(self, theme: int) -> frozenset[int]:
        """Numbers of the documents whose main theme it is."""
        query = select(document_themes.c.document).where(document_themes.c.theme == theme, document_themes.c.main)
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def themes_of(self, passages: Collection[int]) -> Mapping[int, tuple[int, str]]:
        """Number and label of the heaviest theme of each passage; those that belong to none are left out."""
        found: dict[int, tuple[int, str]] = {}
        query = select(memberships.c.passage, themes.c.id, themes.c.label)
        query = query.join_from(memberships, themes, memberships.c.theme == themes.c.id)
        query = query.order_by(memberships.c.weight.desc(), themes.c.id)
        with self._database.reading() as connection:
            for chunk in chunked(passages):
                for row in connection.execute(query.where(memberships.c.passage.in_(chunk))):
                    found.setdefault(row.passage, (row.id, row.label))
        return found

    def assignments(self) -> Iterator[tuple[str, str | None, int, float]]:
        """(document, its date, theme, weight), each document's heaviest theme first.

        The weight is the theme's share of the document, in (0, 1].
        """
        query = select(documents.c.identifier, documents.c.date, document_themes.c.theme, document_themes.c.weight)
        query = query.join_from(document_themes, documents, document_themes.c.document == documents.c.id)
        order = (documents.c.identifier, document_themes.c.main.desc(), document_themes.c.weight.desc())
        with self._database.reading() as connection:
            for row in connection.execute(query.order_by(*order, document_themes.c.theme)):
                yield row.identifier, row.date, row.theme, row.weight


def _insert_themes(connection: Connection, found: Sequence[Theme]) -> None:
    names: list[Fields] = []
    terms: list[Fields] = []
    proofs: list[Fields] = []
    for theme in found:
        number = theme.identifier
        names.append({"id": number, "label": theme.label})
        for position, term in enumerate(theme.terms):
            terms.append({"theme": number, "position": position, "term": term.term, "weight": term.weight})
        for position, passage in enumerate(theme.proof):
            proofs.append({"theme": number, "position": position, "passage": passage})
    for table, fields in ((themes, names), (theme_terms, terms), (theme_proofs, proofs)):
        if fields:
            connection.execute(insert(table), fields)


def _insert_document_themes(connection: Connection) -> None:
    """Each document's shares of themes, from the memberships of its passages; the first of equal ones is main."""
    sums = (
        select(
            passages.c.document,
            memberships.c.theme,
            func.sum(memberships.c.weight).label("weight"),
        )
        .join_from(memberships, passages, memberships.c.passage == passages.c.id)
        .group_by(passages.c.document, memberships.c.theme)
        .subquery()
    )
    whole = func.sum(sums.c.weight).over(partition_by=sums.c.document)
    order = (sums.c.weight.desc(), sums.c.theme)
    rank = func.row_number().over(partition_by=sums.c.document, order_by=order)
    query = select(sums.c.document, sums.c.theme, sums.c.weight / whole, case((rank == 1, 1), else_=0))
    connection.execute(insert(document_themes).from_select(["document", "theme", "weight", "main"], query))


def _counts(connection: Connection, query: Select[tuple[Any]]) -> Counter[int]:
    """How many rows each theme has."""
    theme = query.subquery().c.theme
    rows = connection.execute(select(theme, func.count()).group_by(theme))
    return Counter({row[0]: row[1] for row in rows})
