"""Functions of people in organisations, both as entities of the archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, literal, select, union_all

from ptce_corpus.catalogue.linking import meant
from ptce_corpus.catalogue.naming import folded, key
from ptce_corpus.catalogue.rows import Row
from ptce_corpus.catalogue.tables import appearances, documents, entities, functions, mentions, quotations
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Office

_Known = Mapping[tuple[str, str], int]
"""The entity that a name means in a document, by label and key."""

_ENDS = (Label.PER.value, Label.ORG.value)


def offices(connection: Connection) -> Sequence[Office]:
    """Functions by person, organisation and role, in this order.

    A function printed on a programme or beside a quotation counts where the document tells none more closely.
    """
    found: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    elsewhere: dict[tuple[str, str], int | None] = {}
    for document, group in groupby(_evidence(connection), key=attrgetter("document")):
        rows = list(group)
        close = {row.person_key for row in rows if row.told}
        known = _named_in(connection, document)
        for row in rows:
            if not row.told and row.person_key in close:
                continue
            ends = (
                _entity(connection, (Label.PER.value, row.person_key), known, elsewhere),
                _entity(connection, (Label.ORG.value, key(row.organisation, Label.ORG)), known, elsewhere),
            )
            if ends[0] is not None and ends[1] is not None:
                found[ends[0], ends[1], folded(row.role)].append(row)
    return [_office(*ends[:2], rows) for ends, rows in sorted(found.items(), key=lambda item: item[0])]


def _evidence(connection: Connection) -> Sequence[Row]:
    """Rows that tell a function of a person in an organisation, by document."""
    columns = (functions.c.document, functions.c.person_key, functions.c.role, functions.c.organisation)
    told = [select(*columns, functions.c.ended, literal(1).label("told"))]
    for table, who in ((appearances, "person_key"), (quotations, "speaker_key")):
        named = (table.c.document, table.c[who].label("person_key"), table.c.function.label("role"))
        query = select(*named, table.c.organisation, literal(0).label("ended"), literal(0).label("told"))
        told.append(query.where(table.c[who].is_not(None), table.c.function.is_not(None)))
    rows = union_all(*told).subquery()
    query = select(rows, documents.c.earliest, documents.c.latest)
    query = query.join_from(rows, documents, rows.c.document == documents.c.id)
    query = query.where(rows.c.organisation.is_not(None), rows.c.role != "")
    return connection.execute(query.order_by(rows.c.document, rows.c.person_key, rows.c.role)).all()


def _named_in(connection: Connection, document: int) -> _Known:
    """What the names of people and organisations mean in a document: canonical ones first, then those printed."""
    query = select(entities.c.label, entities.c.key, mentions.c.text, mentions.c.entity)
    query = query.join_from(mentions, entities, entities.c.id == mentions.c.base)
    query = query.where(mentions.c.document == document, entities.c.label.in_(_ENDS)).order_by(mentions.c.id)
    rows = connection.execute(query).all()
    printed = {(row.label, key(row.text, Label(row.label))): row.entity for row in reversed(rows)}
    return printed | {(row.label, row.key): row.entity for row in reversed(rows)}


def _entity(
    connection: Connection, name: tuple[str, str], known: _Known, elsewhere: dict[tuple[str, str], int | None]
) -> int | None:
    """The entity that a name means where it stands, else in the archive; None for one that nothing mentions."""
    if name in known or not name[1]:
        return known.get(name)
    if name not in elsewhere:
        query = select(entities.c.id).where(entities.c.label == name[0], entities.c.key == name[1])
        number = meant(connection, [connection.execute(query).scalar_one_or_none()])[0]
        alive = select(mentions.c.id).where(mentions.c.entity == number).limit(1)
        elsewhere[name] = number if number is not None and connection.execute(alive).first() else None
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
