"""Which entity a name means."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches

from sqlalchemy import ColumnElement, Connection, select

from ptce_corpus.catalogue.naming import LINKED, folded, initials, key, word_set
from ptce_corpus.catalogue.tables import entities, entity_forms
from ptce_corpus.domain.annotation import Label
from ptce_corpus.errors import NotFound

SUGGESTIONS = 5
"""Names offered when the one asked for is not there."""

LONGEST_ACRONYM = 10
"""Letters; a longer word is a word."""


def entity_number(connection: Connection, name: str) -> int:
    """The entity that ``name`` means, the most mentioned of several.

    Asked in turn: a name given by hand or to tell homonyms apart; the very name; a form met in the text; a name that
    holds every word; an acronym.

    Raises:
        NotFound: when there is none; the remedy names some that come near.
    """
    keys = {key(name, label) for label in LINKED} - {""}
    number = _by_given_name(connection, name)
    if number is not None:
        return number
    if keys:
        forms = select(entity_forms.c.entity).where(entity_forms.c.key.in_(keys))
        for where in (entities.c.key.in_(keys), entities.c.id.in_(forms)):
            number = _most_mentioned(connection, where)
            if number is not None:
                return number
    number = _by_words(connection, name) if keys else None
    if number is None:
        number = _by_initials(connection, folded(name))
    if number is None:
        raise NotFound(f"no person, organisation or place named {name!r}", remedy=_near(connection, name))
    return number


def _most_mentioned(connection: Connection, *where: ColumnElement[bool]) -> int | None:
    query = (
        select(entities.c.id)
        .where(entities.c.mentions > 0, *where)
        .order_by(entities.c.mentions.desc(), entities.c.id)
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def _by_given_name(connection: Connection, name: str) -> int | None:
    query = select(entities.c.id, entities.c.called).where(entities.c.called.is_not(None), entities.c.mentions > 0)
    rows = connection.execute(query.order_by(entities.c.mentions.desc(), entities.c.id))
    return next((row.id for row in rows if folded(row.called) == folded(name)), None)


def _by_words(connection: Connection, name: str) -> int | None:
    words = word_set(name)
    query = select(entity_forms.c.entity, entity_forms.c.folded, entities.c.mentions)
    query = query.join_from(entity_forms, entities, entity_forms.c.entity == entities.c.id)
    for word in words:
        query = query.where(entity_forms.c.folded.contains(word, autoescape=True))
    rows = connection.execute(query.order_by(entities.c.mentions.desc(), entities.c.id))
    return next((row.entity for row in rows if words <= set(row.folded.split())), None)


def _by_initials(connection: Connection, acronym: str) -> int | None:
    if not 2 <= len(acronym) <= LONGEST_ACRONYM or " " in acronym:
        return None
    query = select(entities.c.id, entities.c.name).where(entities.c.label == Label.ORG.value, entities.c.mentions > 0)
    rows = connection.execute(query.order_by(entities.c.mentions.desc(), entities.c.id))
    return next((row.id for row in rows if acronym in initials(row.name)), None)


def _near(connection: Connection, name: str) -> str:
    """Names with words that are nearly those asked for, the most mentioned first."""
    holders: dict[str, list[str]] = defaultdict(list)
    query = select(entities.c.key, entities.c.name).where(entities.c.mentions > 0)
    query = query.order_by(entities.c.mentions.desc(), entities.c.id)
    for row in connection.execute(query):
        for word in row.key.split():
            holders[word].append(row.name)
    near: dict[str, None] = {}
    for word in sorted(word_set(name), key=len, reverse=True):
        for close in get_close_matches(word, holders, n=SUGGESTIONS, cutoff=0.7):
            near |= dict.fromkeys(holders[close][:SUGGESTIONS])
    if not near:
        return "See those that the archive names: ptce entities"
    return "Perhaps: " + ", ".join(list(near)[:SUGGESTIONS])
