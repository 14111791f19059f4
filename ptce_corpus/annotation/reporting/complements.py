"""What a reporting verb takes beside a clause: an infinitive, a noun phrase, an adjective."""

from __future__ import annotations

import re

from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.cues import Cue
from ptce_corpus.annotation.reporting.verbs import constructions
from ptce_corpus.annotation.word_lists import word_set

_WINDOW = 14
"""Words between a verb and the "que" that it governs, at most."""
_INFINITIVE = re.compile(r"\w+(?:er|ir|re)\Z")
_STOPS = '.;:!?«»“”"'
_PHRASE = 9
"""Words of a noun phrase behind which an adjective still judges it."""


def following(prose: Prose, cue: Cue) -> range:
    """Numbers of the words after a verb group, up to the next stop."""
    last = min(cue.last + 1 + _WINDOW, len(prose.words))
    for index in range(cue.last + 1, last):
        between = prose.low[prose.spans[index - 1][1] : prose.spans[index][0]]
        if any(mark in between for mark in _STOPS) or "\n\n" in between:
            return range(cue.last + 1, index)
    return range(cue.last + 1, last)


def first_word(prose: Prose, cue: Cue) -> int | None:
    """Number of the first word after the group and its adverbs."""
    inside = word_set("reporting_words", "inside")
    for index in following(prose, cue):
        word = prose.words[index]
        between = prose.low[prose.spans[index - 1][1] : prose.spans[index][0]].strip()
        if between not in ("", ",", "-"):
            return None
        if word in ("de", "d'", "en", "comment") or not (
            word in inside or word.endswith("ment") or (cue.inverted and word in ("t", "il", "elle", "ils", "elles"))
        ):
            return index
    return None


def infinitive(prose: Prose, cue: Cue) -> int | None:
    """Start of an infinitive: bare, or behind the "de" or "à" of verbs that take one."""
    index = first_word(prose, cue)
    if index is None:
        return None
    word = prose.words[index]
    if word in ("de", "d'") and cue.lemma in constructions("de"):
        return _verb_from(prose, index + 1)
    if word == "à" and cue.lemma in constructions("at"):
        return _verb_from(prose, index + 1)
    if cue.lemma in constructions("at") and word in word_set("reporting_words", "objects"):
        starts = (_verb_from(prose, later + 1) for later in following(prose, cue) if prose.words[later] == "à")
        return next((start for start in starts if start is not None), None)
    if word in ("à", "au", "aux") and cue.lemma in constructions("de"):
        for later in following(prose, cue):
            if prose.words[later] in ("de", "d'") and (found := _verb_from(prose, later + 1)) is not None:
                return found
        return None
    return _verb_from(prose, index) if cue.lemma in constructions("infinitive") else None


def _verb_from(prose: Prose, index: int) -> int | None:
    """Place of an infinitive with the clitics and "ne pas" before it."""
    clitics = word_set("reporting_words", "clitics")
    at = index
    while at < len(prose.words) and (
        prose.words[at] in clitics or prose.words[at] in ("pas", "plus", "jamais", "bien")
    ):
        at += 1
    if at >= len(prose.words) or at - index > 4 or not _INFINITIVE.match(prose.words[at]):
        return None
    tag = prose.tag(at)
    return prose.spans[index][0] if tag in (None, "VERB", "AUX") else None


def nominal(prose: Prose, cue: Cue) -> int | None:
    """Start of a noun phrase that tells what was said."""
    if cue.lemma not in constructions("nominal") or (prose.tagged and not cue.sure):
        return None
    index = first_word(prose, cue)
    if index is None:
        return None
    link = {"sur": "on", "pour": "for", "contre": "for", "à": "to", "au": "to", "aux": "to"}.get(prose.words[index])
    on = link is not None and cue.lemma in constructions(link)
    known = prose.words[index] in word_set("reporting_words", "objects") or prose.tag(index) == "NUM"
    if not on and (not known or {cue.lemma} <= constructions("for") | constructions("to") | constructions("adjective")):
        return None
    if "," in prose.low[cue.span.end : prose.spans[index][0]]:
        return None
    if prose.words[index] in ("de", "d'", "sur", "pour", "contre", "à", "au", "aux"):
        index += 1
    return prose.spans[index][0] if index < len(prose.spans) else None


def adjective(prose: Prose, cue: Cue) -> int | None:
    """Start of an adjective with its complement: "s'est dit favorable à …", "juge indispensable de …"."""
    if cue.lemma not in constructions("adjective") or not prose.tagged:
        return None
    index = cue.last + 1
    while index < len(prose.words) and (prose.tag(index) == "ADV" or prose.words[index] in _degrees()):
        index += 1
    if index >= len(prose.words):
        return None
    gap = prose.low[cue.span.end : prose.spans[index][0]]
    quote = prose.quote_around(prose.spans[index][0])
    if gap.strip(_SPACED + '«“"'):
        return None
    led = prose.words[index + 1 : index + 2] in (["de"], ["d'"], ["que"], ["qu'"]) and prose.tag(index) == "NOUN"
    participle = prose.tag(index) == "VERB" and not _INFINITIVE.match(prose.words[index])
    fit = led or participle or prose.tag(index) == "ADJ"
    first = prose.spans[cue.last + 1][0]
    return (min(first, quote.outer.start) if quote is not None else first) if fit else None


_SPACED = " \n\tabcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùœ"


def _degrees() -> frozenset[str]:
    return word_set("reporting_words", "inside")


def judgement(prose: Prose, cue: Cue) -> int | None:
    """Start of a noun phrase that an adjective behind it judges: "juge la situation intenable"."""
    if cue.lemma not in constructions("adjective") or not prose.tagged or not cue.sure:
        return None
    index = first_word(prose, cue)
    if index is None or prose.words[index] not in word_set("reporting_words", "objects") - {"de", "d'", "des", "du"}:
        return None
    last = max((place for place in following(prose, cue) if place - index <= _PHRASE), default=index)
    judged = last - index >= 2 and prose.tag(last) == "ADJ" and prose.tag(last - 1) in ("NOUN", "PROPN", "ADV")
    return prose.spans[index][0] if judged else None
