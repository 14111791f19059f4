"""Which documents the corrections made by hand touch, and which corrections touch none.

A line on the text touches a document whose raw pages hold its text. A line on annotations may take away what made it
touch (a name that no page prints); so the mark of an annotated document keeps the lines that touched it when it was
annotated, and only others are looked for in what the catalogue holds: once, since documents that come later are
annotated with all lines at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.ports.catalogue import DocumentStore
from ptce_corpus.ports.raw_text import RawTextStore
from ptce_corpus.text.corrections import EVERYWHERE, Correction, Corrections, Fault, Touch

_MADE, _MOOT = "+", "-"
_TOKEN = 12
"""Hexadecimal digits by which a line is known in the mark of a document."""
_PIECES = 2
"""Stretches of a line's text that are looked for before a document is read."""
_RECALLED = 16
"""Documents kept at hand while lines are looked for in them."""


class Archive(RawTextStore, DocumentStore, Protocol):
    """The stores in which corrections are looked for."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The corrections that touch each document of the catalogue, by identifier, in order; and those that touch none."""

    documents: Mapping[str, tuple[Touch, ...]]
    idle: tuple[Correction, ...] = ()

    def of(self, document: str) -> tuple[Touch, ...]:
        """The corrections that touch a document."""
        return self.documents.get(document, ())


def mark(step: str, touches: Sequence[Touch]) -> str:
    """The fingerprint of an annotated document: of the ``step``, and of the lines that touch it; these can be told."""
    if not touches:
        return step
    tokens = ((_MOOT if touch.moot else _MADE) + _token(touch.line) for touch in touches if not touch.line.textual)
    return fingerprint(step, [touch.line.content for touch in touches]) + "".join(tokens)


def touched(store: Archive, corrections: Corrections) -> Touched:
    """Which documents each correction touches: those marked with it, and those that hold its text."""
    found: dict[str, list[Touch]] = {}
    idle = []
    seek = _Search(store)
    for line in corrections.lines:
        moot = dict(seek.raw(line) if line.textual else seek.annotated(line))
        for name, idly in moot.items():
            found.setdefault(name, []).append(Touch(line, idly))
        if all(moot.values()):
            idle.append(line)
    return Touched({name: tuple(touches) for name, touches in found.items()}, tuple(idle))


def note_sought(store: Archive, corrections: Corrections, before: Touched) -> None:
    """Note the lines on annotations that need not be looked for again: each document touched ``before`` is marked."""
    marked = {name: {token for token, _ in _tokens(state.annotation)} for name, state in store.states().items()}
    waiting = {
        _key(touch.line)
        for name, touches in before.documents.items()
        for touch in touches
        if not touch.line.textual and _token(touch.line) not in marked.get(name, {_token(touch.line)})
    }
    keys = {_key(line) for line in corrections.lines if not line.textual} - waiting
    if keys != store.sought():
        store.note_sought(keys)


def warnings(corrections: Corrections, idle: tuple[Correction, ...]) -> tuple[str, ...]:
    """What is told of the lines that could not be made use of, by line."""
    unmet = (Fault(line.line, f"nothing matches {line.text!r} in {line.document}") for line in idle)
    return tuple(str(fault) for fault in sorted((*corrections.faults, *unmet), key=lambda fault: fault.line))


class _Search:
    """Looks for lines in the documents of a catalogue; what it gives says whether the line was moot there."""

    def __init__(self, store: Archive) -> None:
        from ptce_corpus.text.replay.lines import Holdings

        self._store = store
        self._states, self._sought = store.states(), store.sought()
        self._marked: dict[str, dict[str, bool]] = {}
        for name, state in self._states.items():
            for token, moot in _tokens(state.annotation):
                self._marked.setdefault(token, {})[name] = moot
        self._holdings = lru_cache(maxsize=_RECALLED)(lambda name: Holdings(*store.document(name)))

    def raw(self, line: Correction) -> Iterator[tuple[str, bool]]:
        """The documents whose raw pages hold the text of a line."""
        document = None if line.document == EVERYWHERE else line.document
        for name, page, raw in self._store.raw_pages(line.pieces[0], document=document):
            if line.concerns(name, page) and line.places(raw):
                yield name, False

    def annotated(self, line: Correction) -> Iterator[tuple[str, bool]]:
        """The documents marked with a line, and those that hold its text in their text or as a name."""
        marked = self._marked.get(_token(line), {})
        yield from ((name, moot) for name, moot in marked.items() if line.is_asked_of(name))
        for name in sorted(self._candidates(line) - marked.keys()):
            if self._holdings(name).hold(line):
                yield name, False

    def _candidates(self, line: Correction) -> frozenset[str]:
        """The documents that may hold the text of a line, but for those in which it was looked for before."""
        if _key(line) in self._sought:
            return frozenset()
        if line.document != EVERYWHERE:
            return frozenset({line.document} & self._states.keys())
        first, *rest = line.pieces[:_PIECES]
        found = self._store.holders(first)
        for piece in rest:
            found = found & self._store.holders(piece) if found else found
        return found


def _key(line: Correction) -> str:
    """By what a line is known that was looked for."""
    return fingerprint(line.document, line.content)


def _token(line: Correction) -> str:
    return fingerprint(line.content)[:_TOKEN]


def _tokens(written: str) -> Iterator[tuple[str, bool]]:
    """The lines that a mark names, and whether each was moot."""
    start = min((at for sign in (_MADE, _MOOT) if (at := written.find(sign)) >= 0), default=len(written))
    for at in range(start, len(written), _TOKEN + 1):
        yield written[at + 1 : at + 1 + _TOKEN], written[at] == _MOOT
