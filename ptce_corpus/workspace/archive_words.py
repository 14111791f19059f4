"""What the counted words of an archive tell: frequencies by stem, sizes of its parts, words spelt nearly alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ptce_corpus.search.counting import commonest_forms
from ptce_corpus.search.edits import within
from ptce_corpus.search.similarity import Counted
from ptce_corpus.search.suggestions import Spelling
from ptce_corpus.workspace.word_store import WordStore, unpacked

_LAST = chr(0x10FFFF)
"""Sorts after every letter."""


@dataclass(frozen=True, slots=True)
class CountedDocument:
    """A document as it was counted. ``passage`` is its first; ``earliest`` and ``latest`` bound its date (ISO days)."""

    number: int
    passage: int
    kind: str
    earliest: str | None
    latest: str | None
    words: int

    @property
    def year(self) -> str | None:
        """The year of a date that lies in one."""
        return self._common(4)

    @property
    def month(self) -> str | None:
        """The month of a date that lies in one, as ``2014-07``."""
        return self._common(7)

    def _common(self, length: int) -> str | None:
        if self.earliest is None or self.latest is None or self.earliest[:length] != self.latest[:length]:
            return None
        return self.earliest[:length]


class ArchiveWords(WordStore):
    """The words of an archive, counted by form and by stem."""

    def total(self) -> int:
        """All words."""
        (row,) = self.connection.execute("SELECT COALESCE(SUM(tokens), 0) FROM documents")
        return int(row[0])

    def size(self) -> int:
        """All documents."""
        (row,) = self.connection.execute("SELECT COUNT(*) FROM documents")
        return int(row[0])

    def documents(self) -> Mapping[int, CountedDocument]:
        """Every document, by number."""
        rows = self.connection.execute("SELECT id, passage, kind, earliest, latest, tokens FROM documents")
        return {row[0]: CountedDocument(*row) for row in rows}

    def counts(self, stems: Iterable[str]) -> Mapping[str, int]:
        """How often some stems stand in the archive; 0 for those that it does not know."""
        wanted = dict.fromkeys(stems, 0)
        return wanted | dict(self.asked("SELECT stem, tokens FROM stems WHERE stem IN", wanted))

    def all_counts(self) -> Mapping[str, int]:
        """How often each stem stands in the archive."""
        return dict(self.connection.execute("SELECT stem, tokens FROM stems WHERE tokens > 0"))

    def shown(self, stems: Iterable[str]) -> Mapping[str, str]:
        """The form with accents under which each of some stems is met most."""
        query = "SELECT stems.stem, exact, forms.tokens FROM forms JOIN stems ON stems.id = forms.stem"
        return commonest_forms(self.asked(f"{query} WHERE stems.stem IN", dict.fromkeys(stems)))

    def by_part(self, part_of: Callable[[CountedDocument], str | None]) -> Mapping[str | None, Counter[str]]:
        """The words of each part of the archive, by stem; ``part_of`` says to which a document belongs."""
        documents = self.documents()
        found: defaultdict[str | None, Counter[int]] = defaultdict(Counter)
        for number, (words, counts) in self.vectors():
            held = found[part_of(documents[number])]
            for word, count in zip(words, counts, strict=True):
                held[word] += count
        names = dict(self.connection.execute("SELECT id, stem FROM stems"))
        return {part: Counter({names[word]: count for word, count in held.items()}) for part, held in found.items()}

    def vectors(self) -> Iterator[tuple[int, Counted]]:
        """Each document with its words, by number of the stem, and how often each stands there."""
        for number, packed in self.connection.execute("SELECT id, stems FROM documents ORDER BY id"):
            yield number, unpacked(packed)

    def holders(self) -> Mapping[int, tuple[str, int]]:
        """Each stem by number, with how many documents hold it."""
        rows = self.connection.execute("SELECT id, stem, documents FROM stems WHERE documents > 0")
        return {number: (stem, documents) for number, stem, documents in rows}

    def places(self, stem: str) -> int:
        """How often the word stands in the archive, in any of its forms."""
        return self.counts([stem])[stem]

    def near(self, folded: str, *, distance: int) -> Sequence[Spelling]:
        """Words within so many edits of a folded one, itself left out, each in its commonest form with accents."""
        query = (
            "SELECT folded, exact, tokens FROM forms WHERE tokens > 0 AND LENGTH(folded) BETWEEN ? AND ?"
            " AND folded <> ? ORDER BY tokens DESC, exact"
        )
        alphabet = frozenset(folded)
        found: dict[str, Spelling] = {}
        bounds = (len(folded) - distance, len(folded) + distance, folded)
        for word, exact, count in self.connection.execute(query, bounds):
            if word in found:
                found[word] = replace(found[word], places=found[word].places + count)
            elif len(alphabet.symmetric_difference(word)) <= 2 * distance and within(word, folded, distance):
                found[word] = Spelling(exact, 1 if within(word, folded, 1) else distance, count)
        return list(found.values())

    def beginning(self, folded: str, *, limit: int) -> Sequence[tuple[str, int]]:
        """Words that begin so, each in its commonest form, with how many documents hold it, the most at first."""
        query = (
            "SELECT folded, exact, documents FROM forms WHERE folded >= ? AND folded < ? AND documents > 0"
            " ORDER BY documents DESC, exact"
        )
        found: dict[str, tuple[str, int]] = {}
        for word, exact, documents in self.connection.execute(query, (folded, folded + _LAST)):
            found.setdefault(word, (exact, documents))
            if len(found) >= limit:
                break
        return list(found.values())
