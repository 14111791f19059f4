"""Bring the index up to date with the catalogue."""

from __future__ import annotations

from ptce_corpus.errors import WorkspaceError
from ptce_corpus.ports.catalogue import PassageStore
from ptce_corpus.ports.index import IndexGenerations


def build_index(store: PassageStore, generations: IndexGenerations, *, afresh: bool = False) -> tuple[int, int]:
    """Make and put in service a generation that holds the catalogue's documents; nothing to do makes none.

    Gives how many documents were added and removed. An index that is missing, damaged or made by another analysis
    is made afresh: it is derived, losing it costs time only.
    """
    held = store.numbers()
    indexed: frozenset[int] = frozenset()
    if not afresh:
        try:
            current = generations.current()
        except WorkspaceError:
            afresh = True
        else:
            indexed = current.documents()
            current.close()
    added, removed = held - indexed, indexed - held
    if added or removed or afresh:
        generations.advance(store.indexable(added), removed, afresh=afresh)
    return len(added), len(removed)
