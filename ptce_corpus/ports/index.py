"""Full-text indexes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import Query
from ptce_corpus.domain.results import Facet, Ranking


class PassageIndex(Protocol):
    """An index of passages, for threads to share. Its answers agree with ``search/match.py`` on what matches."""

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Ranking:
        """The passages that match, best first (then by passage number), from ``offset``, at most ``limit``."""
        ...

    def matching(self, query: Query) -> frozenset[int]:
        """The numbers of all passages that match."""
        ...

    def facets(self, query: Query, *, limit: int) -> Mapping[str, tuple[Facet, ...]]:
        """What the passages that match have in common, as ``search/facets.py`` says: ``limit`` values a facet."""
        ...

    def documents(self) -> frozenset[int]:
        """The numbers of the documents that this index holds."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


class IndexGenerations(Protocol):
    """The generations of an index: one in service, the next made beside it."""

    def current(self) -> PassageIndex:
        """Open the generation in service.

        Raises:
            WorkspaceError: when there is none, or it is damaged.
        """
        ...

    def advance(self, added: Iterable[IndexedPassage], removed: Collection[int], *, afresh: bool = False) -> None:
        """Make the next generation, with passages ``added`` and documents ``removed``, and put it in service.

        ``afresh`` starts from nothing. Readers of the old generation go on undisturbed; a crash leaves it in service.
        """
        ...
