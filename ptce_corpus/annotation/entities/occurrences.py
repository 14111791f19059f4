"""Where known names stand in a text, word for word: one pass, whatever the number of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from ptce_corpus.domain.span import Span

_APOSTROPHE = "ʼ"
"""The modifier letter that some files print for an apostrophe: a letter to Unicode, a mark to readers."""
_WORD = re.compile(rf"[^\W_{_APOSTROPHE}]+")
_SPACES = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "\u202f": " "})


def occurrences(text: str, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Each place of ``text`` where one of ``names`` stands as a whole, the longest name first, without overlap.

    A space in a name also meets the end of a line. Parts of addresses, of compounds and of web names do not count.
    """
    known = set(names)
    if not known:
        return
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in known:
        head = _WORD.match(name)
        if head is not None:
            lengths[head.group()].add(len(name))
    ordered = {head: sorted(found, reverse=True) for head, found in lengths.items()}
    end = 0
    for match in _WORD.finditer(text):
        if match.start() < end or match.group() not in ordered:
            continue
        for length in ordered[match.group()]:
            span = Span(match.start(), min(len(text), match.start() + length))
            name = span.cut(text).translate(_SPACES)
            if name in known and _whole(text, span):
                end = span.end
                yield span, name
                break


def _whole(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    if before and before != _APOSTROPHE and (before in "@./-_" or before.isalnum()):
        return False
    if after and (after[0] in "@-_/" or after[0].isalnum()):
        return False
    return not (after[:1] == "." and after[1:].isalnum())
