"""Paragraphs that run over a page's end: where the body of a page goes on in that of the next.

Only what cannot be taken for anything else counts: prose that stops in the middle of a sentence, before a page that
begins in lower case. Lists, tables, headings, captions and notes at the foot of a page end with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ptce_corpus.domain.document import Page, PageEnd
from ptce_corpus.domain.span import Span
from ptce_corpus.text.layout import keeps_hyphen
from ptce_corpus.text.lexicon import listed

_SHORTEST = 30
"""Characters that a paragraph has at least, so that labels and loose words are no prose."""
_REACH = 4000
"""Characters on either side of a page's end that are looked at."""
_LONGEST_WORD = 60
"""Characters at the end of a line in which its last word is looked for."""
_FULL = 0.7
"""Share of the longest line that the last one fills when nothing else shows that it goes on."""
_LONG = 100
"""Characters at which a line fills its page whatever the others are: a paragraph may be one line."""
_ENOUGH_LINES = 3
"""Lines of a paragraph that tell how wide it is; a shorter one is measured by the lines above."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HYPHEN = re.compile(r"(?P<head>(?:[^\W\d_]+[-‐‑])*[^\W\d_]{2,})[-‐‑¬\xad]\Z")
_GOES_ON = re.compile(r"[\w,)»”%’'-]\Z")
_OPEN = re.compile(r"[,’']\Z")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_BEGINS = re.compile(r"[«“\"(]?[ ]?(?P<word>[^\W\d_]+)(?!\w)")
_MARK = re.compile(r"\(?[a-z]{1,4}[)°]|[a-z]{1,4}\.[ \t]|[b-xz][ \t]|\S{1,40}\.\w|https?:", re.IGNORECASE)
_NOTE = re.compile(
    r"[ \t]*(?:[(\[]?\d{1,3}[)\].]?[ \t]*(?=[^\W\d_a-z]|[«“\"(<])|\d{1,3}[.)\]][ \t]|[*†‡¹²³⁴-⁹][ \t]*\w)"
)
_CELLS = re.compile(r"\t| \| ")
_CODE = re.compile(r"[{}\\=;]\Z|\A[ \t]*[\\{}%$<>|]|\A\w+[ \t]*=")
_PROSE = re.compile(r"[^\W\d_]{2,}")
_WORDS = 4
"""Words that a paragraph has at least."""
_STOP = re.compile(r"[.!?…][»”)]?\s*\Z")


def flowing(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, each told how its body leads on to the next one's."""
    if not pages:
        return ()
    joints = (_ending(page, following) for page, following in pairwise(pages))
    return (*(replace(page, ending=ending) for page, ending in zip(pages, joints, strict=False)), pages[-1])


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The paragraph at one end of a page's body, and its line next to the page's end. ``span`` counts in the page."""

    page: Page
    text: str
    line: str
    span: Span

    @property
    def is_prose(self) -> bool:
        return len(self.text) >= _SHORTEST and len(_PROSE.findall(self.text)) >= _WORDS

    @property
    def is_laid_out(self) -> bool:
        """Whether the line lies in a table, in a heading or in a listing."""
        if _CELLS.search(self.line) or _CODE.search(self.line):
            return True
        layout = self.page.layout
        if not layout.tables and not layout.headings:
            return False
        source = self.page.content.source_span(self.span)
        laid_out = (*(table.span for table in layout.tables), *(heading.span for heading in layout.headings))
        return any(map(source.overlaps, laid_out))


def _ending(page: Page, following: Page) -> PageEnd:
    end, start = page.body, following.body
    opening = following.text[start.start : min(start.end, start.start + _REACH)]
    begins = _BEGINS.match(opening)
    if not len(end) or begins is None or not begins["word"][0].islower() or _MARK.match(opening):
        return PageEnd.CLOSED
    closing = page.text[max(end.start, end.end - _REACH) : end.end]
    last, first = _last(page, closing, end), _first(following, opening, start)
    if not last.is_prose or not (first.is_prose or _STOP.search(first.text)):
        return PageEnd.CLOSED
    if last.is_laid_out or first.is_laid_out or _is_aside(last):
        return PageEnd.CLOSED
    broken = _HYPHEN.search(last.line[-_LONGEST_WORD:])
    if not opening[0].isalpha() and (broken is not None or last.line[-1] in "»”"):
        return PageEnd.CLOSED
    if broken is not None:
        return PageEnd.COMPOUND if keeps_hyphen(broken["head"], begins["word"]) else PageEnd.WORD
    return PageEnd.LINE if _goes_on(last, closing) else PageEnd.CLOSED


def _last(page: Page, closing: str, body: Span) -> _Paragraph:
    text = _BLANK_LINE.split(closing)[-1]
    line = text[text.rfind("\n") + 1 :]
    return _Paragraph(page, text, line.strip(), Span(body.end - len(line), body.end))


def _first(page: Page, opening: str, body: Span) -> _Paragraph:
    text = _BLANK_LINE.split(opening, maxsplit=1)[0]
    line = text.split("\n", 1)[0]
    return _Paragraph(page, text, line.strip(), Span(body.start, body.start + len(line)))


def _is_aside(last: _Paragraph) -> bool:
    """Whether the paragraph is a caption, a note at the foot of the page or a line in capitals."""
    opening = _PROSE.match(last.text.lstrip(" \t(©"))
    if opening is not None and opening.group().lower() in listed("caption_openings"):
        return True
    return last.text.lstrip().startswith("©") or last.line.isupper() or any(map(_NOTE.match, last.text.split("\n")))


def _goes_on(last: _Paragraph, closing: str) -> bool:
    """Whether the last line stops in the middle of a sentence: open by its end, or as long as the others are wide."""
    if not _GOES_ON.search(last.line):
        return False
    word = _LAST_WORD.search(last.line[-_LONGEST_WORD:])
    if _OPEN.search(last.line) or (word is not None and word.group() in listed("function_words")):
        return True
    lines = last.text.split("\n")
    widest = max(len(line.strip()) for line in (lines if len(lines) >= _ENOUGH_LINES else closing.split("\n")))
    return len(last.line) >= min(_FULL * widest, _LONG)
