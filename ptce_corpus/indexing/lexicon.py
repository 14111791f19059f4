"""The word forms of an index: which forms share a stem, begin alike or are spelt nearly alike.

Postings are kept by exact form alone; stems, folded words, prefixes and near spellings are looked up here. One file,
a line a form, ``<folded> TAB <stem> TAB <exact>``, sorted, so that a search in its bytes answers in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from ptce_corpus.domain.query import Exact, Fuzzy, Prefix, Term
from ptce_corpus.search.edits import within
from ptce_corpus.search.vocabulary import NAMES
from ptce_corpus.text.tokens import Form


class Lexicon:
    """The forms that an index holds, and maybe some that it held."""

    def __init__(self, written: bytes = b"") -> None:
        self._lines = b"\n" + written

    def forms(self, leaf: Term | Exact | Prefix | Fuzzy) -> tuple[str, ...]:
        """The exact forms that a leaf of a rewritten query asks for."""
        if isinstance(leaf, Exact):
            return (leaf.word,)
        if isinstance(leaf, Prefix):
            return self._beginning(leaf.word.encode())
        if isinstance(leaf, Fuzzy):
            return self._near(leaf.word, leaf.distance)
        if leaf.field in NAMES:
            return self._beginning(leaf.word.encode() + b"\t")
        return self._of_stem(leaf.word)

    def _beginning(self, start: bytes) -> tuple[str, ...]:
        """Forms whose line begins so. Lines are sorted, so they stand together."""
        at = self._lines.find(b"\n" + start)
        found = []
        while at >= 0 and self._lines.startswith(start, at + 1):
            end = self._lines.index(b"\n", at + 1)
            found.append(self._lines[at + 1 : end].rpartition(b"\t")[2].decode())
            at = end
        return tuple(found)

    def _of_stem(self, stem: str) -> tuple[str, ...]:
        wanted = b"\t" + stem.encode() + b"\t"
        found = []
        at = self._lines.find(wanted)
        while at >= 0:
            end = self._lines.index(b"\n", at)
            found.append(self._lines[at + len(wanted) : end].decode())
            at = self._lines.find(wanted, end)
        return tuple(found)

    def _near(self, word: str, distance: int) -> tuple[str, ...]:
        """Forms within some edits of a folded word.

        What cannot be near is passed over before the edits are counted. An edit brings in or takes away one letter of
        the alphabet at most, and touches two neighbouring letters at most: so of ``2 * distance + 1`` pieces of the
        word one at least stays whole.
        """
        pieces = _pieces(word, 2 * distance + 1)
        alphabet = frozenset(word)
        shortest, longest = len(word) - distance, len(word) + distance
        found = []
        for folded, exact in self._folded:
            if (
                shortest <= len(folded) <= longest
                and len(alphabet.difference(folded)) <= distance
                and len(set(folded) - alphabet) <= distance
                and (not pieces or any(piece in folded for piece in pieces))
                and within(folded, word, distance)
            ):
                found.append(exact)
        return tuple(found)

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        """Folded and exact word of each form."""
        lines = (line.split("\t") for line in self._lines[1:].decode().splitlines())
        return [(folded, exact) for folded, _, exact in lines]


def written(forms: Iterable[Form], earlier: bytes = b"") -> bytes:
    """The file of a lexicon that holds the forms, and those of an earlier one."""
    lines = {f"{form.folded}\t{form.stem}\t{form.exact}" for form in forms}
    lines.update(earlier.decode().splitlines())
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def _pieces(word: str, number: int) -> tuple[str, ...]:
    """The word cut into so many pieces; none when it is too short."""
    if len(word) < number:
        return ()
    cuts = [len(word) * order // number for order in range(number + 1)]
    return tuple(word[start:end] for start, end in pairwise(cuts))
