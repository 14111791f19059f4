"""Where known names stand in a text, word for word: one pass, whatever the number of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from ptce_corpus.domain.span import Span

_WORD = re.compile(r"[^\W_]+")
_SPACES = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "\u202f": " "})


def occurrences(text: str, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Each place of ``text`` where one of ``names`` stands as a whole, the longest name first, without overlap.

    A space in a name also meets the end of a line. Parts of addresses, of compounds and of web names do not count.
    """
    by_head: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        head = _WORD.match(name)
        if head is not None:
            by_head[head.group()].append(name)
    end = 0
    for match in _WORD.finditer(text):
        if match.start() < end or match.group() not in by_head:
            continue
        for name in by_head[match.group()]:
            span = Span(match.start(), min(len(text), match.start() + len(name)))
            if span.cut(text).translate(_SPACES) == name and _whole(text, span):
                end = span.end
                yield span, name
                break


def _whole(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    if before and (before in "@./-_" or before.isalnum()):
        return False
    if after and (after[0] in "@-_/" or after[0].isalnum()):
        return False
    return not (after[:1] == "." and after[1:].isalnum())
