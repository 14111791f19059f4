"""Which reader a page of a PDF asks for, its text layer or OCR, and why.

The text layer is believed unless something speaks against it: letters that make no words, a scan under a layer that
an old OCR left or that says little of what the page shows, no text at all. OCR then has to do better.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum

import pypdfium2 as pdfium

from ptce_corpus.domain.document import Origin, SourcePage
from ptce_corpus.extraction.origins import PageText
from ptce_corpus.extraction.pdf.evidence import bare_ink, cover, invisible, strayed
from ptce_corpus.extraction.pdf.mending import mended
from ptce_corpus.extraction.pdf.pictures import Pictures, pictures
from ptce_corpus.text.lexicon import is_french
from ptce_corpus.text.quality import familiar, garbled, marked

ILLEGIBLE = 0.4
"""Legibility under which a text layer is garbage."""
_DOUBTFUL = 0.6
_FLAWLESS, _MARKED = 0.97, 0.07
"""Legibility from which, and share of marks up to which, no part of a page can be garbage."""
_GARBLED = 0.15
"""Share of a page in stretches of garbage from which OCR is asked."""
_HARDLY_ANY = 40
"""Characters under which a page full of pictures counts as scanned: a folio or a stamp."""
_LITTLE = 400
"""Characters under which a text may be but the heading or the caption of a picture of text."""
_SUBSTANTIAL = 80
"""Characters from which a text layer is worth judging."""
_SCAN = 0.6
"""Share of a page covered by images from which it is a scan with a text layer."""
_WHOLE = 0.9
"""Share of a page that a scan with but a folio or a stamp beside it covers."""
_INSERT = 0.3
"""Share of a page from which a picture may hold more text than its heading."""
_BARE = 0.5
"""Share of ink outside the text layer from which the layer leaves out most of what the page shows."""
_SOUND, _FAMILIAR = 0.93, 0.85
"""Legibility and share of known words of a good recognition of a page."""
_PROSE = 0.75
"""Share of known words in a picture of prose; one of a plan, a screen or a diagram has less."""
_CLEARLY = 0.15
_LOSS = 3.0
"""How much legibility falls with the share of letters that have no code."""
BLANK = "blank page"


class Contest(Enum):
    """What OCR must do to be preferred to the text layer."""

    NONE = "there is no layer to beat"
    LEGIBLE = "be more legible"
    CLEARLY = "be clearly more legible"
    KNOWN = "have more known words and not less text"
    SENSE = "be legible"
    MORE = "find more text, legible"
    PROSE = "find more text, prose"


@dataclass(frozen=True, slots=True)
class Choice:
    """A page as its text layer has it and, where OCR is to read it, why and what it has to do better."""

    page: SourcePage
    reason: str = ""
    contest: Contest | None = None

    @property
    def asks_ocr(self) -> bool:
        """Whether the page is to be read by OCR."""
        return self.contest is not None


def chosen(page: pdfium.PdfPage, text: PageText, *, number: int, forced: str | None = None) -> Choice:
    """The choice for one page; ``forced`` is the reader that the settings name (``ocr``, ``text-layer``)."""
    written = len("".join(text.text.split())) + text.lost
    layer = _layer(text, number)
    if forced == "text-layer":
        return Choice(replace(layer, note="the text layer is forced by the settings"))
    if forced == "ocr":
        return Choice(layer, "OCR is forced by the settings", Contest.NONE)
    if written < _HARDLY_ANY:
        return _nearly_empty(page, layer)
    if layer.legibility < ILLEGIBLE and written >= _SUBSTANTIAL:
        return Choice(layer, "the text layer is illegible", Contest.LEGIBLE)
    if layer.legibility < _DOUBTFUL and written >= _SUBSTANTIAL:
        return Choice(layer, "the text layer is hardly legible", Contest.CLEARLY)
    suspect = layer.legibility < _FLAWLESS or marked(layer.text) >= _MARKED
    if suspect and garbled(layer.text) >= _GARBLED:
        return Choice(layer, "the text layer is illegible in part", Contest.CLEARLY)
    return _over_pictures(page, layer, written=written)


def _layer(text: PageText, number: int) -> SourcePage:
    """The page as its text layer has it, mended where that makes it legible."""
    better = mended(text)
    written = better.text.text
    kept = 1.0 - min(1.0, _LOSS * text.lost / max(1, text.lost + len("".join(written.split()))))
    legibility = round(kept * better.legibility, 3)
    origin = Origin.TEXT_LAYER if written.strip() else Origin.NONE
    return SourcePage(number, written, origin, legibility, better.note, better.text.layout)


def _nearly_empty(page: pdfium.PdfPage, layer: SourcePage) -> Choice:
    """A page with hardly any text: blank, scanned or drawn, or just short."""
    seen = pictures(page)
    if layer.text.strip() and seen is not Pictures.MUCH:
        return Choice(layer)
    if seen is Pictures.NONE:
        return Choice(replace(layer, text="", origin=Origin.NONE, note=BLANK))
    if layer.text.strip():
        contest = Contest.MORE if cover(page).share >= _WHOLE else Contest.PROSE
        return Choice(layer, "the text layer holds a few words of the page", contest)
    return Choice(layer, "no text layer", Contest.NONE)


def _over_pictures(page: pdfium.PdfPage, layer: SourcePage, *, written: int) -> Choice:
    """A legible text layer, over a scan perhaps: it may be an old or a wrong one, or leave out most of the page."""
    covered = cover(page)
    if covered.share < _INSERT:
        return Choice(layer)
    with _textpage(page) as textpage:
        scanned = covered.share >= _SCAN and (covered.over_text or invisible(textpage))
        if scanned and strayed(page, textpage):
            return Choice(layer, "the text layer does not lie over the text", Contest.SENSE)
        if scanned and _is_poor(layer):
            return Choice(layer, "the text layer is a poor recognition", Contest.KNOWN)
        if (scanned or written < _LITTLE) and bare_ink(page, textpage) >= _BARE:
            contest = Contest.MORE if scanned else Contest.PROSE
            return Choice(layer, "the text layer leaves out most of the page", contest)
    return Choice(layer)


def _is_poor(layer: SourcePage) -> bool:
    """Whether a layer that an OCR program left reads badly; a good one in another language does not."""
    if layer.legibility < _SOUND:
        return True
    return is_french(layer.text) and familiar(layer.text) < _FAMILIAR


@contextmanager
def _textpage(page: pdfium.PdfPage) -> Iterator[pdfium.PdfTextPage]:
    textpage = page.get_textpage()
    try:
        yield textpage
    finally:
        textpage.close()


def preferred(choice: Choice, anew: SourcePage) -> SourcePage:
    """The better of a page's text layer and what OCR read, with the reason of the choice in its note."""
    layer = choice.page
    if anew.origin is not Origin.OCR:
        return replace(layer, note=f"{choice.reason}; {anew.note}") if layer.text.strip() else anew
    if not _wins(choice.contest, layer, anew):
        return replace(layer, note=f"{choice.reason}; OCR no better")
    return replace(anew, note=f"{choice.reason}; {anew.note}")


def _wins(contest: Contest | None, layer: SourcePage, anew: SourcePage) -> bool:
    """Whether OCR did what it must; the lengths of texts are in characters."""
    old, new = len(layer.text), len(anew.text)
    gain = familiar(anew.text) - familiar(layer.text)
    if contest is Contest.LEGIBLE:
        return anew.legibility > layer.legibility + 0.05
    if contest is Contest.CLEARLY:
        worse = max(anew.legibility - layer.legibility, garbled(layer.text) - garbled(anew.text))
        return worse >= _CLEARLY and gain >= _CLEARLY
    if contest is Contest.KNOWN:
        return new >= 0.85 * old and gain > 0.02
    if contest is Contest.SENSE:
        return anew.legibility >= _DOUBTFUL
    if contest in (Contest.MORE, Contest.PROSE):
        sense = anew.legibility >= _DOUBTFUL if contest is Contest.MORE else familiar(anew.text) >= _PROSE
        return sense and new >= 1.5 * old + _HARDLY_ANY
    return True
