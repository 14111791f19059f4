"""Regional branches of a body: its name or acronym with the région or département behind it ("ADEME Normandie")."""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.word_lists import either
from ptce_corpus.domain.span import Span

_LEAST = 4
"""Letters of the shortest area looked for: "Ain" and "Lot" stand behind too many other words."""


@cache
def _area() -> re.Pattern[str]:
    names = [name for name in gazetteer.areas() if len(name) >= _LEAST]
    forms = either({*names, *(name.upper() for name in names), *(name.replace("-", " ") for name in names)})
    return re.compile(rf"[ \u00a0]{forms}(?![\w]|[-’'&]\w|[ ]et[ ][A-ZÀ-Ý])")


def with_area(text: str, span: Span) -> Span:
    """``span`` of a body with the area that stands right behind it, if any."""
    match = _area().match(text, span.end)
    return Span(span.start, match.end()) if match else span
