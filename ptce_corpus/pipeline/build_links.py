"""Bring up to date which names of the archive mean the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.ports.catalogue import PassageStore
from ptce_corpus.ports.linker import Linker, LinkStore


class Linked(PassageStore, LinkStore, Protocol):
    """The stores that names come from and links go to."""


def build_links(store: Linked, linker: Callable[[], Linker], *, mark: str, afresh: bool = False) -> bool:
    """Link the names anew where documents, rules or aliases (``mark``) changed. Gives whether they were.

    All names are looked at each time, as one new document may tell what an acronym of the others means; it takes
    seconds where annotation takes hours.
    """
    made_from = fingerprint(mark, sorted(store.numbers()))
    if not afresh and store.link_fingerprint() == made_from:
        return False
    store.put_linking(linker().link(store.named()), made_from)
    return True
