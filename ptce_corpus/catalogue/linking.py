"""Mentions of the same name, over all documents, are one entity. Counts are kept as documents come and go.

An entity by its own name is the ``base`` of its mentions; what a linker found says which entity they mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from sqlite3 import Connection

from ptce_corpus.catalogue.database import chunked, column, insertion, listed
from ptce_corpus.catalogue.naming import LINKED, folded, key
from ptce_corpus.domain.annotation import Label, Mention

_USED = """
    SELECT entity, {form} AS form, count(*) AS times
    FROM mentions
    WHERE {of} IN (...) AND entity IS NOT NULL
    GROUP BY entity, form
"""
_FORMS = ("coalesce(nullif(name, ''), text)", "text")
"""A mention's canonical name, as ``mention.name or mention.text``, and how it is printed."""
_ADD = """
    INSERT INTO entity_forms (entity, form, key, folded, as_name, as_text)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (entity, form) DO UPDATE SET
        as_name = as_name + excluded.as_name, as_text = as_text + excluded.as_text
"""
_TAKE_AWAY = "UPDATE entity_forms SET as_name = as_name - ?, as_text = as_text - ? WHERE entity = ? AND form = ?"
_NAMES = """
    SELECT entity_forms.entity, entity_forms.form, entity_forms.as_name, entities.called
    FROM entity_forms JOIN entities ON entities.id = entity_forms.entity
    WHERE entity_forms.entity IN (...) AND entity_forms.as_name > 0
    ORDER BY
        entity_forms.entity,
        entity_forms.key = entities.key DESC,
        entity_forms.form = upper(entity_forms.form) AND instr(entity_forms.form, ' '),
        entity_forms.as_name DESC,
        entity_forms.form
"""
"""The canonical forms of entities: their own name before those of others, ordinary capitals before all capitals."""
_UNNAMED = "DELETE FROM entities WHERE id IN (...) AND NOT EXISTS (SELECT 1 FROM mentions WHERE base = entities.id)"


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a form of an entity's name stands as canonical name and as printed text."""

    entity: int
    form: str
    as_name: int
    as_text: int


def link(connection: Connection, found: Sequence[Mention]) -> list[int | None]:
    """The entity of each mention, made where it is new; None for a mention that names nothing."""
    keys = [_entity_key(mention) for mention in found]
    known = _numbers(connection, keys)
    missing = dict.fromkeys(pair for pair in keys if pair and pair not in known)
    if missing:
        shown = {pair: mention.name or mention.text for pair, mention in zip(keys, found, strict=True)}
        rows = [{"label": label, "key": name, "name": shown[label, name], "mentions": 0} for label, name in missing]
        connection.executemany(insertion("entities", rows[0]), rows)
        known |= _numbers(connection, missing)
    return [known[pair] if pair else None for pair in keys]


def meant(connection: Connection, bases: Sequence[int | None]) -> list[int | None]:
    """The entity that each of ``bases`` means, wherever it stands, by the linking in service."""
    heads: dict[int, int] = {}
    for chunk in chunked({base for base in bases if base is not None}):
        query = listed("SELECT entity, head FROM links WHERE entity IN (...) AND document IS NULL", chunk)
        heads |= {row.entity: row.head for row in connection.execute(query, chunk)}
    return [base if base is None else heads.get(base, base) for base in bases]


def _entity_key(mention: Mention) -> tuple[str, str] | None:
    if mention.label not in LINKED:
        return None
    name = key(mention.name or mention.text, mention.label)
    return (mention.label.value, name) if name else None


def _numbers(connection: Connection, keys: Iterable[tuple[str, str] | None]) -> dict[tuple[str, str], int]:
    wanted = {pair for pair in keys if pair}
    known: dict[tuple[str, str], int] = {}
    for chunk in chunked(sorted({name for _, name in wanted})):
        query = listed("SELECT id, label, key FROM entities WHERE key IN (...)", chunk)
        known |= {(row.label, row.key): row.id for row in connection.execute(query, chunk)}
    return known


def usages(found: Sequence[Mention], numbers: Sequence[int | None]) -> list[Usage]:
    """How mentions, linked to entities of these ``numbers``, use their names."""
    linked = [(number, mention) for number, mention in zip(numbers, found, strict=True) if number is not None]
    names = Counter((number, mention.name or mention.text) for number, mention in linked)
    texts = Counter((number, mention.text) for number, mention in linked)
    return [Usage(*pair, names[pair], texts[pair]) for pair in names | texts]


def usages_of(connection: Connection, documents: Collection[int]) -> list[Usage]:
    """How the mentions of stored documents use their names."""
    found: list[Usage] = []
    for chunk in chunked(documents):
        found += _used(connection, "document", chunk)
    return found


def bases_of(connection: Connection, documents: Collection[int]) -> set[int]:
    """The entities by whose own name stored documents mention somebody."""
    found: set[int] = set()
    for chunk in chunked(documents):
        query = "SELECT DISTINCT base FROM mentions WHERE document IN (...) AND base IS NOT NULL"
        found.update(column(connection.execute(listed(query, chunk), chunk)))
    return found


def _used(connection: Connection, of: str, chunk: list[int]) -> list[Usage]:
    """How mentions use their names: those whose column ``of`` holds one of some numbers."""
    counts: list[Counter[tuple[int, str]]] = []
    for form in _FORMS:
        query = listed(_USED.format(form=form, of=of), chunk)
        counts.append(Counter({(row.entity, row.form): row.times for row in connection.execute(query, chunk)}))
    names, texts = counts
    return [Usage(*pair, names[pair], texts[pair]) for pair in names | texts]


def count(connection: Connection, used: Sequence[Usage], *, label_of: dict[int, Label] | None = None) -> None:
    """Add ``used`` to the counts, when ``label_of`` gives the labels of the entities; else take it away."""
    if not used:
        return
    if label_of is None:
        connection.executemany(_TAKE_AWAY, [(one.as_name, one.as_text, one.entity, one.form) for one in used])
        return
    added = [
        (
            *(usage.entity, usage.form, key(usage.form, label_of[usage.entity]), folded(usage.form)),
            *(usage.as_name, usage.as_text),
        )
        for usage in used
    ]
    connection.executemany(_ADD, added)


def recount(connection: Connection, numbers: Collection[int]) -> None:
    """Count the forms of entities anew, from their mentions."""
    for chunk in chunked(numbers):
        connection.execute(listed("DELETE FROM entity_forms WHERE entity IN (...)", chunk), chunk)
        found = connection.execute(listed("SELECT id, label FROM entities WHERE id IN (...)", chunk), chunk)
        label_of = {row.id: Label(row.label) for row in found}
        count(connection, _used(connection, "entity", chunk), label_of=label_of)


def settle(connection: Connection, numbers: Collection[int]) -> None:
    """Give entities whose counts changed their display name; those that nothing mentions any more are removed.

    The most frequent canonical form of the entity's own name is its display name, rather in ordinary capitals, unless
    a hand gave it another.
    """
    named = []
    idle = []
    for chunk in chunked(numbers):
        worn_out = "DELETE FROM entity_forms WHERE entity IN (...) AND as_name <= 0 AND as_text <= 0"
        connection.execute(listed(worn_out, chunk), chunk)
        alive = set()
        names = connection.execute(listed(_NAMES, chunk), chunk).fetchall()
        for entity, group in groupby(names, key=attrgetter("entity")):
            rows = list(group)
            alive.add(entity)
            times = sum(row.as_name for row in rows)
            named.append((rows[0].called or rows[0].form, times, entity))
        idle += [number for number in chunk if number not in alive]
    connection.executemany("UPDATE entities SET name = ?, mentions = ? WHERE id = ?", named)
    for chunk in chunked(idle):
        connection.execute(listed("UPDATE entities SET mentions = 0 WHERE id IN (...)", chunk), chunk)
        connection.execute(listed(_UNNAMED, chunk), chunk)
