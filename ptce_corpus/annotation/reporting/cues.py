"""Verb groups that report words: found by their forms, told apart from nouns and passives by the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ptce_corpus.annotation.prose import Prose
from ptce_corpus.annotation.reporting.conjugation import Mood
from ptce_corpus.annotation.reporting.verbs import Reading, leads, plain_verbs, readings
from ptce_corpus.annotation.word_lists import word_set, word_table
from ptce_corpus.domain.span import Span

_BACK = 8
"""Words looked at before a participle for its auxiliary, before an infinitive for the verb that leads to it."""
_SHARED = 14
"""Words looked at before a participle for the auxiliary that it shares with another."""
_INVERTED = ("il", "elle", "on", "ils", "elles", "je", "nous", "vous", "ce")
ANY = ""
"""The lemma of a verb that is on no list."""
_INTRANSITIVE = frozenset({"intervenir", "convenir", "revenir"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group that may report words.

    ``span`` is the group alone; ``first`` and ``last`` are the numbers of its first and last word, clitics in.
    ``inverted`` is the pronoun behind the verb ("explique-t-elle"). ``sure`` is False where only what surrounds the
    form can tell that it is a verb. ``plural`` is the number of a finite verb, None where it does not show.
    """

    span: Span
    lemma: str
    mood: Mood
    first: int
    last: int
    inverted: Span | None = None
    sure: bool = True
    negated: bool = False
    plural: bool | None = None


def cues(prose: Prose) -> Iterator[Cue]:
    """The verb groups of a text, in order of their head verbs."""
    lexicon = readings()
    for index, word in enumerate(prose.words):
        for reading in lexicon.get(word, ()):
            cue = _Group(prose, index, reading).cue()
            if cue is not None:
                yield cue
                break


def verb_at(prose: Prose, position: int) -> Cue | None:
    """The finite verb, of whatever meaning, that begins at ``position``: for remarks behind quoted words."""
    index = prose.word_at(position)
    if index >= len(prose.spans) or prose.spans[index][0] != position or prose.text[position].isupper():
        return None
    span = Span(*prose.spans[index])
    if prose.tag(index) != "VERB" or not prose.finite(span):
        return None
    verb = Reading("", Mood.FINITE, plural=False, plain=True, reflexive=False)
    return Cue(span, ANY, Mood.FINITE, index, index, _Group(prose, index, verb).inverted())


class _Group:
    """One form of the lexicon in its place."""

    def __init__(self, prose: Prose, index: int, reading: Reading) -> None:
        self.prose, self.index, self.reading = prose, index, reading
        self.inside = word_set("reporting_words", "inside")
        self.clitics = word_set("reporting_words", "clitics")

    def word(self, index: int) -> str:
        """A word by its number; empty outside the text or over a stop between the two."""
        return self.prose.words[index] if 0 <= index < len(self.prose.words) else ""

    def cue(self) -> Cue | None:
        mood = self.reading.mood
        if mood is Mood.PARTICIPLE:
            first, reflexive, inverted = self._compound()
            if first is None:
                return None
        elif mood is Mood.INFINITIVE:
            first, reflexive, inverted = self._led(), self._reflexive_before(self.index), None
            if first is None:
                return None
        else:
            if not self._verbal():
                return None
            first, reflexive, inverted = self.index, self._reflexive_before(self.index), self.inverted()
        named = self._named(reflexive=reflexive)
        if named is None:
            return None
        lemma, last = named
        return self._made(lemma, first, last, reflexive=reflexive, inverted=inverted)

    def _made(self, lemma: str, first: int, last: int, *, reflexive: bool, inverted: Span | None) -> Cue:
        prose = self.prose
        start = first
        if reflexive and self.word(first - 1) in ("se", "s'"):
            start = first - 1
        while first and self.word(first - 1) in self.clitics and self._joined(first - 1):
            first -= 1
        negated = any(self.word(place) in ("ne", "n'") for place in range(first, self.index))
        span = Span(prose.spans[start][0], prose.spans[last][1])
        mood = Mood.FINITE if self.reading.mood is Mood.PARTICIPLE else self.reading.mood
        if self.reading.mood is Mood.INFINITIVE and start < self.index:
            mood = Mood.FINITE
        tag = prose.tag(self.index)
        sure = tag in ("VERB", "AUX") or self.word(first - 1) in ("il", "elle", "ils", "elles")
        return Cue(span, lemma, mood, first, last, inverted, sure, negated, self._number(start))

    def _number(self, first: int) -> bool | None:
        """Whether the finite verb of the group is plural."""
        if self.reading.mood is Mood.FINITE:
            return self.reading.plural
        word = self.word(first + 1) if self.word(first) in ("se", "s'") else self.word(first)
        if self.reading.mood is Mood.PARTICIPLE:
            if first == self.index:
                return None
            return word.endswith("nt") and word != "ayant"
        return None

    def _joined(self, index: int) -> bool:
        """Whether nothing but spaces stands between a word and the next."""
        return not self.prose.low[self.prose.spans[index][1] : self.prose.spans[index + 1][0]].strip()

    def _named(self, *, reflexive: bool) -> tuple[str, int] | None:
        """The lemma as the lexicon has it, and the number of the group's last word."""
        verb, index = self.reading.verb, self.index
        for tail in word_table("reporting_verbs")["groups"].get(verb, ()):
            end = self._tail(tail, index)
            if end is not None:
                return f"{verb} {tail}", end
        if verb in word_table("reporting_verbs")["groups"] and verb not in plain_verbs():
            return None
        if reflexive and self.reading.reflexive:
            return ("s'" if verb[0] in "aeiouhéèê" else "se ") + verb, index
        return (verb, index) if self.reading.plain and not reflexive else None

    def _tail(self, tail: str, index: int) -> int | None:
        """Number of the last word of ``tail`` where it follows, one adverb let through."""
        wanted = tail.replace("'", "' ").split()
        if (pronoun := self.inverted()) is not None:
            index = self.prose.word_at(pronoun.start)
        for skip in (1, 2):
            at = index + skip
            if skip == 2 and self.word(index + 1) not in self.inside:
                return None
            if [self.word(at + place) for place in range(len(wanted))] == wanted:
                return at + len(wanted) - 1
        return None

    def _reflexive_before(self, index: int) -> bool:
        return self.word(index - 1) in ("se", "s'") or (
            self.word(index - 1) in ("en", "y") and self.word(index - 2) in ("s'", "se")
        )

    def inverted(self) -> Span | None:
        """The subject pronoun joined behind a finite form."""
        prose, at = self.prose, self.index + 1
        if self.word(at) == "t":
            at += 1
        if self.word(at) not in _INVERTED or at >= len(prose.words):
            return None
        between = prose.low[prose.spans[self.index][1] : prose.spans[at][0]]
        return (
            Span(*prose.spans[at])
            if between.replace(" ", "").replace("\n", "") in ("-", "-t-", "‑", "‑t‑", "–t–")
            else None
        )

    def _verbal(self) -> bool:
        """Whether the form is a verb here, not a noun: its tag, and the word before it."""
        before, tag = self.word(self.index - 1), self.prose.tag(self.index)
        if not before or not self._joined(self.index - 1):
            return True
        if before in word_set("reporting_words", "noun_markers"):
            last = before in ("dernier", "dernière") and self.word(self.index - 2) in ("ce", "cette")
            return last and tag in (None, "VERB", "AUX")
        if before == "en" and self.reading.mood is Mood.GERUND:
            return True
        if before in ("le", "la", "l'", "les", "leur", "en"):
            before = self.word(self.index - 2)
            pronoun = before in ("il", "elle", "ils", "elles", "qui", "nous", "me", "vous", "ne", "se")
            return pronoun or (tag in ("VERB", "AUX") and self.reading.mood is Mood.FINITE) or before == ""
        return True

    def _compound(self) -> tuple[int | None, bool, Span | None]:
        """Number of the auxiliary of a participle, whether it is reflexive, and a pronoun in inversion."""
        inverted, between = None, self.inside | word_set("reporting_words", "between")
        if self._coordinate():
            return self.index, False, None
        for place in range(self.index - 1, max(-1, self.index - 1 - _BACK), -1):
            word = self.word(place)
            if not self._joined(place) and self.word(place + 1) not in _INVERTED and self.word(place + 1) != "t":
                break
            if word == "été":
                break
            if word in word_set("reporting_words", "auxiliaries_have"):
                return place, False, inverted
            if word in word_set("reporting_words", "auxiliaries_be"):
                reflexive = self.word(place - 1) in ("s'", "se")
                free = self.reading.verb in _INTRANSITIVE
                return (place, reflexive, inverted) if reflexive or free else (None, False, None)
            if word in _INVERTED and self.prose.low[self.prose.spans[place][0] - 1] == "-":
                inverted = Span(*self.prose.spans[place])
            elif word not in between and not word.endswith("ment") and word != "t":
                break
        return None, False, None

    def _coordinate(self) -> bool:
        """Whether the participle shares the auxiliary of one before it: "a remercié les équipes et rappelé que"."""
        if self.word(self.index - 1) != "et" or self.word(self.index + 1) not in ("que", "qu'"):
            return False
        for place in range(self.index - 2, max(-1, self.index - 2 - _SHARED), -1):
            between = self.prose.low[self.prose.spans[place][1] : self.prose.spans[place + 1][0]]
            if any(mark in between for mark in '.;:!?«»"'):
                return False
            if self.word(place) in word_set("reporting_words", "auxiliaries_have"):
                return True
        return False

    def _led(self) -> int | None:
        """Number of the first word of "tient à rappeler"; of the infinitive itself after "pour"."""
        index = self.index
        while index and self.word(index - 1) in self.clitics and self._joined(index - 1):
            index -= 1
        place = self._skipped(index - 1)
        link = self.word(place)
        if link in ("pour", "en") or (link in ("de", "d'") and self.word(place - 1) in ("avant", "et")):
            return self.index
        if link in word_set("reporting_verbs", "leads", "links"):
            place = self._skipped(place - 1)
        if self.word(place) not in leads() or not self._near(place):
            return None
        for back in range(place - 1, max(-1, place - 3), -1):
            if self.word(back) in word_set("reporting_words", "auxiliaries_have"):
                return back
            if self.word(back) not in self.inside:
                break
        return place

    def _skipped(self, place: int) -> int:
        """The next word to the left that is no adverb."""
        while (
            place > 0
            and (self.word(place) in word_set("reporting_words", "inside_leads") or self.word(place).endswith("ment"))
            and self._joined(place)
        ):
            place -= 1
        return place

    def _near(self, place: int) -> bool:
        between = self.prose.low[self.prose.spans[place][1] : self.prose.spans[self.index][0]]
        return not any(mark in between for mark in '.;:!?«»"()')
