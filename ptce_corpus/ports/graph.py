"""What binds the entities of the archive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Meant, Node, Office, Tie


class GraphStore(Protocol):
    """Entities as nodes, and the ties between them."""

    def meant_in(self, document: str) -> Sequence[Meant | None]:
        """What each mention of a document means, in order of place; None for a date, a time, a function."""
        ...

    def ties(self, labels: Collection[Label], *, least: int = 1) -> Iterator[Tie]:
        """Entities of ``labels`` that share ``least`` passages, by their numbers."""
        ...

    def offices(self) -> Sequence[Office]:
        """Functions of people in organisations that the archive knows, by their numbers and the role."""
        ...

    def nodes(self, numbers: Collection[int]) -> Iterator[Node]:
        """Entities by number, in order."""
        ...
