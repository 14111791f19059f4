"""What the pages of a document look like, in figures: how much is prose, how many lines bear a clock time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PAGES, _TEXT = 40, 60_000
_TIMED = re.compile(r"\W{0,3}(?:de |à |vers )?[012]?\d ?(?:h(?!a)|:[0-5]\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.)]? +[^\W\d_]")
_CONTENTS = re.compile(r"[^\n]{4,120}?(?:[. ·…]{4,}|\t+ *)\d{1,4}")
_ARTICLE = re.compile(r"article (?:\d|premier|[ivx]+\b|[lrd]\.? ?\d)", re.IGNORECASE)
_LISTED = re.compile(r"[-–—•●▪◦*✓→]\s")
_QUOTED = re.compile(r"[«“][^«»“”]{0,2000}[»”]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SLOTS = 3
"""Lines with a clock time under which there is no timetable."""
_PROSE_WORDS = 9
"""Words from which a line, ended or not, belongs to running text rather than to a list, a form or a slide."""


def shape(pages: Sequence[str]) -> Mapping[str, float]:
    """Figures of the first 40 pages: ``pages`` and ``words`` count, the others are shares in [0, 1].

    ``timed``, ``numbered``, ``contents``, ``articles`` and ``listed`` are the shares of lines that open with a clock
    time, with a number as headings have, that end in leaders and a page number, that open an article of a text of law,
    or an entry of a list; ``prose`` is the share of words in long lines, ``quoted`` of characters between quotation
    marks.
    """
    text = "\n".join(pages[:_PAGES])[:_TEXT]
    lines = [line[:300] for line in map(str.strip, text.split("\n")) if line]
    words = [len(_WORD.findall(line)) for line in lines]
    count, total = max(len(lines), 1), sum(words)
    timed = sum(_TIMED.match(line) is not None for line in lines)
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(text))
    return {
        "pages": float(len(pages)),
        "words": float(total),
        "timed": timed / count if timed >= _SLOTS else 0.0,
        "numbered": sum(_NUMBERED.match(line) is not None for line in lines) / count,
        "contents": sum(_CONTENTS.fullmatch(line) is not None for line in lines) / count,
        "articles": sum(_ARTICLE.match(line) is not None for line in lines) / count,
        "listed": sum(_LISTED.match(line) is not None for line in lines) / count,
        "prose": sum(number for number in words if number >= _PROSE_WORDS) / max(total, 1),
        "quoted": quoted / max(len(text), 1),
    }
