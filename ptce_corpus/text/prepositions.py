"""``à`` and ``où`` put back where an engine without the letters read ``a``, ``&``, ``@``, ``4``, and ``ou``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ptce_corpus.domain.alignment import Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text import tables
from ptce_corpus.text.known_names import in_town, is_first_name, is_town
from ptce_corpus.text.lexicon import known, rank

_LONE = re.compile(
    r"(?<![\w'’&.-])(?P<before>[\w'’-]{1,30}(?:,| \([^()\n]{1,20}\))?|[;:,»])[ \n]"
    r"(?P<read>[a&]?@|[a&][48]|[a&d48])(?=[ \n](?P<after>[^\W\d_][\w'’-]{0,30}+(?!\.[^\W\d_])|:|\d[\dh]{0,5}))"
)
_GRAVE = re.compile(r"(?<!\w)[àÀ](?!\w)")
_VERB = re.compile(r"(?<!\w)a(?!\w)")
_INFINITIVE = re.compile(r"(?:er|ir|oir|re)\Z")
_NO_INFINITIVE = re.compile(r"(?:ière|aire|oire|ture|tre|ier|cre|gre|rre|ble|ure|ffre|mbre|ère|ore)\Z")
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|i|is|ie|u|us|ue|it|ert|int)\Z")
_HOUR = re.compile(r"\d{1,2}h(?:\d\d)?\Z")
_HOURS = re.compile(r"[ \n]\d{1,2}[ \n]heures?\b")
_FROM = re.compile(
    r"\b(?:[Dd]e|[Ee]ntre|d'ici)(?:[ \n]\d[\d h]{0,8}|[ \n]\d{1,6}[ \n]en[ \n]\d{4}|[ \n][a-zéûô]{3,9}[ \n]\d{4})?\Z"
)
_WHERE = re.compile(
    r"(?<!\w)(?P<phrase>[^\W\d_]+(?:'|[ \n])(?:[^\W\d_]+[ \n])?(?P<noun>[^\W\d_]+))[ \n](?P<read>ou)"
    r"(?=[ \n](?P<after>[^\W\d_]+'?)(?P<next>[ \n]?[^\W\d_]*))"
)

_LEAST, _SURE = 0.75, 0.94
_FIGURES = frozenset("48")
_COMMON = 6400
"""Rank up to which a word that stands in the name of a town is a word rather."""


def _words() -> Mapping[str, frozenset[str]]:
    return tables.word_sets("prepositions")


def repairs(text: str, *, read: str | None = None) -> Iterator[Edit]:
    """The edits that put ``à`` back; only the surest where the text has its ``à`` too.

    ``read`` is the text as it was read, where ``text`` was repaired since and has more of them.
    """
    shown = text if read is None else read
    least = _SURE if len(_GRAVE.findall(shown)) * 4 > len(_VERB.findall(shown)) else _LEAST
    for match in _LONE.finditer(text):
        confidence = _confidence(text, match)
        if confidence >= least:
            yield Edit(Span(*match.span("read")), "à", "ocr-preposition", confidence)


def places(text: str) -> Iterator[Edit]:
    """The edits that put ``où`` back where a place or a time is told and a clause follows."""
    words = _words()
    for match in _WHERE.finditer(text):
        noun, after, then = match["noun"].lower(), match["after"].lower(), match["next"].lower()
        if noun not in words["where"] or then.strip() in words["other"]:
            continue
        clause = after in words["pronouns"] or after + then in words["pronouns"]
        time = after in words["articles"] and _definite(match["phrase"].lower())
        if clause or time or (noun in {"endroit", "lieu", "endroits", "lieux"} and _is_infinitive(after, after)):
            yield Edit(Span(*match.span("read")), "où", "ocr-preposition", 0.9)


def _definite(phrase: str) -> bool:
    """Whether a time is told as the one at which something is: ``au moment``, ``en cette nouvelle année``."""
    *ahead, noun = phrase.replace("'", " ").split()
    return bool({"au", "cette"} & set(ahead)) or (ahead[-1] == "l" and noun in {"heure", "époque"})


def _confidence(text: str, match: re.Match[str]) -> float:
    """How sure it is that what was read between these two words is the preposition."""
    words = _words()
    read, before, after = match["read"], match["before"].lower(), match["after"]
    if after[0].isdigit():
        return _before_figures(text, match)
    if read == "d":
        return 0.8 if after.lower() == "jour" and before in {"mettre", "mise", "mis", "mises"} else 0.0
    if read == "a":
        return _for_verb(match["before"], after)
    sure = _by_place(match["before"], after)
    if read in _FIGURES:
        return sure if sure and before not in words["numbered"] else _for_figure(before, after.lower())
    if "@" in read and not (known(after) and "-" not in after):
        return sure
    if after[0].islower() or "'" in after[:3]:
        return 0.9
    return max(sure, 0.8 * (before[0].islower() and before[-1] in "séit"))


def _for_verb(read: str, after: str) -> float:
    """How sure it is that "a" between these two words is no verb."""
    words = _words()
    before, following = read.lower(), after.lower()
    bare, subject = _bare(following), read.lower().rstrip(",")
    if before == following or (before == "d'ici" and following in words["articles"]):
        return 0.95
    if following == "jour" and before in words["day"]:
        return 0.95
    if following in words["phrases"] and subject not in {"il", "elle", "on", "y"}:
        return 0.95
    if subject in words["subjects"] or following in words["participles"]:
        return 0.0
    if _bare(before) in words["before"] and not (_PARTICIPLE.search(following) and bare == following):
        return 0.92
    if _is_infinitive(bare, following):
        return 0.94
    if following in words["determiners"]:
        return 0.9
    return _by_shape(read, following, bare) or 0.97 * _by_place(read, after)


def _before_figures(text: str, match: re.Match[str]) -> float:
    """``de 9h30 a 16h30``, ``de 2014 & 2016``, ``le 8 juin 4 14 heures``."""
    read, before = match["read"], match["before"].lower()
    if read == "d" or before in _words()["numbered"] or before == "il":
        return 0.0
    if _HOUR.match(match["after"]) or (_HOURS.match(text, match.end()) and read != "a"):
        return 0.95
    ahead = text[max(match.start() - 16, 0) : match.end("before")]
    if _FROM.search(ahead):
        return 0.95
    return 0.85 if read not in {"a", *_FIGURES} and before[0].islower() else 0.0


def _for_figure(before: str, following: str) -> float:
    """How sure it is that a figure is none: no determiner nor infinitive comes after a number."""
    words = _words()
    if before in words["numbered"] or not before[0].isalpha():
        return 0.0
    bare = _bare(following)
    if following in words["phrases"] or following in words["after"] or "'" in following[:2]:
        return 0.93
    if _bare(before) in words["before"] or _is_infinitive(bare, following):
        return 0.9
    return 0.0


def _by_place(before: str, after: str) -> float:
    """How sure it is by what comes after: a town, or somebody after a word that calls for the preposition."""
    if not after[0].isupper() or before[0].isupper() or before == "le":
        return 0.0
    if before[-1] != "," and _bare(before) in _words()["before"] and is_first_name(after):
        return 0.9
    told = before[-1] == "," or before.isalpha() or (before.isdigit() and len(before) == 4)
    return 0.88 if told and before not in _words()["subjects"] and _is_place(after) else 0.0


def _is_place(name: str) -> bool:
    return is_town(name) or (in_town(name) and rank(name) > _COMMON)


def _bare(word: str) -> str:
    """A word without what is elided before it."""
    return word.rpartition("'")[2]


def _by_shape(before: str, following: str, bare: str) -> float:
    """A plural or an infinitive has no verb "a"; "a l'…" is seldom one: it needs an object such as "l'intention"."""
    if following == ":" or not before.isalpha() or not known(before):
        return 0.0
    if before[-1] in "sx" and before[0].islower() and len(before) > 4 and not _PARTICIPLE.search(following):
        return 0.85
    if _is_verb(before.lower()) and not _PARTICIPLE.search(following):
        return 0.85
    elided = following.startswith("l'") and len(before) > 3
    return 0.8 if elided and bare not in _words()["objects"] else 0.0


def _is_verb(word: str) -> bool:
    """Whether a word is an infinitive of the first group, by its other forms."""
    stem = word.removesuffix("er")
    return stem != word and len(stem) > 2 and known(stem + "é") and known(stem + "ant")


def _is_infinitive(bare: str, following: str) -> bool:
    return (
        bare == following
        and len(bare) > 4
        and _INFINITIVE.search(bare) is not None
        and not _NO_INFINITIVE.search(bare)
        and known(bare)
    )
