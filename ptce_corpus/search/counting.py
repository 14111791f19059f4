"""How often words stand in texts: by form as they are met, by stem as they are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ptce_corpus.text.tokens import Form, fold, forms, stop_words


class Tally:
    """Words of some texts, counted by form in lower case with accents."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.known: dict[str, Form] = {}
        """Every form that was counted, with its stem."""

    def add(self, text: str) -> None:
        """Count the words of a text."""
        for form in forms(text):
            self.counts[form.exact] += 1
            self.known[form.exact] = form

    @property
    def total(self) -> int:
        """All words."""
        return self.counts.total()

    def stems(self) -> Counter[str]:
        """The words counted by stem."""
        found: Counter[str] = Counter()
        for exact, count in self.counts.items():
            found[self.known[exact].stem] += count
        return found


def commonest_forms(counted: Iterable[tuple[str, str, int]]) -> Mapping[str, str]:
    """For each stem the form under which it is met most, of (stem, form, count); of equals the first by letters."""
    best: dict[str, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for stem, form, count in counted:
        best[stem] = min(best[stem], (-count, form))
    return {stem: form for stem, (_, form) in best.items()}


def telling(word: str) -> bool:
    """Whether a word, in any case, says something alone: no stop word, no single letter, and a letter in it."""
    folded = fold(word)
    return len(folded) > 1 and folded not in stop_words() and any(map(str.isalpha, folded))
