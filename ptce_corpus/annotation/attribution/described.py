"""Speakers right behind a remark's verb whom no list knows: "glisse la bergère", "assure l'une d'elles"."""

from __future__ import annotations

import re
from functools import cache

from ptce_corpus.annotation.attribution.sources import Sort, Source, pronoun_source
from ptce_corpus.annotation.gazetteer import is_first_name
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.word_lists import word_set, word_table
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_NOUN = re.compile(
    r"\s+(?P<article>l[ae]s?\s+|l'|une?\s+|des\s+|plusieurs\s+|certaine?s\s+|ce(?:tte|t|s)?\s+|s(?:on|a|es)\s+|leurs?\s+"
    r"|d'autres\s+|deux\s+|trois\s+|quelques\s+)(?:jeunes?\s+|vie(?:ux|ille)\s+|petite?\s+|ancienne?\s+)?(?P<noun>[^\W\d_]{3,}(?:-[^\W\d_]+)*)"
)
_PARTITIVE = re.compile(r"\s+l'une?\s+(?:d'eux|d'elles|d'entre\s+(?:eux|elles))(?!\w)")
_PRONOUN = re.compile(
    r"\s+(celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier|cette dernière|ces derniers|ces dernières)(?!\w)"
)
_ALONE = re.compile(r"\s+([A-ZÀ-Ý][\w-]+)(?=\s*(?:[,.;:!?)]|\Z))")
_NAME = re.compile(r"\s+((?:[A-ZÀ-Ý][\w'’-]+|[A-ZÀ-Ý]\.)(?:\s+(?:d[eu]s?\s+|d['’])?[A-ZÀ-Ý][\w'’-]+){1,3})")


def described(prose: Prose, stretch: Span) -> Source | None:
    """The noun or the unknown name with which ``stretch``, the words behind a verb, begins; None for things."""
    partitive = _PARTITIVE.match(prose.low, stretch.start, stretch.end)
    if partitive:
        start = stretch.start + 1
        return Source(Span(start, partitive.end()), Sort.PERSON, None, False, start, definite=False)
    pronoun = _PRONOUN.match(prose.low, stretch.start, stretch.end)
    if pronoun:
        return pronoun_source(prose, Span(*pronoun.span(1)))
    name = _NAME.match(prose.text, stretch.start, stretch.end) or _first_name(prose, stretch)
    if name:
        span = Span(*name.span(1))
        written = " ".join(name[1].split())
        return Source(span, Sort.NAME, None, False, span.start, name=written, label=Label.PER)
    noun = _NOUN.match(prose.low, stretch.start, stretch.end)
    if noun is None or flat(noun["noun"]) in _things() or prose.text[noun.start("noun")].isupper():
        return None
    index = prose.word_at(noun.start("noun"))
    if index >= len(prose.words) or prose.tag(index) not in (None, "NOUN"):
        return None
    article = noun["article"].strip()
    gender = {"le": "m", "un": "m", "ce": "m", "cet": "m", "la": "f", "une": "f", "cette": "f"}.get(article)
    start = noun.start("article")
    plural = article in ("les", "des", "plusieurs", "ces", "ses", "leurs", "d'autres", "deux", "trois", "quelques")
    definite = article in word_table("people")["before"]["definite"]
    return Source(
        Span(start, noun.end("noun")), Sort.PERSON, gender, plural, start, definite=definite, head=noun["noun"]
    )


def _first_name(prose: Prose, stretch: Span) -> re.Match[str] | None:
    """A first name alone, before a stop."""
    found = _ALONE.match(prose.text, stretch.start)
    return found if found and is_first_name(found[1]) else None


@cache
def _things() -> frozenset[str]:
    """Texts, times and the like, which say nothing themselves."""
    return frozenset(map(flat, word_set("reporting_words", "documents") | word_set("reporting_words", "no_speakers")))
