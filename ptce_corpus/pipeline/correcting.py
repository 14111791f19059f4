"""Which documents the corrections made by hand touch, and which corrections touch none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ptce_corpus.ports.catalogue import RawTextStore
from ptce_corpus.text.corrections import EVERYWHERE, Correction, Corrections, Fault


@dataclass(frozen=True, slots=True)
class Touched:
    """The corrections that touch each document of the catalogue, by identifier, in order; and those that touch none."""

    documents: Mapping[str, tuple[Correction, ...]]
    idle: tuple[Correction, ...] = ()

    def of(self, document: str) -> tuple[Correction, ...]:
        """The corrections that touch a document."""
        return self.documents.get(document, ())


def touched(store: RawTextStore, corrections: Corrections) -> Touched:
    """Look for the text of each correction in the raw pages of the documents that it is asked of."""
    found: dict[str, list[Correction]] = {}
    idle = []
    for line in corrections.lines:
        names = dict.fromkeys(_holders(store, line))
        for name in names:
            found.setdefault(name, []).append(line)
        if not names:
            idle.append(line)
    return Touched({name: tuple(lines) for name, lines in found.items()}, tuple(idle))


def warnings(corrections: Corrections, idle: tuple[Correction, ...]) -> tuple[str, ...]:
    """What is told of the lines that could not be made use of, by line."""
    unmet = (Fault(line.line, f"nothing matches {line.text!r} in {line.document}") for line in idle)
    return tuple(str(fault) for fault in sorted((*corrections.faults, *unmet), key=lambda fault: fault.line))


def _holders(store: RawTextStore, line: Correction) -> Iterator[str]:
    document = None if line.document == EVERYWHERE else line.document
    for name, page, raw in store.raw_pages(line.piece, document=document):
        if line.concerns(name, page) and line.places(raw):
            yield name
