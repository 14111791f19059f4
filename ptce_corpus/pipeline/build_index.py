"""Bring the index up to date with the catalogue."""

from __future__ import annotations

from typing import Protocol

from ptce_corpus.errors import WorkspaceError
from ptce_corpus.ports.catalogue import PassageStore
from ptce_corpus.ports.index import IndexGenerations
from ptce_corpus.ports.linker import LinkStore


class Indexed(PassageStore, LinkStore, Protocol):
    """The stores that an index is fed from."""


def build_index(store: Indexed, generations: IndexGenerations, *, engine: str, afresh: bool = False) -> tuple[int, int]:
    """Make and put in service a generation that holds the catalogue's documents; nothing to do makes none.

    Gives how many documents were added and removed; those whose names or themes have changed since count as both. An
    index that is missing, damaged or made by another analysis is made afresh: it is derived, losing it costs time only.
    """
    held = store.numbers()
    # Another engine may have been in service since, and a new catalogue counts its documents from 1 again.
    afresh = afresh or store.index_engine() != engine
    indexed: frozenset[int] = frozenset()
    if not afresh:
        try:
            current = generations.current()
        except WorkspaceError:
            afresh = True
        else:
            indexed = current.documents()
            current.close()
    changed = store.relinked()
    added, removed = held - (indexed - changed), (indexed - held) | (indexed & changed)
    if added or removed or afresh:
        generations.advance(store.indexable(added), removed, afresh=afresh)
    store.forget_relinked(changed)
    store.note_index(engine)
    return len(added), len(removed)
