"""Names of bodies that the document itself gives whole: "l'association Vent debout", "gérante de La Grande Ruche".

Where a name holds lower-case words its end is not seen in the capitals. It is read where the document puts it behind
its kind or behind a function, as far as its other places in the document say the same words, or as far as the next
mark; then it counts wherever these words stand (one document, one sense).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.name_reader import WRAPPED
from ptce_corpus.annotation.entities.occurrences import occurrences
from ptce_corpus.annotation.functions.holders import Held
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, folded, word_table
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*(?:['’](?=\w))?")
_HEAD = re.compile(r"(?<![^\W_])(?P<first>[A-ZÀ-Ý][^\W_]*(?:-[^\W_]+)*['’]?)(?:(?:(?<=['’])|[ \n])[^\W_]+)?")
_GAP = re.compile(r"(?:[ \u00a0]?\n?)?(?=\w)")
_ARTICLES = ("le", "la", "les", "l'")
_LINKS = frozenset(
    ["de", "du", "des", "d'", "la", "le", "les", "l'", "en", "à", "a", "au", "aux", "et", "pour", "sans"]
)
_CONTENT = frozenset(["ADJ", "NOUN", "PROPN", "NUM", "X", "ADV"])
_CLOSED = re.compile(r"\Z|[.,;:)\]»”\"|]|\s*\n|\s+[(–—|&«-]|\s+et\s")
_BEHIND_ROLE = re.compile(r"(?<![\wéè])(?:de|d['’]|chez|par)\s?(?:L(?:a|es?)\s|L['’])?\Z")
_CONTRACTED = re.compile(r"(?:\b[dD](?:u|es)|\b[aA]ux?)\s\Z")
_LONGEST, _SHARE = 7, 0.6
_MOST = 200
"""Places looked at when the words of a name are counted: a bound for hostile texts."""
_WEIGHT, _WEIGHT_KIND = 73, 76


@dataclass(frozen=True, slots=True)
class _Seed:
    """Where a name begins; ``kind_start`` where its kind does, when the kind belongs to it.

    Of a ``doubtful`` seed, capitals alone make no name: they may be those of a place.
    """

    start: int
    kind_start: int | None = None
    doubtful: bool = False


@cache
def _behind_kind() -> re.Pattern[str]:
    """A kind that a name follows, an acronym in brackets or two adjectives between them."""
    kinds = either(folded("organisations", "apposing"))
    endings = either(folded("roles", "endings"))
    adjective = rf"(?:{either(folded('roles', 'adjectives'))}|[a-z\-]{{2,30}}{endings})s?"
    between = rf"(?:[ \n]\((?P<short>[a-z]{{2,8}})\)|(?:[ \n]{adjective}){{1,2}})?"
    return re.compile(rf"(?<![\w@./\-])(?P<kind>{kinds}){between}[ \n](?:[«“\"][ ]?)?(?=[a-z])")


class _Reader:
    """Reads names in one text, and counts how often their words stand together."""

    def __init__(self, text: str, docs: Sequence[tuple[int, Doc]]) -> None:
        self.text = text
        self.docs = docs
        self._parts: dict[int, str] | None = None
        self._places: dict[str, list[int]] | None = None

    def part(self, at: int) -> str:
        """Part of speech of the word that begins at ``at``, after the model."""
        if self._parts is None:
            self._parts = {start + token.idx: token.pos_ for start, doc in self.docs for token in doc}
        return self._parts.get(at, "X")

    def words(self, start: int) -> list[re.Match[str]]:
        """The words from ``start`` on that nothing but spaces and apostrophes parts."""
        found: list[re.Match[str]] = []
        at = start
        while len(found) < 3 * _LONGEST and (match := _WORD.match(self.text, at)):
            found.append(match)
            gap = _GAP.match(self.text, match.end())
            if gap is None or (gap.end() == match.end() and match.group()[-1] not in "'’"):
                break
            if "\n" in gap.group() and not self._runs_on(match, self.text[gap.end()]):
                break
            at = gap.end()
        return found

    def _runs_on(self, last: re.Match[str], following: str) -> bool:
        """Whether a name goes on below the line that ``last`` ends: behind a link, in lower case below a full line."""
        if flat(last.group()) in _LINKS:
            return not following.isdigit()
        return following.islower() and last.end() - (self.text.rfind("\n", 0, last.start()) + 1) >= WRAPPED

    def count(self, name: str) -> int:
        """How often ``name`` stands in the text; a line may break at its spaces."""
        if self._places is None:
            self._places = {}
            for match in _HEAD.finditer(self.text):
                for head in {match["first"], _flowing(match.group())}:
                    self._places.setdefault(head, []).append(match.start())
        found = _HEAD.match(name)
        places = self._places.get(found.group(), [])[:_MOST] if found else []
        return sum(self.text[at : at + len(name)].replace("\n", " ") == name for at in places)

    def core(self, words: Sequence[re.Match[str]]) -> int:
        """How many of ``words`` are capitalised from the first on; an article does not part two capitals."""
        number = 0
        while number < len(words) and words[number].group()[0].isupper():
            number += 1
            after = words[number : number + 2]
            if len(after) == 2 and after[0].group().replace("’", "'") in _ARTICLES and after[1].group()[0].isupper():
                number += 1
        return number

    def grown(self, start: int) -> Span | None:
        """The name that begins at ``start``, as long as the document attests it; None when no end is seen."""
        words = self.words(start)
        core = self.core(words)
        articled = bool(words) and flat(words[0].group()) in _ARTICLES
        if not core or (gazetteer.is_first_name(words[0].group()) and core > 1 and not articled):
            return None
        best = core if self._stands(words[:core]) else 0
        once = core == 1 + articled and (articled or gazetteer.is_common(words[core - 1].group()))
        whole = self._name(words[:core])
        of_core = self.count(whole)
        for number in range(core + 1, min(len(words), core + _LONGEST) + 1):
            word = words[number - 1]
            if flat(word.group()) in _LINKS:
                continue
            if word.group()[0].islower() and self.part(word.start()) not in _CONTENT:
                break
            name = self._name(words[:number])
            times = self.count(name)
            again = times > 1 and times >= _SHARE * of_core
            if again or (once and number - core <= 3 and self._closes(words[:number], core)):
                best = number
        return Span(start, words[best - 1].end()) if best else None

    def _name(self, words: Sequence[re.Match[str]]) -> str:
        return self.text[words[0].start() : words[-1].end()].replace("\n", " ")

    def _stands(self, words: Sequence[re.Match[str]]) -> bool:
        """Whether the capitalised words make a name alone: not one everyday word."""
        if len(words) > 1 and not all(gazetteer.is_common(word.group()) or is_concept(word.group()) for word in words):
            return True
        articled = flat(words[0].group()) in _ARTICLES
        return len(words) > 1 + articled or not gazetteer.is_common(words[-1].group())

    def _closes(self, words: Sequence[re.Match[str]], core: int) -> bool:
        """Whether a mark closes the words, and one link at most joins the last one to the capitals."""
        links = [flat(word.group()) for word in words[core:-1]]
        if "et" in links or not _CLOSED.match(self.text, words[-1].end()):
            return False
        return self.part(words[-1].start()) != "ADV" or bool(links)


def attested(
    text: str, docs: Sequence[tuple[int, Doc]], held: Iterable[Held], people: Sequence[Span]
) -> Iterator[Candidate]:
    """Candidates for the names that ``text`` gives whole, wherever they stand."""
    reader = _Reader(text, docs)
    names: Counter[str] = Counter()
    kept: set[str] = set()
    done: set[int] = set()
    for seed in (*_behind_kinds(text), *_behind_roles(text, held)):
        if seed.start in done:
            continue
        done.add(seed.start)
        span = reader.grown(seed.start)
        if span is None or _is_place(span.cut(text)) or (seed.doubtful and span.cut(text).istitle()):
            continue
        name = _flowing(span.cut(text))
        if seed.kind_start is not None and _is_long(name):
            whole = Span(seed.kind_start, span.end)
            kept.add(_flowing(whole.cut(text)))
        if _is_long(name):
            names[name] += 1
        elif seed.kind_start is None and not gazetteer.is_common(name):
            yield Candidate(span, Label.ORG, 58, "rule:apposed", 0.75)
    for span, name in occurrences(text, kept | set(names)):
        yield Candidate(span, Label.ORG, _WEIGHT_KIND if name in kept else _WEIGHT, "rule:attested", 0.85)
    yield from _contracted(text, names)
    yield from _affiliations(text, people)


def _behind_kinds(text: str) -> Iterator[_Seed]:
    low = flat(text)
    kept = folded("organisations", "belonging")
    known = tuple(word_table("organisations")["names"])
    for match in _behind_kind().finditer(low):
        at = match.end()
        if not text[at].isupper() or (text[at : at + 4].isupper() and text[match.start()].isupper()):
            continue
        if text[match.start()].isupper() and text.startswith(known, match.start()):
            continue
        belongs = match["kind"] in kept and text[match.start()].isupper() and not match["short"]
        yield _Seed(at, match.start() if belongs else None)


def _behind_roles(text: str, held: Iterable[Held]) -> Iterator[_Seed]:
    """The names right behind a function and a bare "de": a field of work would have its article."""
    kinds = folded("organisations", "kinds")
    for one in held:
        where = one.role.organisation_span
        if where is None or not text[where.start].isupper():
            continue
        link = _BEHIND_ROLE.search(text, max(0, where.start - 12), where.start)
        title = flat(one.role.title)
        if link is None or title.startswith(("charge", "responsable", "conseill")):
            continue
        word = _WORD.match(text, where.start)
        article = re.search(r"L(?:a|es?)\s\Z|L['’]\Z", text[link.start() : where.start])
        start = link.start() + article.start() if article else where.start
        if word and flat(word.group()) not in kinds:
            yield _Seed(start, doubtful=article is None)


def _contracted(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    """A name that begins with an article, where the article melts into "du" or "aux": "du Grand Verger"."""
    bare = {name.partition(" ")[2] for name in names if name.startswith(("Le ", "Les "))}
    for span, _ in occurrences(text, bare):
        if _CONTRACTED.search(text, max(0, span.start - 5), span.start):
            yield Candidate(span, Label.ORG, _WEIGHT, "rule:attested", 0.85)


_BRACKETED = re.compile(r"[ \n]\((?P<name>[A-ZÀ-Ý][^()\d,;:]{2,80})\)")


def _affiliations(text: str, people: Sequence[Span]) -> Iterator[Candidate]:
    """The body in brackets behind a person: "Anne Petit (Fonds commun des rives)"."""
    kinds = tuple(kind + " " for kind in folded("organisations", "kinds"))
    for person in people:
        match = _BRACKETED.match(text, person.end)
        if match is None:
            continue
        name = _flowing(match["name"])
        if flat(name).startswith(kinds) and len(name.split()) < 9:
            yield Candidate(Span(*match.span("name")), Label.ORG, _WEIGHT, "rule:affiliation", 0.8)
        elif name.isupper() and len(name) > 2 and name.isalpha() and not is_concept(name):
            yield Candidate(Span(*match.span("name")), Label.ORG, 47, "rule:affiliation", 0.7)


def _flowing(name: str) -> str:
    return " ".join(name.split())


def _is_long(name: str) -> bool:
    return len([word for word in _WORD.findall(name) if flat(word) not in _LINKS]) > 1 or (
        name.startswith(("La ", "Le ", "Les ")) and len(name) > 6
    )


def _is_place(name: str) -> bool:
    """Whether ``name`` is that of a known place: "maire de La Rochelle"."""
    flowing = _flowing(name)
    return flowing in gazetteer.places_in_context() or flowing.replace(" ", "-") in gazetteer.places_in_context()
