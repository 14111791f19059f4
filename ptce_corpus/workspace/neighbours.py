"""The documents nearest to one, by the words that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_corpus.domain.citation import Citation
from ptce_corpus.search.counting import telling
from ptce_corpus.search.similarity import nearest, rarity
from ptce_corpus.workspace.archive_words import ArchiveWords

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_FEWEST = 2
"""Documents that must hold a word for it to count: one that stands in a single document ties none."""


@dataclass(frozen=True, slots=True)
class SimilarDocument:
    """A document near another. ``score`` is in (0, 1]; ``terms`` are the words that make it near, strongest first.

    ``citation`` is that of its first passage.
    """

    citation: Citation
    kind: str
    score: float
    terms: tuple[str, ...]


def similar(workspace: Workspace, name: str, *, limit: int = 10) -> list[SimilarDocument]:
    """The documents nearest to one, the nearest first; a reprint stands near 1.

    Stop words, numbers and words that no other document holds do not count.

    Raises:
        NotFound: when there is no such document, or several.
    """
    asked = workspace.document(name)[0].identifier
    with ArchiveWords.of(workspace.indexes, workspace.catalogue) as words:
        documents = words.documents()
        numbers = [number for number, name in workspace.catalogue.of_quality(0.0).items() if name == asked]
        vectors = dict(words.vectors())
        if not numbers or numbers[0] not in vectors:
            return []
        stems = {number: stem for number, (stem, _) in words.holders().items()}
        rarities = {
            number: rarity(len(documents), count)
            for number, (stem, count) in words.holders().items()
            if count >= _FEWEST and telling(stem)
        }
        mine = vectors.pop(numbers[0])
        found = nearest(mine, vectors.items(), rarities=rarities, limit=limit, names=stems)
        shown = words.shown(stems[word] for one in found for word in one.shared)
    passages = workspace.catalogue.passages([documents[one.text].passage for one in found])
    told = {passage.document: passage for passage in passages}
    return [
        SimilarDocument(
            citation=told[one.text].citation,
            kind=told[one.text].kind,
            score=one.score,
            terms=tuple(shown[stems[word]] for word in one.shared),
        )
        for one in found
        if one.text in told
    ]
