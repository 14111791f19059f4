"""Themes in service, and the documents that they run through."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from sqlite3 import Connection

from ptce_corpus.catalogue.database import chunked, column, listed
from ptce_corpus.catalogue.store import Store, note
from ptce_corpus.domain.theme import Theme, ThemeTerm, Theming

FINGERPRINT = "theme_fingerprint"

_SHARES = """
    INSERT INTO document_themes (document, theme, weight, main)
    SELECT document, theme, weight / sum(weight) OVER (PARTITION BY document), row_number() OVER best = 1
    FROM (
        SELECT passages.document, memberships.theme, sum(memberships.weight) AS weight
        FROM memberships JOIN passages ON passages.id = memberships.passage
        GROUP BY passages.document, memberships.theme
    )
    WINDOW best AS (PARTITION BY document ORDER BY weight DESC, theme)
"""
"""Each document's shares of themes, from the memberships of its passages; the first of equal ones is main."""
_HEAVIEST = """
    SELECT memberships.passage, themes.id, themes.label
    FROM memberships JOIN themes ON themes.id = memberships.theme
    WHERE memberships.passage IN (...)
    ORDER BY memberships.weight DESC, themes.id
"""
_LABELS = """
    SELECT memberships.passage, themes.label
    FROM memberships JOIN themes ON themes.id = memberships.theme
    ORDER BY memberships.weight, themes.id DESC
"""
"""Of the labels of a passage's themes the last is that of the heaviest."""
_RELABELLED = """
    INSERT INTO relinked (document)
    SELECT DISTINCT document FROM passages WHERE id IN (...)
    ON CONFLICT DO NOTHING
"""
_ASSIGNMENTS = """
    SELECT documents.identifier, documents.date, document_themes.theme, document_themes.weight
    FROM document_themes JOIN documents ON documents.id = document_themes.document
    ORDER BY documents.identifier, document_themes.main DESC, document_themes.weight DESC, document_themes.theme
"""
_BY_DOCUMENTS = "SELECT theme, count(*) FROM document_themes WHERE main GROUP BY theme"
_BY_PASSAGES = "SELECT theme, count(*) FROM memberships GROUP BY theme"


class Themes(Store):
    """The themes of the archive (port ``ThemeStore``)."""

    def put_themes(self, theming: Theming, fingerprint: str) -> None:
        """Replace the themes, in one transaction; documents whose passages bear other ones are noted as relinked."""
        with self._database.writing() as connection:
            before = _labels(connection)
            connection.execute("DELETE FROM themes")
            _insert_themes(connection, theming.themes)
            held = ((one.theme, one.passage, one.weight) for one in theming.memberships)
            connection.executemany("INSERT INTO memberships (theme, passage, weight) VALUES (?, ?, ?)", held)
            connection.execute(_SHARES)
            changed = {passage for passage, _ in before ^ _labels(connection)}
            for chunk in chunked(changed):
                connection.execute(listed(_RELABELLED, chunk), chunk)
            note(connection, FINGERPRINT, fingerprint)

    def themes(self) -> Sequence[tuple[Theme, int, int]]:
        """Each theme with its number of documents and passages, the largest first.

        A document counts for its main theme, as in ``documents_of_theme``; a passage for each theme it belongs to.
        """
        with self._database.reading() as connection:
            labels = connection.execute("SELECT id, label FROM themes ORDER BY id").fetchall()
            terms = defaultdict(list)
            for row in connection.execute("SELECT theme, term, weight FROM theme_terms ORDER BY theme, position"):
                terms[row.theme].append(ThemeTerm(row.term, row.weight))
            proofs = defaultdict(list)
            for row in connection.execute("SELECT theme, passage FROM theme_proofs ORDER BY theme, position"):
                proofs[row.theme].append(row.passage)
            main = _counts(connection, _BY_DOCUMENTS)
            held = _counts(connection, _BY_PASSAGES)
        found = [
            (Theme(row.id, row.label, tuple(terms[row.id]), tuple(proofs[row.id])), main[row.id], held[row.id])
            for row in labels
        ]
        return sorted(found, key=lambda entry: (-entry[1], -entry[2], entry[0].identifier))

    def theme_fingerprint(self) -> str | None:
        """What the themes in service were made from."""
        return self._noted(FINGERPRINT)

    def documents_of_theme(self, theme: int) -> frozenset[int]:
        """Numbers of the documents whose main theme it is."""
        query = "SELECT document FROM document_themes WHERE theme = ? AND main"
        with self._database.reading() as connection:
            return frozenset(column(connection.execute(query, (theme,))))

    def themes_of(self, passages: Collection[int]) -> Mapping[int, tuple[int, str]]:
        """Number and label of the heaviest theme of each passage; those that belong to none are left out."""
        found: dict[int, tuple[int, str]] = {}
        with self._database.reading() as connection:
            for chunk in chunked(passages):
                for row in connection.execute(listed(_HEAVIEST, chunk), chunk):
                    found.setdefault(row.passage, (row.id, row.label))
        return found

    def assignments(self) -> Iterator[tuple[str, str | None, int, float]]:
        """(document, its date, theme, weight), each document's heaviest theme first.

        The weight is the theme's share of the document, in (0, 1].
        """
        with self._database.reading() as connection:
            for row in connection.execute(_ASSIGNMENTS):
                yield row.identifier, row.date, row.theme, row.weight


def _labels(connection: Connection) -> Set[tuple[int, str]]:
    """Each passage with the label of its heaviest theme."""
    return dict(map(tuple, connection.execute(_LABELS))).items()


def _insert_themes(connection: Connection, found: Sequence[Theme]) -> None:
    names, terms, proofs = [], [], []
    for theme in found:
        number = theme.identifier
        names.append((number, theme.label))
        terms += [(number, position, term.term, term.weight) for position, term in enumerate(theme.terms)]
        proofs += [(number, position, passage) for position, passage in enumerate(theme.proof)]
    connection.executemany("INSERT INTO themes (id, label) VALUES (?, ?)", names)
    connection.executemany("INSERT INTO theme_terms (theme, position, term, weight) VALUES (?, ?, ?, ?)", terms)
    connection.executemany("INSERT INTO theme_proofs (theme, position, passage) VALUES (?, ?, ?)", proofs)


def _counts(connection: Connection, query: str) -> Counter[int]:
    """How many rows each theme has."""
    return Counter(dict(map(tuple, connection.execute(query))))
