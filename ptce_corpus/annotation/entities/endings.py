"""Where the name of a body ends that a tagger took for longer: before what a verb of the sentence governs.

"Elle travaille avec le Réseau d'aide aux écoles | à l'ouverture d'une cantine": a name has one complement with "à".
"""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.annotation.word_lists import either, word_table
from ptce_corpus.domain.span import Span

_TO = re.compile(r"(?<!\bet)(?<!\bou)(?<![,/])\s+(?:à(?:\s+l(?:a\b|es\b|['’]))?|aux?\b)")
_ASIDE = re.compile(r",\s+(?!(?:et|de|du|des|d['’]|à|au|aux|pour)\b)[^\W\d_A-ZÀ-Ý]")
_LISTED = re.compile(r"\s(?:et|&|ou)\s")
_DANGLING = re.compile(r"(?:\s+(?:de|du|des|la|le|les|à|aux?|et|ou|pour|en|par|sur|avec|une?)|\s+[dl]['’])+\Z")


@cache
def _breaks() -> re.Pattern[str]:
    """Words that no name holds: they take up what was named, or tell of it."""
    return re.compile(rf"(?<![\s¬-])[\s,]+{either(word_table('organisations')['breaks'])}(?![\w'’-])")


def ended(text: str, span: Span) -> Span:
    """``span`` up to where the name of a body ends; lower-case letters after it belong to the sentence."""
    inside = span.cut(text)
    ends = [len(inside)]
    if len(governed := list(_TO.finditer(inside))) > 1:
        ends.append(governed[1].start())
    if match := _breaks().search(inside):
        ends.append(match.start())
    ends += [match.start() for match in _ASIDE.finditer(inside) if not _LISTED.search(inside, match.end())]
    end = min(ends)
    if match := _DANGLING.search(inside, 0, end):
        end = match.start()
    return Span(span.start, span.start + end) if end > 0 else span
