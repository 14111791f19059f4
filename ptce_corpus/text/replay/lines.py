"""Corrections made to the annotations of a document, one line after the other, and which of them touch it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.domain.document import Document
from ptce_corpus.domain.span import Span
from ptce_corpus.text import correction_values as actions
from ptce_corpus.text.corrections import Correction, Touch, plain
from ptce_corpus.text.replay import names, stage, statements
from ptce_corpus.text.replay.places import Places
from ptce_corpus.text.replay.sheet import Sheet

_MAKERS: Mapping[str, Callable[[Sheet, Correction, Sequence[Span]], bool]] = {
    actions.DELETE: names.delete,
    actions.RETYPE: names.retype,
    actions.NAME: names.name,
    actions.TAG: names.tag,
    actions.DATE: names.date,
    actions.QUOTE: statements.quote,
    actions.UNQUOTE: statements.unquote,
    actions.SPEAKER: statements.speaker,
    actions.APPEAR: stage.appear,
    actions.UNAPPEAR: stage.unappear,
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """Annotations as corrected, and the lines that touch their document, in order."""

    annotations: Annotations
    touches: tuple[Touch, ...] = ()


def replayed(document: Document, found: Annotations, corrections: Iterable[Correction]) -> Replayed:
    """Make the ``corrections`` that are on annotations to those ``found`` in the text of ``document``, in order.

    A line touches the document when its text stands there, or is a name there before or after all corrections.
    """
    asked = [line for line in corrections if not line.textual and line.is_asked_of(document.identifier)]
    if not asked:
        return Replayed(found)
    sheet = Sheet.of(Places(document), found)
    before = sheet.names()
    heard = set(before)
    told: list[tuple[Correction, bool, bool]] = []
    for line in asked:
        spots = sheet.places.spots(line)
        made = bool(spots or plain(line.text) in heard) and _MAKERS[line.action](sheet, line, spots)
        heard.update(map(plain, line.value.split("|")) if made else ())
        told.append((line, bool(spots), made))
    after = sheet.annotations()
    final = Sheet.of(sheet.places, after).names()
    touches = (
        Touch(line, moot=not made)
        for line, printed, made in told
        if made or printed or _named(line, before) or _named(line, final)
    )
    return Replayed(after, tuple(touches))


class Holdings:
    """What a document holds that a correction could speak of."""

    def __init__(self, document: Document, found: Annotations) -> None:
        self._identifier = document.identifier
        self._places = Places(document)
        self._names = Sheet.of(self._places, found).names()

    def hold(self, line: Correction) -> bool:
        """Whether the document holds the text of a line that is asked of it, in its text or as a name."""
        if line.textual or not line.is_asked_of(self._identifier):
            return False
        return bool(self._places.spots(line)) or _named(line, self._names)


def _named(line: Correction, names: Mapping[str, frozenset[int]]) -> bool:
    """Whether the text of a line is a name on the pages that it is asked of."""
    pages = names.get(plain(line.text), frozenset())
    return bool(pages) and (line.page is None or line.page in pages)
