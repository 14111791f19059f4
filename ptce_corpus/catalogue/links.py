"""Which names mean the same over the whole archive: what a linker is told, and keeping what it answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection

from ptce_corpus.catalogue.database import chunked, column, listed, single
from ptce_corpus.catalogue.linking import recount, settle
from ptce_corpus.catalogue.naming import folded
from ptce_corpus.catalogue.store import Store, note
from ptce_corpus.catalogue.told import TOLD
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Linking, Named, Post, Sighting

FINGERPRINT = "link_fingerprint"
ENGINE = "index_engine"
APART = " # "
"""Stands in the key of a homonym between the key of the name and how it is shown; no name holds it."""

_Target = tuple[int, int | None]
"""A base and a document, or a base wherever it stands."""

_Link = tuple[int, int, int | None, str, float]
"""A base, the entity that it means, in which document (None: wherever it stands), why and how surely."""

_SIGHTINGS = """
    SELECT base, document, coalesce(nullif(name, ''), text) AS called, text, count(*) AS times
    FROM mentions
    WHERE base IS NOT NULL
    GROUP BY base, document, called, text
"""
_POSTS = f"""
    {TOLD}
    SELECT document, person_key, coalesce(role, ''), organisation FROM told
    WHERE person_key IS NOT NULL AND (role <> '' OR organisation <> '')
    ORDER BY document, closely DESC, start, id
"""  # noqa: S608 - ours
_HOMONYM = "INSERT INTO entities (label, key, name, mentions, called) VALUES (?, ?, ?, 0, ?) ON CONFLICT DO NOTHING"
_NOWHERE = """
    UPDATE entities SET code = NULL, latitude = NULL, longitude = NULL
    WHERE code IS NOT NULL OR latitude IS NOT NULL
"""
_TOUCHED = """
    INSERT INTO relinked (document)
    SELECT DISTINCT document FROM mentions WHERE {} IN (...)
    ON CONFLICT DO NOTHING
"""


class Links(Store):
    """What is linked in the catalogue (port ``LinkStore``)."""

    def named(self) -> Sequence[Named]:
        """All names of the archive, apart from what is linked today."""
        with self._database.reading() as connection:
            return list(_named(connection))

    def link_fingerprint(self) -> str | None:
        """What the linking in service was made from."""
        return self._noted(FINGERPRINT)

    def index_engine(self) -> str | None:
        """The engine whose index last followed this catalogue; None where none did."""
        return self._noted(ENGINE)

    def note_index(self, engine: str) -> None:
        """Note that the index of an engine holds what this catalogue holds."""
        if self.index_engine() != engine:
            with self._database.writing() as connection:
                note(connection, ENGINE, engine)

    def put_linking(self, linking: Linking, fingerprint: str) -> None:
        """Replace what is linked, in one transaction; the documents that it changes are noted as relinked."""
        with self._database.writing() as connection:
            before = _targets(connection)
            connection.execute("DELETE FROM links")
            rows = [*_link_rows(linking), *_split_rows(connection, linking)]
            put = "INSERT INTO links (entity, head, document, reason, confidence) VALUES (?, ?, ?, ?, ?)"
            connection.executemany(put, rows)
            changed = _moved(connection, before, _targets(connection))
            changed |= _called(connection, linking)
            recount(connection, changed)
            settle(connection, changed)
            _note_relinked(connection, changed)
            note(connection, FINGERPRINT, fingerprint)

    def relinked(self) -> frozenset[int]:
        """Documents whose entities changed their name, or whose passages their theme, since they were last indexed."""
        with self._database.reading() as connection:
            return frozenset(column(connection.execute("SELECT document FROM relinked")))

    def forget_relinked(self, documents: Collection[int]) -> None:
        """Note that these documents are indexed under the names of today."""
        if documents:
            with self._database.writing() as connection:
                for chunk in chunked(documents):
                    connection.execute(listed("DELETE FROM relinked WHERE document IN (...)", chunk), chunk)


def _named(connection: Connection) -> Iterator[Named]:
    """Each base with its sightings, by number; made entities (homonyms) have no mention of their own."""
    forms: dict[int, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    names: dict[int, Counter[str]] = defaultdict(Counter)
    for base, document, called, text, times in connection.execute(_SIGHTINGS):
        forms[base][document][" ".join(text.split())] += times
        names[base][called] += times
    company: dict[int, set[int]] = defaultdict(set)
    for base, held in forms.items():
        for document in held:
            company[document].add(base)
    together = {document: frozenset(bases) for document, bases in company.items()}
    posts, dated = _posts(connection), _dated(connection)
    for row in connection.execute("SELECT id, label, key FROM entities ORDER BY id"):
        if row.id in forms:
            told = {
                document: Sighting(
                    document,
                    counts,
                    dated[document][0],
                    posts.get((document, row.key), ()) if row.label == Label.PER.value else (),
                    together[document],
                    dated[document][1],
                )
                for document, counts in sorted(forms[row.id].items())
            }
            shown = min(names[row.id].items(), key=lambda item: (-item[1], item[0]))[0]
            yield Named(row.id, Label(row.label), shown, tuple(told.values()))


def _posts(connection: Connection) -> Mapping[tuple[int, str], tuple[Post, ...]]:
    """The functions that each document gives to people, by their key."""
    found: dict[tuple[int, str], dict[Post, None]] = defaultdict(dict)
    for document, person, role, organisation in connection.execute(_POSTS):
        found[document, person][Post(role, organisation)] = None
    return {place: tuple(held) for place, held in found.items()}


def _dated(connection: Connection) -> Mapping[int, tuple[str, int | None]]:
    """The identifier and the year of each document."""
    rows = connection.execute("SELECT id, identifier, earliest FROM documents")
    return {row.id: (row.identifier, int(row.earliest[:4]) if row.earliest else None) for row in rows}


def _link_rows(linking: Linking) -> Iterator[_Link]:
    for link in linking.links:
        places: list[int | None] = [*sorted(link.documents)] or [None]
        for document in places:
            yield link.entity, link.head, document, link.reason, link.confidence


def _split_rows(connection: Connection, linking: Linking) -> Iterator[_Link]:
    """The links of homonyms to entities of their own, which are made where they are not there yet."""
    for split in linking.splits:
        own = connection.execute("SELECT key, label FROM entities WHERE id = ?", (split.entity,)).fetchone()
        key = f"{own.key}{APART}{folded(split.called)}"
        connection.execute(_HOMONYM, (own.label, key, split.called, split.called))
        head = single(connection.execute("SELECT id FROM entities WHERE key = ? AND label = ?", (key, own.label)))
        for document in sorted(split.documents):
            yield split.entity, head, document, split.reason, split.confidence


def _targets(connection: Connection) -> dict[_Target, int]:
    rows = connection.execute("SELECT entity, document, head FROM links")
    return {(row.entity, row.document): row.head for row in rows}


def _moved(connection: Connection, before: Mapping[_Target, int], after: Mapping[_Target, int]) -> set[int]:
    """Have mentions mean what they are linked to; gives the entities that won or lost some."""
    alone: dict[int, dict[int, int]] = defaultdict(dict)
    for (base, document), head in after.items():
        if document is not None:
            alone[base][document] = head
    changed: set[int] = set()
    for base in sorted({base for (base, _), _ in before.items() ^ after.items()}):
        head = after.get((base, None), base)
        meant = column(connection.execute("SELECT DISTINCT entity FROM mentions WHERE base = ?", (base,)))
        changed |= {base, head, *alone[base].values(), *meant}
        everywhere = "UPDATE mentions SET entity = :head WHERE base = :base AND entity <> :head"
        connection.execute(everywhere, {"head": head, "base": base})
        here = [(other, base, document) for document, other in alone[base].items()]
        connection.executemany("UPDATE mentions SET entity = ? WHERE base = ? AND document = ?", here)
    return changed


def _called(connection: Connection, linking: Linking) -> set[int]:
    """Put display names given by hand and the codes of places; gives the entities whose display name changes."""
    by_hand = "SELECT id, called FROM entities WHERE called IS NOT NULL AND NOT instr(key, ?)"
    before = {row.id: row.called for row in connection.execute(by_hand, (APART,))}
    changed = {number for number, _ in before.items() ^ linking.names.items()}
    called = [(linking.names.get(number), number) for number in changed]
    connection.executemany("UPDATE entities SET called = ? WHERE id = ?", called)
    connection.execute(_NOWHERE)
    places = [(place.code, place.latitude, place.longitude, number) for number, place in linking.places.items()]
    connection.executemany("UPDATE entities SET code = ?, latitude = ?, longitude = ? WHERE id = ?", places)
    return changed


def _note_relinked(connection: Connection, changed: Iterable[int]) -> None:
    for chunk in chunked(changed):
        for reading in ("entity", "base"):
            connection.execute(listed(_TOUCHED.format(reading), chunk), chunk)
