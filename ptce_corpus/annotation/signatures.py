"""Who signs words that stand in a block of their own, or before a dash: a name, or someone described without one."""

from __future__ import annotations

import re

from ptce_corpus.annotation.guillemets import Quoted
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.referents import Referents
from ptce_corpus.annotation.sources import Sort, Source
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_REACH = 90
"""Code points behind the closing mark in which a signature begins."""
_GAP = re.compile(r"[\s.]*(?:[–—-]+\s*)?")
_DASH = re.compile(r"[–—-]")
_NOBODY = re.compile(r"(?:[Ll]['’]une?|[Uu]ne?)\s[^\n,;(]{2,60}")
"""Who signs without a name: "Une habitante du quartier"."""


def signed(prose: Prose, referents: Referents, quote: Quoted) -> Source | None:
    """Who signs a stretch behind its closing mark; None where nothing there is a signature."""
    text, end = prose.text, quote.outer.end
    match = _GAP.match(text, end)
    at = match.end() if match else end
    gap = text[end:at]
    if not ("\n" in gap or "." in gap or _DASH.search(gap)):
        return None
    alone = "\n" in gap and _own_block(prose, quote)
    nobody = _NOBODY.match(text, at) if alone and _DASH.search(gap) else None
    if nobody:
        return Source(Span(*nobody.span()), Sort.PERSON, None, False, at, definite=False)
    for source in referents.between(at, at + _REACH):
        if source.label is Label.PER and _only_title(prose, at, source) and _quiet(prose, source, alone=alone):
            return source
    return None


def _quiet(prose: Prose, source: Source, *, alone: bool) -> bool:
    """Whether the rest of a signature's line tells no more than a function."""
    line = prose.text.find("\n", source.span.end)
    rest = Span(source.span.end, line if line >= 0 else len(prose.text))
    if not prose.finite(rest):
        return True
    return alone and bool(re.match(r"\s*(?:[,–—(-]|$)", rest.cut(prose.text)))


def _only_title(prose: Prose, at: int, source: Source) -> bool:
    return not prose.low[at : source.start].strip(" \n*_") and source.start - at <= 3


def _own_block(prose: Prose, quote: Quoted) -> bool:
    """Whether the stretch begins its line."""
    line = prose.text.rfind("\n", 0, quote.outer.start) + 1
    return not prose.text[line : quote.outer.start].strip(" *_>\t")
