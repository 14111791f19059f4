"""Which names mean the same over the whole archive: what a linker is told, and keeping what it answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from ptce_corpus.catalogue.database import chunked
from ptce_corpus.catalogue.linking import recount, settle
from ptce_corpus.catalogue.naming import folded
from ptce_corpus.catalogue.store import Store
from ptce_corpus.catalogue.tables import (
    appearances,
    documents,
    entities,
    functions,
    links,
    mentions,
    meta,
    quotations,
    relinked,
)
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.linking import Linking, Named, Post, Sighting

FINGERPRINT = "link_fingerprint"
ENGINE = "index_engine"
APART = " # "
"""Stands in the key of a homonym between the key of the name and how it is shown; no name holds it."""

_Target = tuple[int, int | None]
"""A base and a document, or a base wherever it stands."""


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
                _note(connection, ENGINE, engine)

    def _noted(self, name: str) -> str | None:
        with self._database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar_one_or_none()

    def put_linking(self, linking: Linking, fingerprint: str) -> None:
        """Replace what is linked, in one transaction; the documents that it changes are noted as relinked."""
        with self._database.writing() as connection:
            before = _targets(connection)
            connection.execute(delete(links))
            rows = [*_link_rows(linking), *_split_rows(connection, linking)]
            if rows:
                connection.execute(insert(links), rows)
            changed = _moved(connection, before, _targets(connection))
            changed |= _called(connection, linking)
            recount(connection, changed)
            settle(connection, changed)
            _note_relinked(connection, changed)
            _note(connection, FINGERPRINT, fingerprint)

    def relinked(self) -> frozenset[int]:
        """Documents whose entities changed their name since they were last indexed."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(relinked.c.document)).scalars())

    def forget_relinked(self, documents: Collection[int]) -> None:
        """Note that these documents are indexed under the names of today."""
        if documents:
            with self._database.writing() as connection:
                for chunk in chunked(documents):
                    connection.execute(delete(relinked).where(relinked.c.document.in_(chunk)))


def _note(connection: Connection, name: str, value: str) -> None:
    note = upsert(meta).values(name=name, value=value)
    connection.execute(note.on_conflict_do_update(index_elements=[meta.c.name], set_={"value": value}))


def _named(connection: Connection) -> Iterator[Named]:
    """Each base with its sightings, by number; made entities (homonyms) have no mention of their own."""
    forms: dict[int, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    names: dict[int, Counter[str]] = defaultdict(Counter)
    name = func.coalesce(func.nullif(mentions.c.name, ""), mentions.c.text)
    query = select(mentions.c.base, mentions.c.document, name.label("name"), mentions.c.text, func.count())
    query = query.where(mentions.c.base.is_not(None))
    for base, document, called, text, times in connection.execute(query.group_by(*query.selected_columns[:4])):
        forms[base][document][" ".join(text.split())] += times
        names[base][called] += times
    company: dict[int, set[int]] = defaultdict(set)
    for base, held in forms.items():
        for document in held:
            company[document].add(base)
    together = {document: frozenset(bases) for document, bases in company.items()}
    posts, dated = _posts(connection), _dated(connection)
    for row in connection.execute(select(entities.c.id, entities.c.label, entities.c.key).order_by(entities.c.id)):
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
    for table, who, role in (
        (functions, "person_key", "role"),
        (appearances, "person_key", "function"),
        (quotations, "speaker_key", "function"),
    ):
        columns = (table.c.document, table.c[who], table.c[role], table.c.organisation)
        query = select(*columns).where(table.c[who].is_not(None))
        for document, person, function, organisation in connection.execute(query.order_by(table.c.id)):
            if function or organisation:
                found[document, person][Post(function or "", organisation)] = None
    return {place: tuple(held) for place, held in found.items()}


def _dated(connection: Connection) -> Mapping[int, tuple[str, int | None]]:
    """The identifier and the year of each document."""
    rows = connection.execute(select(documents.c.id, documents.c.identifier, documents.c.earliest))
    return {row.id: (row.identifier, int(row.earliest[:4]) if row.earliest else None) for row in rows}


def _link_rows(linking: Linking) -> Iterator[dict[str, Any]]:
    for link in linking.links:
        places: list[int | None] = [*sorted(link.documents)] or [None]
        for document in places:
            yield {
                "entity": link.entity,
                "head": link.head,
                "document": document,
                "reason": link.reason,
                "confidence": link.confidence,
            }


def _split_rows(connection: Connection, linking: Linking) -> Iterator[dict[str, Any]]:
    """The links of homonyms to entities of their own, which are made where they are not there yet."""
    for split in linking.splits:
        query = select(entities.c.key, entities.c.label).where(entities.c.id == split.entity)
        own = connection.execute(query).one()
        fields = {
            "label": own.label,
            "key": f"{own.key}{APART}{folded(split.called)}",
            "name": split.called,
            "mentions": 0,
            "called": split.called,
        }
        connection.execute(upsert(entities).values(fields).on_conflict_do_nothing())
        query = select(entities.c.id).where(entities.c.key == fields["key"], entities.c.label == own.label)
        head = connection.execute(query).scalar_one()
        for document in sorted(split.documents):
            yield {
                "entity": split.entity,
                "head": head,
                "document": document,
                "reason": split.reason,
                "confidence": split.confidence,
            }


def _targets(connection: Connection) -> dict[_Target, int]:
    query = select(links.c.entity, links.c.document, links.c.head)
    return {(row.entity, row.document): row.head for row in connection.execute(query)}


def _moved(connection: Connection, before: Mapping[_Target, int], after: Mapping[_Target, int]) -> set[int]:
    """Have mentions mean what they are linked to; gives the entities that won or lost some."""
    alone: dict[int, dict[int, int]] = defaultdict(dict)
    for (base, document), head in after.items():
        if document is not None:
            alone[base][document] = head
    changed: set[int] = set()
    for base in sorted({base for (base, _), _ in before.items() ^ after.items()}):
        head = after.get((base, None), base)
        query = select(mentions.c.entity).where(mentions.c.base == base).distinct()
        changed |= {base, head, *alone[base].values(), *connection.execute(query).scalars()}
        everywhere = update(mentions).where(mentions.c.base == base, mentions.c.entity != head)
        connection.execute(everywhere.values(entity=head))
        for document, other in alone[base].items():
            here = update(mentions).where(mentions.c.base == base, mentions.c.document == document)
            connection.execute(here.values(entity=other))
    return changed


def _called(connection: Connection, linking: Linking) -> set[int]:
    """Put display names given by hand and the codes of places; gives the entities whose display name changes."""
    by_hand = entities.c.called.is_not(None) & ~entities.c.key.contains(APART, autoescape=True)
    held = connection.execute(select(entities.c.id, entities.c.called).where(by_hand))
    before, after = {row.id: row.called for row in held}, linking.names
    changed = {number for number, _ in before.items() ^ after.items()}
    for number in changed:
        change = update(entities).where(entities.c.id == number)
        connection.execute(change.values(called=linking.names.get(number)))
    coded = or_(entities.c.code.is_not(None), entities.c.latitude.is_not(None))
    connection.execute(update(entities).where(coded).values(code=None, latitude=None, longitude=None))
    rows = [
        {"number": number, "at": place.code, "north": place.latitude, "east": place.longitude}
        for number, place in linking.places.items()
    ]
    if rows:
        change = update(entities).where(entities.c.id == bindparam("number"))
        change = change.values(code=bindparam("at"), latitude=bindparam("north"), longitude=bindparam("east"))
        connection.execute(change, rows)
    return changed


def _note_relinked(connection: Connection, changed: Iterable[int]) -> None:
    for chunk in chunked(changed):
        touched = select(mentions.c.document).where(or_(mentions.c.entity.in_(chunk), mentions.c.base.in_(chunk)))
        statement = upsert(relinked).from_select(["document"], touched.distinct())
        connection.execute(statement.on_conflict_do_nothing())
