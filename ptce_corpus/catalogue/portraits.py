"""What the archive says of one entity: names met, functions over time, company, places of mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from sqlite3 import Connection

from ptce_corpus.catalogue.database import Row
from ptce_corpus.catalogue.naming import folded
from ptce_corpus.catalogue.placing import citation
from ptce_corpus.catalogue.told import TOLD, closest
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.citation import Citation
from ptce_corpus.ports.catalogue import HeldFunction, MergedName

COMPANY = 20
"""Entities met beside, at most."""

_MERGED = """
    SELECT entities.name, entities.key, links.reason, max(links.confidence) AS sure
    FROM links JOIN entities ON entities.id = links.entity
    WHERE links.head = ?
    GROUP BY entities.id, links.reason
    ORDER BY sure DESC, entities.key
"""
_BESIDE = """
    SELECT entities.name, entities.label, count(DISTINCT other.passage) AS shared
    FROM mentions AS here
    JOIN mentions AS other ON other.passage = here.passage AND other.entity <> here.entity
    JOIN entities ON entities.id = other.entity
    WHERE here.entity = ?
    GROUP BY entities.id
    ORDER BY shared DESC, entities.name, entities.id
    LIMIT ?
"""
_FIRST_MENTIONS = """
    SELECT
        mentions.page, mentions.last_page, mentions.source_start, mentions.source_stop,
        documents.identifier, documents.title, documents.date AS document_date
    FROM mentions JOIN documents ON documents.id = mentions.document
    WHERE mentions.id IN (SELECT min(id) FROM mentions WHERE entity = ? GROUP BY document)
    ORDER BY documents.earliest NULLS LAST, documents.identifier
"""
_EVIDENCE = f"""
    {TOLD}
    SELECT told.*, documents.identifier, documents.title, documents.date AS document_date, documents.earliest
    FROM told JOIN documents ON documents.id = told.document
    WHERE told.role IS NOT NULL AND (
        EXISTS (
            SELECT 1 FROM mentions JOIN entities AS bases ON bases.id = mentions.base
            WHERE mentions.entity = :entity AND mentions.document = told.document AND bases.key = told.person_key
        )
        OR told.person_key = :key AND NOT EXISTS (
            SELECT 1 FROM mentions JOIN entities AS bases ON bases.id = mentions.base
            WHERE mentions.document = told.document AND bases.key = told.person_key
        )
    )
    ORDER BY documents.earliest NULLS LAST, documents.identifier, told.start
"""  # noqa: S608 - ours
"""Rows that tell a function of a person, in date order, undated ones last.

A row's person is the one meant by the mentions of that name in its document, else by the name.
"""


def variants(connection: Connection, entity: int) -> tuple[tuple[str, int], ...]:
    """Forms under which the text names an entity, with how often; a line's end inside a name makes no other form."""
    query = "SELECT form, as_text FROM entity_forms WHERE entity = ? AND as_text > 0"
    counts: Counter[str] = Counter()
    for row in connection.execute(query, (entity,)):
        counts[" ".join(row.form.split())] += row.as_text
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def merged(connection: Connection, entity: int) -> tuple[MergedName, ...]:
    """The other names of the archive that mean an entity, with why and how sure that is, the surest first."""
    rows = connection.execute(_MERGED, (entity,))
    return tuple(MergedName(row.name or row.key, row.reason, row.sure) for row in rows)


def beside(connection: Connection, entity: int) -> tuple[tuple[str, str, int], ...]:
    """Entities named in the same passages: name, label, number of passages shared."""
    rows = connection.execute(_BESIDE, (entity, COMPANY))
    return tuple((row.name, row.label, row.shared) for row in rows)


def first_mentions(connection: Connection, entity: int) -> tuple[Citation, ...]:
    """The first mention in each document, in date order, undated ones last."""
    return tuple(map(citation, connection.execute(_FIRST_MENTIONS, (entity,))))


def functions_held(connection: Connection, entity: int) -> tuple[HeldFunction, ...]:
    """Functions of a person by role and organisation, in order of their first date.

    A function printed on a programme or beside a quotation counts where the document tells none more closely.
    """
    person = connection.execute("SELECT label, key FROM entities WHERE id = ?", (entity,)).fetchone()
    if person.label != Label.PER.value:
        return ()
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _evidence(connection, entity, person.key):
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


def _evidence(connection: Connection, entity: int, key: str) -> list[Row]:
    """What tells the functions of a person, in date order: of each document, what tells them most closely."""
    rows = connection.execute(_EVIDENCE, {"entity": entity, "key": key})
    return [row for _, held in groupby(rows, key=attrgetter("document")) for row in closest(list(held))]
