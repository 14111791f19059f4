"""Taking documents out, with all that only they gave rise to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from sqlite3 import Connection

from ptce_corpus.catalogue import linking
from ptce_corpus.catalogue.database import chunked, column, listed


def numbers(connection: Connection, identifiers: Iterable[str]) -> list[int]:
    """The numbers of the documents of these names; names that are not there are passed over."""
    found: list[int] = []
    for chunk in chunked(identifiers):
        query = listed("SELECT id FROM documents WHERE identifier IN (...)", chunk)
        found += column(connection.execute(query, chunk))
    return found


def take_out(connection: Connection, gone: Collection[int]) -> set[int]:
    """Remove documents by number; gives the entities whose counts went down, which are still to be settled."""
    if not gone:
        return set()
    used = linking.usages_of(connection, gone)
    bases = linking.bases_of(connection, gone)
    linking.count(connection, used)
    for chunk in chunked(gone):
        connection.execute(listed("DELETE FROM documents WHERE id IN (...)", chunk), chunk)
    return bases | {usage.entity for usage in used}
