"""Words and marks of a text, each a token, as tools that count tokens want them; sentences that cut no mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ptce_corpus.domain.annotation import Mention
from ptce_corpus.domain.span import Span
from ptce_corpus.text.sentences import sentences
from ptce_corpus.text.tokens import tokens

_REST = re.compile(r"\w+['’]?|([^\w\s])\1*")
"""What stands between the words of the index: elided words, and marks, equal ones together."""


def words(text: str, within: Span, *, cuts: Sequence[int] = ()) -> list[Span]:
    """The tokens of a stretch of ``text``, in order; every visible character is in one, and none holds a blank.

    Those of the index (``text/tokens.py``) stay what they are; a token is cut where one of ``cuts`` falls inside it.
    """
    stretch = within.cut(text)
    found: list[Span] = []
    end = 0
    for token in tokens(stretch):
        found += (Span(*match.span()) for match in _REST.finditer(stretch, end, token.span.start))
        found += _without_blanks(stretch, token.span)
        end = token.span.end
    found += (Span(*match.span()) for match in _REST.finditer(stretch, end))
    return list(_cut((span.shifted(within.start) for span in found), cuts))


def _without_blanks(text: str, span: Span) -> Iterator[Span]:
    for match in re.finditer(r"\S+", span.cut(text)):
        yield Span(*match.span()).shifted(span.start)


def _cut(spans: Iterable[Span], cuts: Sequence[int]) -> Iterator[Span]:
    """The spans, in order, cut at ``cuts``, which are in order too."""
    index = 0
    for span in spans:
        inside = [span.start]
        while index < len(cuts) and cuts[index] < span.end:
            if cuts[index] > inside[-1]:
                inside.append(cuts[index])
            index += 1
        yield from (Span(*ends) for ends in pairwise([*inside, span.end]))


def whole_sentences(text: str, mentions: Sequence[Mention]) -> Iterator[Span]:
    """The sentences of ``text``, in order, put together where a mention runs from one into the next."""
    spans = sorted(mention.span for mention in mentions)
    index = 0
    open_: Span | None = None
    reach = 0
    for sentence in sentences(text):
        open_ = sentence if open_ is None else open_.union(sentence)
        while index < len(spans) and spans[index].start < sentence.end:
            reach = max(reach, spans[index].end)
            index += 1
        if reach <= sentence.end:
            yield open_
            open_ = None
    if open_ is not None:
        yield open_
