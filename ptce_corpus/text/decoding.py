"""The likeliest text behind a damaged one: readings of its tokens, weighed by the language model, best path first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ptce_corpus.domain.span import Span
from ptce_corpus.text.language_model import BEGIN, END, LanguageModel
from ptce_corpus.text.lexicon import NEVER, accented, known, listed, rank, unaccented
from ptce_corpus.text.readings import Reading, readings

_TOKEN = re.compile(r"\S+")
_BEAM = 4
_LOST = 0.2
"""Cost of a letter misread that is always misread."""
_AROUND = ".,;:!?()[]«»\"'’‘“”"
_CLOSING = frozenset(".,;:!?")
_STOPS = frozenset(".!?")
_LOWER_AFTER_STOP, _CAPITAL_AMID = 2.5, 1.5
_PUT_BACK = 4.0
"""What speaks for an accent that many texts leave out, where the engine did not know it."""
_HEARD = 12_800
_NAME = 8.0
"""What speaks for an unknown word with a capital: it is a name."""

_FRENCH = -2.5
"""Log likelihood of a letter of a French word."""

_State = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A better reading of the token at ``span``: its gain in log likelihood over what was read, and its cost.

    The cost is that past its first error. ``restores`` says that it does no more than put back letters that the engine
    did not know; ``spelling`` is the log likelihood of each letter that was read.
    """

    span: Span
    after: str
    gain: float
    cost: float
    restores: bool = False
    spelling: float = _FRENCH


@dataclass(slots=True)
class _Path:
    score: float
    reading: Reading | None
    before: _Path | None


def changes(text: str, *, model: LanguageModel, error: float, lost: str = "") -> Iterator[Change]:
    """The tokens of ``text`` that are likelier read otherwise.

    ``error`` is what an error costs here, at least; to put a letter of ``lost`` back, which the engine did not know,
    costs next to nothing.
    """
    matches = list(_TOKEN.finditer(text))
    lattice = [
        [_costed(reading, options[0], error=error, lost=lost) for reading in options]
        for options in _lattice(text, matches, lost=lost)
    ]
    best = _decoded(lattice, model=model)
    for at, (match, chosen) in enumerate(zip(matches, best, strict=True)):
        if chosen is not lattice[at][0]:
            gain = _gain(at, best, lattice[at][0], model=model)
            restores = _restored(chosen, lattice[at][0], lost) >= chosen.errors
            spelling = _spelling(match.group(), model=model)
            yield Change(Span(*match.span()), chosen.text, gain, chosen.cost - error, restores, spelling)


def _spelling(read: str, *, model: LanguageModel) -> float:
    """The log likelihood of each letter of the last word of a token."""
    word = re.split(r"['’]", read.strip(_AROUND))[-1]
    return model.spelling(word) / (len(word) + 1) if word else 0.0


def _costed(reading: Reading, read: Reading, *, error: float, lost: str) -> Reading:
    """A reading at its whole cost in this passage. A name remains one when the letters it lost are put back."""
    if not reading.errors:
        return reading
    restored = min(_restored(reading, read, lost), reading.errors)
    cost = reading.errors * error - restored * (error - _LOST)
    if restored == reading.errors:
        cost -= (_NAME if _unheard(read) else 0.0) + (_PUT_BACK if reading.variant else 0.0)
    return replace(reading, cost=reading.cost + cost)


def _restored(reading: Reading, read: Reading, lost: str) -> int:
    """How many letters that the engine did not know a reading puts back."""
    return max(0, sum(reading.text.count(letter) - read.text.count(letter) for letter in lost))


def _lattice(text: str, matches: Sequence[re.Match[str]], *, lost: str) -> list[Sequence[Reading]]:
    """The readings of each token that fit what comes next.

    A word broken at the end of a line stays as it is, and so do English words.
    """
    tokens = [match.group() for match in matches]
    english = _english(tokens, lost=lost)
    lattice: list[Sequence[Reading]] = []
    for at, token in enumerate(tokens):
        options: Sequence[Reading] = readings(token)
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if len(options) > 1:
            before = tokens[at - 1] if at else ""
            if (
                at in english
                or _broken(token)
                or _broken(before)
                or _abbreviated(token, after)
                or _ampersand(before, token, after)
                or after[:1] == "@"
            ):
                options = options[:1]
            else:
                ends = not after or "\n" in text[matches[at].end() : matches[at + 1].start()]
                options = [
                    option
                    for option in options
                    if _fits(token, option.text, after, ends=ends)
                    and not (option.variant and _restored(option, options[0], lost) < option.errors)
                    and not (option.errors and option.text == "à" and _participle(after))
                ]
        lattice.append(options)
    return lattice


def _english(tokens: Sequence[str], *, lost: str) -> frozenset[int]:
    """The places of English words, and of the unknown words beside them.

    One that French has but for its accents (``reference``) stands for the French word where the engine did not know
    the accents, unless another English word is beside it.
    """
    cores = [token.strip(_AROUND).lower() for token in tokens]
    at_all = {at for at, core in enumerate(cores) if core in listed("english_words")}
    sure = {at for at in at_all if not (lost and accented(unaccented(cores[at])))}
    sure |= {at for at in at_all if {at - 1, at + 1} & at_all}
    beside = {at for at, core in enumerate(cores) if {at - 1, at + 1} & sure and core.isascii() and not known(core)}
    return frozenset(sure | beside)


def _broken(token: str) -> bool:
    return len(token) > 1 and token[-1] in "-¬\u00ad" and token[-2].isalpha()


def _abbreviated(token: str, after: str) -> bool:
    """Whether a short word with a stop that ends no sentence is an abbreviation."""
    core = token[:-1].rpartition("'")[2]
    first = after[:1]
    return token[-1] == "." and core.isalpha() and len(core) < 7 and not first.isupper() and not known(core)


def _ampersand(before: str, read: str, after: str) -> bool:
    """Whether a lone ``&`` joins names or titles."""
    return read == "&" and not (before[-1:].islower() and (after[:1].islower() or after[1:2] == "'"))


def _fits(read: str, text: str, after: str, *, ends: bool) -> bool:
    """Whether the mark that ends a reading may take the place of the one that was read: a stop ends a sentence."""
    was, now = (word[-1:] if word[-1:] in _CLOSING else "" for word in (read, text))
    if was == now:
        return True
    first = after.lstrip('«"([-–— ')[:1]
    if was and was in ".!?":
        return first.islower() and not ends
    if now == ".":
        return ends or first.isupper()
    if not now:
        return first.islower() and not ends
    return not first.isupper()


def _participle(word: str) -> bool:
    """Whether a word is a participle, before which "a" is a verb."""
    core = word.strip(_AROUND)
    regular = len(core) > 4 and core[-1] == "é" and rank(core[:-1] + "er") < NEVER
    return regular or core in listed("participles")


def _decoded(lattice: Sequence[Sequence[Reading]], *, model: LanguageModel) -> list[Reading]:
    """The best reading of each token (Viterbi 1967), few states kept at each."""
    beam: dict[_State, _Path] = {(BEGIN, BEGIN): _Path(0.0, None, None)}
    for options in lattice:
        grown: dict[_State, _Path] = {}
        for state, path in beam.items():
            for reading in options:
                score, last = _scored(state, reading, model=model)
                total = path.score + score
                held = grown.get(last)
                if held is None or held.score < total:
                    grown[last] = _Path(total, reading, path)
        beam = dict(sorted(grown.items(), key=lambda item: -item[1].score)[:_BEAM])
    end: _Path | None = beam[max(beam, key=lambda state: beam[state].score + model.word(state, END))]
    chosen = []
    while end is not None and end.reading is not None:
        chosen.append(end.reading)
        end = end.before
    return chosen[::-1]


def _scored(state: _State, reading: Reading, *, model: LanguageModel) -> tuple[float, _State]:
    score = -reading.cost - _case(state[1], reading)
    for word in reading.words:
        score += _likelihood(model, state, word)
        state = (state[1], word)
    return score, state


@lru_cache(maxsize=200_000)
def _likelihood(model: LanguageModel, before: _State, word: str) -> float:
    return model.word(before, word)


def _case(last: str, reading: Reading) -> float:
    """What the case of a reading costs after the last word: no stop before a small letter, one before a capital."""
    text = reading.text
    if not text or not text[0].isalpha():
        return 0.0
    if last in _STOPS:
        return _LOWER_AFTER_STOP if text[0].islower() else 0.0
    if (
        text[0].isupper()
        and last not in {BEGIN, "«", '"', ":", "-"}
        and reading.words
        and (rank(reading.words[0]) <= 800 or reading.words[0][-1] == "'")
    ):
        return _CAPITAL_AMID
    return -_NAME if reading.errors == 0 and _unheard(reading) else 0.0


def _unheard(reading: Reading) -> bool:
    """Whether a reading begins with a capital and a word of little use."""
    return reading.text[:1].isupper() and rank(reading.words[0]) > _HEARD and len(reading.words[0]) > 2


def _gain(at: int, best: Sequence[Reading], read: Reading, *, model: LanguageModel) -> float:
    """How much likelier the reading chosen is than what was read, all around being as chosen."""
    left = [word for reading in best[max(at - 3, 0) : at] for word in reading.words]
    first, second = [BEGIN, BEGIN, *left][-2:]
    right = best[at + 1 : at + 4]
    scores = []
    for reading in (best[at], read):
        score, last = _scored((first, second), reading, model=model)
        for other in right:
            more, last = _scored(last, other, model=model)
            score += more
        scores.append(score)
    return scores[0] - scores[1]
