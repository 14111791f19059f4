"""Who can say something: names, nouns for people and bodies ("la ministre", "l'association"), and pronouns.

A source is only a place in the text; whom it stands for is found in ``referents``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.verbs import reporting
from ptce_corpus.annotation.word_lists import word_set, word_table
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span


class Sort(StrEnum):
    """What kind of expression a source is."""

    NAME = "name"
    PERSON = "person"
    BODY = "body"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Source:
    """A place that can stand for a speaker.

    ``head`` is the noun in lower case (nouns only); ``gender`` is "m", "f" or None; ``free`` is False after a
    preposition; ``start`` is where its noun phrase begins, title and article in.
    """

    span: Span
    sort: Sort
    gender: str | None
    plural: bool
    start: int
    free: bool = True
    definite: bool = True
    head: str = ""
    name: str | None = None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people or a body, in one of its forms; ``rest`` holds the words after the first."""

    rest: tuple[str, ...]
    lemma: str
    sort: Sort
    gender: str | None
    plural: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What was found where a subject should stand: a source; nobody ("on", an abstraction); or nothing (both empty)."""

    source: Source | None = None
    nobody: bool = False


NOBODY = Subject(nobody=True)
NOTHING = Subject()


def pronoun_source(prose: Prose, span: Span) -> Source | None:
    """A subject pronoun as a source; None for those that name nobody."""
    word = span.cut(prose.low)
    for key in ("masculine", "feminine", "masculine_plural", "feminine_plural"):
        if word in word_table("people")["pronouns"][key]:
            return Source(span, Sort.PRONOUN, key[0], key.endswith("plural"), span.start)
    return None


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """Nouns by their first word without accents; the longest first. Heads of functions come from ``roles.toml``."""
    table = word_table("people")
    roles = word_table("roles")
    found: dict[str, list[Noun]] = {}
    for pair in [*table["persons"], *roles["heads"]]:
        for form, gender in zip((pair[0], pair[-1]), ("m", "f"), strict=True):
            _add(found, form, Sort.PERSON, gender if len(pair) > 1 else None)
    for form in table["groups"]:
        found.setdefault(flat(form), []).append(Noun((), form, Sort.PERSON, None, plural=True))
    for gender, listed in table["bodies"].items():
        for form in listed:
            _add(found, form, Sort.BODY, gender[0])
    return {first: tuple(sorted(listed, key=lambda noun: -len(noun.rest))) for first, listed in found.items()}


def _add(found: dict[str, list[Noun]], form: str, sort: Sort, gender: str | None) -> None:
    words = flat(form).replace("'", "' ").replace("-", " ").split()
    for plural, first in ((False, words[0]), (True, words[0] + ("x" if words[0].endswith("eau") else "s"))):
        if plural and words[0].endswith(("s", "x")):
            continue
        found.setdefault(first, []).append(Noun(tuple(words[1:]), form, sort, gender, plural))


def sources(prose: Prose, mentions: Sequence[Mention]) -> tuple[Source, ...]:
    """The sources of a text in order of place, pronouns aside; a title right before a name belongs to the name."""
    named = [mention for mention in mentions if mention.label in (Label.PER, Label.ORG) and len(mention.span)]
    taken = sorted((mention.span.start, mention.span.end) for mention in mentions if mention.label != Label.FUNCTION)
    common = list(_common(prose, taken))
    found = []
    used: set[int] = set()
    for mention in sorted(named, key=lambda m: m.span):
        source, noun = _of_name(prose, mention, common)
        if noun is not None:
            used.add(noun)
        found.append(source)
    found += [source for place, source in enumerate(common) if place not in used]
    return tuple(sorted(found, key=lambda source: source.span))


def _common(prose: Prose, taken: Sequence[tuple[int, int]]) -> list[Source]:
    """Noun phrases for people and bodies, outside of names."""
    found = []
    table, endings = nouns(), tuple(flat(ending) for ending in word_table("people")["endings"])
    mostly = tuple(flat(ending) for ending in word_table("people")["mostly"])
    things = frozenset(flat(word) for word in word_table("people")["things"])
    starts = [start for start, _ in taken]
    for index, word in enumerate(prose.folded):
        listed = table.get(word)
        bare = word.removesuffix("s")
        likely = prose.tag(index) in (None, "NOUN") and bare.endswith(mostly) and bare not in things
        if listed is None and not likely and not bare.endswith(endings):
            continue
        at = prose.spans[index][0]
        near = bisect_left(starts, at + 1) - 1
        if near >= 0 and taken[near][1] > at:
            continue
        noun = _matching(prose, index, listed) if listed else Noun((), word, Sort.PERSON, None, word.endswith("s"))
        if noun is None:
            continue
        source = _phrase(prose, index, noun)
        if source is not None:
            found.append(source)
    return found


def _matching(prose: Prose, index: int, listed: Sequence[Noun]) -> Noun | None:
    for noun in listed:
        if tuple(prose.folded[index + 1 : index + 1 + len(noun.rest)]) == noun.rest:
            return noun
    return None


def _phrase(prose: Prose, index: int, noun: Noun) -> Source | None:
    """The noun with its article; None where there is no article before it."""
    before = word_table("people")["before"]
    place = index - 1
    while place >= 0 and index - place <= 4 and prose.words[place] in before["modifiers"]:
        place -= 1
    if place < 0 or prose.words[place] not in before["determiners"]:
        return None
    determiner = prose.words[place]
    if prose.low[prose.spans[place][0] : prose.spans[index][0]].count("\n") > 1:
        return None
    contracted = determiner in before["contracted"] or (determiner == "des" and _oblique_des(prose, place))
    preceding = prose.words[place - 1] if place and _close(prose, place - 1) else ""
    gender = {"le": "m", "la": "f", "ce": "m", "cet": "m", "cette": "f", "une": "f", "un": "m"}.get(
        determiner, noun.gender
    )
    last = index + len(noun.rest)
    start = prose.spans[place][0]
    tag = prose.tag(index)
    if tag in ("VERB", "AUX", "ADV") and noun.sort is Sort.BODY:
        return None
    return Source(
        Span(start, prose.spans[last][1]),
        noun.sort,
        gender,
        noun.plural or determiner in ("les", "ces", "des"),
        start,
        free=not contracted and preceding not in before["prepositions"],
        definite=determiner in before["definite"],
        head=noun.lemma,
    )


def _oblique_des(prose: Prose, place: int) -> bool:
    """Whether "des" is "de les": a noun or a verb stands right before it."""
    return place > 0 and _close(prose, place - 1) and prose.words[place - 1] not in ("que", "qu'", "et", "mais", "où")


def _close(prose: Prose, index: int) -> bool:
    """Whether only spaces stand between a word and the next."""
    between = prose.low[prose.spans[index][1] : prose.spans[index + 1][0]]
    return not between.strip() and "\n\n" not in between


def _of_name(prose: Prose, mention: Mention, common: Sequence[Source]) -> tuple[Source, int | None]:
    """A mention as a source, and the number of the noun phrase that runs into it ("le professeur Vinchon")."""
    before, titles = word_table("people")["before"], word_table("people")["titles"]
    index = prose.word_at(mention.span.start) - 1
    gender: str | None = None
    start = mention.span.start
    while index >= 0 and _title_close(prose, index, start):
        word = prose.words[index]
        if word in titles["masculine"] or word in titles["feminine"]:
            gender = "f" if word in titles["feminine"] else "m"
        elif word not in titles["either"] and word not in before["modifiers"]:
            break
        start = prose.spans[index][0]
        index -= 1
    noun = _running_in(prose, start, common) if mention.label is Label.PER else None
    free, definite_start = True, start
    if noun is not None:
        near = common[noun]
        gender, free, definite_start = gender or near.gender, near.free, near.start
    elif index >= 0 and _title_close(prose, index, start):
        word = prose.words[index]
        contracted = word in before["contracted"]
        if word in ("le", "la", "l'", "les") or contracted:
            definite_start = prose.spans[index][0]
            previous = prose.words[index - 1] if index and _close(prose, index - 1) else ""
            free = not contracted and previous not in before["prepositions"]
        else:
            free = word not in before["prepositions"]
    label = Label(mention.label)
    head = common[noun].head if noun is not None else ""
    name = mention.name or " ".join(mention.text.split()) or None
    return (
        Source(mention.span, Sort.NAME, gender, False, definite_start, free, True, head, name, label),
        noun,
    )


def _title_close(prose: Prose, index: int, start: int) -> bool:
    """Whether only spaces, or the stop of an abbreviation, stand between a word and ``start``."""
    between = prose.low[prose.spans[index][1] : start]
    return len(between) <= 3 and not between.strip(" .*\n") and between.count("\n") <= 1


def _running_in(prose: Prose, start: int, common: Sequence[Source]) -> int | None:
    """Number of the noun phrase whose last words end where a name starts."""
    place = bisect_left([source.span.start for source in common], start) - 1
    if place < 0:
        return None
    between = prose.low[common[place].span.end : start]
    words = between.split()
    if any(mark in between for mark in ',;:.()«»"|–—') or "\n\n" in between or len(words) > 8:
        return None
    if common[place].sort is Sort.BODY or any(reporting(word) for word in words):
        return None
    verbs = word_set("reporting_words", "finite")
    if any(word in verbs or word in ("qui", "que", "et", "par", "avec") for word in words) or (
        words and words[-1] in ("de", "d'", "du", "à")
    ):
        return None
    return place
