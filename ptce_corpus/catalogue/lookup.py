"""Which entity a name means."""

from __future__ import annotations

from collections import defaultdict
from sqlite3 import Connection

from ptce_corpus.catalogue.database import listed, single
from ptce_corpus.catalogue.naming import LINKED, folded, initials, key, word_set
from ptce_corpus.domain.annotation import Label
from ptce_corpus.errors import NotFound

SUGGESTIONS = 5
"""Names offered when the one asked for is not there."""

LONGEST_ACRONYM = 10
"""Letters; a longer word is a word."""

_KEYED = "SELECT id FROM entities WHERE mentions > 0 AND key IN (...) ORDER BY mentions DESC, id LIMIT 1"
_MET = """
    SELECT id FROM entities
    WHERE mentions > 0 AND id IN (SELECT entity FROM entity_forms WHERE key IN (...))
    ORDER BY mentions DESC, id LIMIT 1
"""
_CALLED = "SELECT id, called FROM entities WHERE called IS NOT NULL AND mentions > 0 ORDER BY mentions DESC, id"
_HOLDING = """
    SELECT entity_forms.entity, entity_forms.folded
    FROM entity_forms JOIN entities ON entities.id = entity_forms.entity
    WHERE instr(entity_forms.folded, ?)
    ORDER BY entities.mentions DESC, entities.id
"""
_OF_LABEL = "SELECT id, name FROM entities WHERE label = ? AND mentions > 0 ORDER BY mentions DESC, id"
_NAMES = "SELECT key, name FROM entities WHERE mentions > 0 ORDER BY mentions DESC, id"


def entity_number(connection: Connection, name: str) -> int:
    """The entity that ``name`` means, the most mentioned of several.

    Asked in turn: a name given by hand or to tell homonyms apart; the very name; a form met in the text; a name that
    holds every word; an acronym.

    Raises:
        NotFound: when there is none; the remedy names some that come near.
    """
    keys = list({key(name, label) for label in LINKED} - {""})
    number = _by_given_name(connection, name)
    if number is None and keys:
        number = _by_key(connection, keys)
    if number is None and keys:
        number = _by_words(connection, name)
    if number is None:
        number = _by_initials(connection, folded(name))
    if number is None:
        raise NotFound(f"no person, organisation or place named {name!r}", remedy=_near(connection, name))
    return number


def _by_given_name(connection: Connection, name: str) -> int | None:
    rows = connection.execute(_CALLED)
    return next((row.id for row in rows if folded(row.called) == folded(name)), None)


def _by_key(connection: Connection, keys: list[str]) -> int | None:
    for query in (_KEYED, _MET):
        number: int | None = single(connection.execute(listed(query, keys), keys))
        if number is not None:
            return number
    return None


def _by_words(connection: Connection, name: str) -> int | None:
    words = word_set(name)
    rows = connection.execute(_HOLDING, (max(words, key=len),))
    return next((row.entity for row in rows if words <= set(row.folded.split())), None)


def _by_initials(connection: Connection, acronym: str) -> int | None:
    if not 2 <= len(acronym) <= LONGEST_ACRONYM or " " in acronym:
        return None
    rows = connection.execute(_OF_LABEL, (Label.ORG.value,))
    return next((row.id for row in rows if acronym in initials(row.name)), None)


def _near(connection: Connection, name: str) -> str:
    """Names with words that are nearly those asked for, the most mentioned first."""
    from difflib import get_close_matches  # wanted where a name is unknown only

    holders: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(_NAMES):
        for word in row.key.split():
            holders[word].append(row.name)
    near: dict[str, None] = {}
    for word in sorted(word_set(name), key=len, reverse=True):
        for close in get_close_matches(word, holders, n=SUGGESTIONS, cutoff=0.7):
            near |= dict.fromkeys(holders[close][:SUGGESTIONS])
    if not near:
        return "See those that the archive names: ptce entities"
    return "Perhaps: " + ", ".join(list(near)[:SUGGESTIONS])
