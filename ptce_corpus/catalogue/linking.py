"""Mentions of the same name, over all documents, are one entity. Counts are kept as documents come and go.

An entity by its own name is the ``base`` of its mentions; what a linker found says which entity they mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from ptce_corpus.catalogue.database import chunked
from ptce_corpus.catalogue.naming import LINKED, folded, key
from ptce_corpus.catalogue.tables import entities, entity_forms, links, mentions
from ptce_corpus.domain.annotation import Label, Mention

_NAME = func.coalesce(func.nullif(mentions.c.name, ""), mentions.c.text)
"""A mention's canonical name, as ``mention.name or mention.text``."""


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
        connection.execute(insert(entities), rows)
        known |= _numbers(connection, missing)
    return [known[pair] if pair else None for pair in keys]


def meant(connection: Connection, bases: Sequence[int | None]) -> list[int | None]:
    """The entity that each of ``bases`` means, wherever it stands, by the linking in service."""
    heads: dict[int, int] = {}
    for chunk in chunked({base for base in bases if base is not None}):
        query = select(links.c.entity, links.c.head).where(links.c.entity.in_(chunk), links.c.document.is_(None))
        heads |= {row.entity: row.head for row in connection.execute(query)}
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
        query = select(entities.c.id, entities.c.label, entities.c.key).where(entities.c.key.in_(chunk))
        known |= {(row.label, row.key): row.id for row in connection.execute(query)}
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
        found += _used(connection, mentions.c.document.in_(chunk))
    return found


def bases_of(connection: Connection, documents: Collection[int]) -> set[int]:
    """The entities by whose own name stored documents mention somebody."""
    found: set[int] = set()
    for chunk in chunked(documents):
        query = select(mentions.c.base).where(mentions.c.document.in_(chunk), mentions.c.base.is_not(None)).distinct()
        found |= set(connection.execute(query).scalars())
    return found


def _used(connection: Connection, where: ColumnElement[bool]) -> list[Usage]:
    names: Counter[tuple[int, str]] = Counter()
    texts: Counter[tuple[int, str]] = Counter()
    for form, counts in ((_NAME, names), (mentions.c.text, texts)):
        query = select(mentions.c.entity, form.label("form"), func.count().label("times"))
        query = query.where(where, mentions.c.entity.is_not(None)).group_by(mentions.c.entity, form)
        for row in connection.execute(query):
            counts[row.entity, row.form] += row.times
    return [Usage(*pair, names[pair], texts[pair]) for pair in names | texts]


def count(connection: Connection, used: Sequence[Usage], *, label_of: dict[int, Label] | None = None) -> None:
    """Add ``used`` to the counts, when ``label_of`` gives the labels of the entities; else take it away."""
    if not used:
        return
    if label_of is None:
        statement = (
            update(entity_forms)
            .where(entity_forms.c.entity == bindparam("of_entity"), entity_forms.c.form == bindparam("of_form"))
            .values(
                as_name=entity_forms.c.as_name - bindparam("names"),
                as_text=entity_forms.c.as_text - bindparam("texts"),
            )
        )
        rows = [{"of_entity": u.entity, "of_form": u.form, "names": u.as_name, "texts": u.as_text} for u in used]
        connection.execute(statement, rows)
        return
    addition = insert(entity_forms)
    addition = addition.on_conflict_do_update(
        index_elements=[entity_forms.c.entity, entity_forms.c.form],
        set_={
            "as_name": entity_forms.c.as_name + addition.excluded.as_name,
            "as_text": entity_forms.c.as_text + addition.excluded.as_text,
        },
    )
    fields = [
        {
            "entity": usage.entity,
            "form": usage.form,
            "key": key(usage.form, label_of[usage.entity]),
            "folded": folded(usage.form),
            "as_name": usage.as_name,
            "as_text": usage.as_text,
        }
        for usage in used
    ]
    connection.execute(addition, fields)


def recount(connection: Connection, numbers: Collection[int]) -> None:
    """Count the forms of entities anew, from their mentions."""
    for chunk in chunked(numbers):
        connection.execute(delete(entity_forms).where(entity_forms.c.entity.in_(chunk)))
        query = select(entities.c.id, entities.c.label).where(entities.c.id.in_(chunk))
        label_of = {row.id: Label(row.label) for row in connection.execute(query)}
        count(connection, _used(connection, mentions.c.entity.in_(chunk)), label_of=label_of)


def settle(connection: Connection, numbers: Collection[int]) -> None:
    """Give entities whose counts changed their display name; those that nothing mentions any more are removed.

    The most frequent canonical form of the entity's own name is its display name, rather in ordinary capitals, unless
    a hand gave it another.
    """
    named = []
    idle = []
    for chunk in chunked(numbers):
        worn_out = (entity_forms.c.as_name <= 0) & (entity_forms.c.as_text <= 0)
        connection.execute(delete(entity_forms).where(entity_forms.c.entity.in_(chunk), worn_out))
        own = (entity_forms.c.key == entities.c.key).label("own")
        forms = select(entity_forms.c.entity, entity_forms.c.form, entity_forms.c.as_name, entities.c.called)
        forms = forms.join_from(entity_forms, entities, entity_forms.c.entity == entities.c.id)
        forms = forms.where(entity_forms.c.entity.in_(chunk), entity_forms.c.as_name > 0)
        loud = (entity_forms.c.form == func.upper(entity_forms.c.form)) & entity_forms.c.form.contains(" ")
        order = (entity_forms.c.entity, own.desc(), loud, entity_forms.c.as_name.desc(), entity_forms.c.form)
        alive = set()
        for entity, group in groupby(connection.execute(forms.order_by(*order)).all(), key=attrgetter("entity")):
            rows = list(group)
            alive.add(entity)
            times = sum(row.as_name for row in rows)
            named.append({"number": entity, "shown": rows[0].called or rows[0].form, "times": times})
        idle += [number for number in chunk if number not in alive]
    if named:
        change = update(entities).where(entities.c.id == bindparam("number"))
        connection.execute(change.values(name=bindparam("shown"), mentions=bindparam("times")), named)
    for chunk in chunked(idle):
        connection.execute(update(entities).where(entities.c.id.in_(chunk)).values(mentions=0))
        bases = select(mentions.c.base).where(mentions.c.base.in_(chunk))
        connection.execute(delete(entities).where(entities.c.id.in_(chunk), entities.c.id.not_in(bases)))
