"""Telling which names over the whole archive mean the same person, organisation or place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from ptce_corpus.domain.linking import Linking, Named


class Linker(Protocol):
    """Links the names of an archive to entities."""

    def link(self, found: Sequence[Named]) -> Linking:
        """Which of ``found`` are one, which are several, and where the places are. The answer is whole each time."""
        ...


class LinkStore(Protocol):
    """What is linked in a catalogue."""

    def named(self) -> Sequence[Named]:
        """All names of the archive, apart from what is linked today."""
        ...

    def put_linking(self, linking: Linking, fingerprint: str) -> None:
        """Replace what is linked, in one transaction; the documents that it changes are noted as relinked."""
        ...

    def link_fingerprint(self) -> str | None:
        """What the linking in service was made from."""
        ...

    def index_engine(self) -> str | None:
        """The engine whose index last followed this catalogue; None where none did."""
        ...

    def note_index(self, engine: str) -> None:
        """Note that the index of an engine holds what this catalogue holds."""
        ...

    def relinked(self) -> frozenset[int]:
        """Documents whose entities changed their name, or whose passages their theme, since they were last indexed."""
        ...

    def forget_relinked(self, documents: Collection[int]) -> None:
        """Note that these documents are indexed under the names of today."""
        ...
