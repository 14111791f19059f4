"""Functions of people in organisations, both as entities of the archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from sqlite3 import Connection

from ptce_corpus.catalogue.database import Row, single
from ptce_corpus.catalogue.linking import meant
from ptce_corpus.catalogue.naming import folded, key
from ptce_corpus.catalogue.told import TOLD, closest
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Office

_Name = tuple[str, str]
"""A label and a key."""

_Known = Mapping[_Name, int]
"""The entity that a name means in a document."""

_EVIDENCE = f"""
    {TOLD}
    SELECT told.*, documents.earliest, documents.latest
    FROM told
    JOIN documents ON documents.id = told.document
    WHERE told.person_key IS NOT NULL AND told.organisation IS NOT NULL AND told.role <> ''
    ORDER BY told.document, told.person_key, told.role
"""  # noqa: S608 - ours
"""Rows that tell a function of a person in an organisation, by document."""
_NAMED_IN = """
    SELECT entities.label, entities.key, mentions.text, mentions.entity
    FROM mentions JOIN entities ON entities.id = mentions.base
    WHERE mentions.document = ? AND entities.label IN (?, ?)
    ORDER BY mentions.id
"""


def offices(connection: Connection) -> Sequence[Office]:
    """Functions by person, organisation and role, in this order.

    A function printed on a programme or beside a quotation counts where the document tells none more closely.
    """
    found: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    elsewhere: dict[_Name, int | None] = {}
    for document, rows in groupby(connection.execute(_EVIDENCE).fetchall(), key=attrgetter("document")):
        known = _named_in(connection, document)
        of_person: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            person = _entity(connection, (Label.PER.value, row.person_key), known, elsewhere)
            if person is not None:
                of_person[person].append(row)
        for person, told in of_person.items():
            for row in closest(told):
                name = (Label.ORG.value, key(row.organisation, Label.ORG))
                organisation = _entity(connection, name, known, elsewhere)
                if organisation is not None:
                    found[person, organisation, folded(row.role)].append(row)
    return [_office(*ends[:2], rows) for ends, rows in sorted(found.items(), key=lambda item: item[0])]


def _named_in(connection: Connection, document: int) -> _Known:
    """What the names of people and organisations mean in a document: canonical ones first, then those printed."""
    rows = connection.execute(_NAMED_IN, (document, Label.PER.value, Label.ORG.value)).fetchall()
    printed = {(row.label, key(row.text, Label(row.label))): row.entity for row in reversed(rows)}
    return printed | {(row.label, row.key): row.entity for row in reversed(rows)}


def _entity(connection: Connection, name: _Name, known: _Known, elsewhere: dict[_Name, int | None]) -> int | None:
    """The entity that a name means where it stands, else in the archive; None for one that nothing mentions."""
    if name in known or not name[1]:
        return known.get(name)
    if name not in elsewhere:
        base = single(connection.execute("SELECT id FROM entities WHERE label = ? AND key = ?", name))
        number = meant(connection, [base])[0]
        alive = connection.execute("SELECT id FROM mentions WHERE entity = ? LIMIT 1", (number,))
        elsewhere[name] = None if single(alive) is None else number
    return elsewhere[name]


def _office(person: int, organisation: int, rows: Sequence[Row]) -> Office:
    """One function from its evidence: the most frequent form of the role, and the latest word on its end."""
    roles = Counter(row.role for row in rows)
    dated = sorted((row for row in rows if row.earliest), key=attrgetter("earliest", "document"))
    return Office(
        person=person,
        organisation=organisation,
        role=min(roles, key=lambda role: (-roles[role], role)),
        documents=len({row.document for row in rows}),
        first=dated[0].earliest if dated else None,
        last=max(row.latest for row in dated) if dated else None,
        ended=bool((dated or rows)[-1].ended),
    )
