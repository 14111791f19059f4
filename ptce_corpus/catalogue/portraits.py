"""What the archive says of one entity: names met, functions over time, company, places of mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, literal, or_, select, union_all

from ptce_corpus.catalogue.naming import folded
from ptce_corpus.catalogue.placing import citation
from ptce_corpus.catalogue.rows import Row
from ptce_corpus.catalogue.tables import (
    appearances,
    documents,
    entities,
    entity_forms,
    functions,
    links,
    mentions,
    quotations,
)
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.citation import Citation
from ptce_corpus.ports.catalogue import HeldFunction, MergedName

COMPANY = 20
"""Entities met beside, at most."""

_PLACE = ("document", "start", "page", "last_page", "source_start", "source_stop")
_OF_DOCUMENT = (
    documents.c.identifier,
    documents.c.title,
    documents.c.date.label("document_date"),
    documents.c.earliest,
)


def variants(connection: Connection, entity: int) -> tuple[tuple[str, int], ...]:
    """Forms under which the text names an entity, with how often; a line's end inside a name makes no other form."""
    query = select(entity_forms.c.form, entity_forms.c.as_text)
    query = query.where(entity_forms.c.entity == entity, entity_forms.c.as_text > 0)
    counts: Counter[str] = Counter()
    for row in connection.execute(query):
        counts[" ".join(row.form.split())] += row.as_text
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def merged(connection: Connection, entity: int) -> tuple[MergedName, ...]:
    """The other names of the archive that mean an entity, with why and how sure that is, the surest first."""
    here = entities.alias("here")
    query = select(here.c.name, here.c.key, links.c.reason, func.max(links.c.confidence).label("sure"))
    query = query.join_from(links, here, here.c.id == links.c.entity).where(links.c.head == entity)
    query = query.group_by(here.c.id, links.c.reason).order_by(func.max(links.c.confidence).desc(), here.c.key)
    return tuple(MergedName(row.name or row.key, row.reason, row.sure) for row in connection.execute(query))


def beside(connection: Connection, entity: int) -> tuple[tuple[str, str, int], ...]:
    """Entities named in the same passages: name, label, number of passages shared."""
    here, other = mentions.alias("here"), mentions.alias("other")
    shared = func.count(other.c.passage.distinct())
    query = (
        select(entities.c.name, entities.c.label, shared.label("shared"))
        .join_from(here, other, (other.c.passage == here.c.passage) & (other.c.entity != entity))
        .join(entities, entities.c.id == other.c.entity)
        .where(here.c.entity == entity)
        .group_by(entities.c.id)
        .order_by(shared.desc(), entities.c.name, entities.c.id)
        .limit(COMPANY)
    )
    return tuple((row.name, row.label, row.shared) for row in connection.execute(query))


def first_mentions(connection: Connection, entity: int) -> tuple[Citation, ...]:
    """The first mention in each document, in date order, undated ones last."""
    firsts = select(func.min(mentions.c.id)).where(mentions.c.entity == entity).group_by(mentions.c.document)
    columns = (mentions.c.page, mentions.c.last_page, mentions.c.source_start, mentions.c.source_stop)
    query = select(*columns, *_OF_DOCUMENT).join_from(mentions, documents, mentions.c.document == documents.c.id)
    query = query.where(mentions.c.id.in_(firsts))
    rows = connection.execute(query.order_by(documents.c.earliest.nulls_last(), documents.c.identifier))
    return tuple(citation(row) for row in rows)


def functions_held(connection: Connection, entity: int) -> tuple[HeldFunction, ...]:
    """Functions of a person by role and organisation, in order of their first date.

    A function printed on a programme or beside a quotation counts where the document tells none more closely.
    """
    person = connection.execute(select(entities).where(entities.c.id == entity)).one()
    if person.label != Label.PER.value:
        return ()
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _evidence(connection, person):
        groups[folded(row.role), folded(row.organisation or "")].append(row)
    return tuple(_held(rows) for rows in groups.values())


def _held(rows: Sequence[Row]) -> HeldFunction:
    """One function from its evidence, in date order; the forms are the most frequent, the end the latest word."""
    dated = [row for row in rows if row.earliest]
    latest = dated[-1] if dated else rows[-1]
    return HeldFunction(
        role=Counter(row.role for row in rows).most_common(1)[0][0],
        organisation=Counter(row.organisation for row in rows).most_common(1)[0][0],
        first=dated[0].document_date if dated else None,
        last=latest.document_date if dated else None,
        ended=bool(latest.ended),
        citations=tuple(dict.fromkeys(citation(row) for row in rows)),
    )


def _place(table: Table) -> tuple[ColumnElement[Any], ...]:
    return tuple(table.c[name] for name in _PLACE)


def _evidence(connection: Connection, person: Row) -> list[Row]:
    """Rows that tell a function of a person, in date order, undated ones last."""
    told = []
    roles = (functions.c.role, functions.c.organisation, functions.c.ended, literal(1).label("told"))
    told.append(select(*_place(functions), *roles).where(_of_person(functions, "person_key", person)))
    for table, who in ((appearances, "person_key"), (quotations, "speaker_key")):
        columns = (*_place(table), table.c.function.label("role"), table.c.organisation)
        query = select(*columns, literal(0).label("ended"), literal(0).label("told"))
        told.append(query.where(_of_person(table, who, person), table.c.function.is_not(None)))
    found = union_all(*told).subquery()
    query = select(found, *_OF_DOCUMENT).join_from(found, documents, found.c.document == documents.c.id)
    rows = connection.execute(
        query.order_by(documents.c.earliest.nulls_last(), documents.c.identifier, found.c.start)
    ).all()
    told_closely = {row.document for row in rows if row.told}
    return [row for row in rows if row.told or row.document not in told_closely]


def _of_person(table: Table, column: str, person: Row) -> ColumnElement[bool]:
    """Whether a row's person is the one meant: by the mentions of that name in its document, else by the name."""
    bases = entities.alias("bases")
    here = select(mentions.c.id).join(bases, bases.c.id == mentions.c.base)
    here = here.where(mentions.c.document == table.c.document, bases.c.key == table.c[column])
    means = here.where(mentions.c.entity == person.id).correlate(table)
    unmentioned = (table.c[column] == person.key) & ~here.correlate(table).exists()
    return or_(means.exists(), unmentioned)
