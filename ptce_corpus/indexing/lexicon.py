"""The word forms of an index: which forms share a stem, begin alike or are spelt nearly alike.

Postings are kept by exact form alone; stems, folded words, prefixes and near spellings are looked up here. One file,
a line a form, ``<folded> TAB <stem> TAB <exact>``, sorted, so that a search in its bytes answers in milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ptce_corpus.domain.query import Exact, Fuzzy, Prefix, Term
from ptce_corpus.errors import UsageError
from ptce_corpus.search.edits import within
from ptce_corpus.search.vocabulary import NAMES
from ptce_corpus.text.tokens import Form

NAME = "lexicon.tsv"
MOST_FORMS = 20_000
"""Forms that one prefix may stand for: a few seconds. None is left out in silence; what stands for more is refused."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of a word, and the places where they may begin: each edit before them moves them by one at most."""

    letters: str
    first: int
    last: int


class _Alike:
    """Forms whose folded words are all of one length, so that a place among them, one after another, tells the word."""

    def __init__(self, length: int, folded: list[str], exact: list[str]) -> None:
        self.folded = folded
        self.exact = exact
        self._stride = length + 1
        self._joined = "\n".join(folded)

    def rows_with(self, pieces: Sequence[_Piece]) -> Iterable[int]:
        """The words that hold one of the pieces where it may stand; all for no piece."""
        if not pieces:
            return range(len(self.folded))
        rows = set()
        for piece in pieces:
            at = self._joined.find(piece.letters)
            while at >= 0:
                row, place = divmod(at, self._stride)
                if piece.first <= place <= piece.last:
                    rows.add(row)
                at = self._joined.find(piece.letters, at + 1)
        return rows


class Lexicon:
    """The forms that an index holds, and maybe some that it held."""

    def __init__(self, written: bytes = b"") -> None:
        self._lines = b"\n" + written
        self._lengths: dict[int, _Alike] = {}

    def forms(self, leaf: Term | Exact | Prefix | Fuzzy) -> tuple[str, ...]:
        """The exact forms that a leaf of a rewritten query asks for.

        Raises:
            UsageError: when more words begin so than are looked for.
        """
        if isinstance(leaf, Exact):
            return (leaf.word,)
        if isinstance(leaf, Prefix):
            return self._of_prefix(leaf)
        if isinstance(leaf, Fuzzy):
            return self._near(leaf.word, leaf.distance)
        if leaf.field in NAMES:
            return self._beginning(leaf.word.encode() + b"\t")
        return self._of_stem(leaf.word)

    def _of_prefix(self, leaf: Prefix) -> tuple[str, ...]:
        found = self._beginning(leaf.word.encode())
        if len(found) > MOST_FORMS:
            raise UsageError(f"too many words ({len(found)}) begin so: {leaf}", remedy="Write more of its letters.")
        return found

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
        alphabet = frozenset(word)
        found = []
        for alike in self._of_lengths(range(max(len(word) - distance, 1), len(word) + distance + 1)):
            for row in alike.rows_with(_pieces(word, distance)):
                folded = alike.folded[row]
                if (
                    len(alphabet.difference(folded)) <= distance
                    and len(set(folded) - alphabet) <= distance
                    and within(folded, word, distance)
                ):
                    found.append(alike.exact[row])
        return tuple(found)

    def _of_lengths(self, lengths: range) -> Iterator[_Alike]:
        """The forms whose folded words are so long, length by length."""
        if not self._lengths.keys() >= set(lengths):
            bounds = f"{{{lengths.start},{lengths.stop - 1}}}"
            made: dict[int, tuple[list[str], list[str]]] = {length: ([], []) for length in lengths}
            for folded, exact in re.findall(rf"^([^\t\n]{bounds})\t[^\t\n]*\t(.*)$", self._text, re.MULTILINE):
                columns = made[len(folded)]
                columns[0].append(folded)
                columns[1].append(exact)
            self._lengths |= {length: _Alike(length, *columns) for length, columns in made.items()}
        return (self._lengths[length] for length in lengths)

    @cached_property
    def _text(self) -> str:
        return self._lines[1:].decode()


def written(forms: Iterable[Form], earlier: bytes = b"") -> bytes:
    """The file of a lexicon that holds the forms, and those of an earlier one."""
    lines = {f"{form.folded}\t{form.stem}\t{form.exact}" for form in forms}
    lines.update(earlier.decode().splitlines())
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def _pieces(word: str, distance: int) -> tuple[_Piece, ...]:
    """The word cut into ``2 * distance + 1`` pieces; none for a shorter word."""
    number = 2 * distance + 1
    if len(word) < number:
        return ()
    cuts = [len(word) * order // number for order in range(number + 1)]
    return tuple(_Piece(word[start:end], max(start - distance, 0), start + distance) for start, end in pairwise(cuts))
