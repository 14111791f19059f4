"""What concordances and statistics ask of a workspace: the passages that match, the words that are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ptce_corpus.domain.query import FieldName, Query
from ptce_corpus.errors import UsageError
from ptce_corpus.ports.catalogue import StoredPassage
from ptce_corpus.search.occurrences import leaves
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.vocabulary import NAMES
from ptce_corpus.workspace.narrowing import EVERYTHING, Narrowing
from ptce_corpus.workspace.searching import Searcher

if TYPE_CHECKING:
    from ptce_corpus.domain.passage import IndexedPassage
    from ptce_corpus.workspace.archive_words import ArchiveWords
    from ptce_corpus.workspace.workspace import Workspace

_PASSAGES_AT_ONCE = 400
_SHOWN_IN_TEXTS = frozenset({FieldName.TEXT, FieldName.RAW, *NAMES})


def words_asked(text: str) -> Query:
    """A query, rewritten, for looking up the places of its words in texts.

    Raises:
        QueryError: when the query is wrong; every fault is told.
        UsageError: when it asks for no word of the text: for a date, a kind or a title alone.
    """
    query = rewrite(parse(text), text=text, documents_of_theme=lambda _: frozenset())
    if not any(leaf.field in _SHOWN_IN_TEXTS for leaf in leaves(query)):
        raise UsageError(f"{text} asks for no word of the text", remedy="Name a word to look for.")
    return query


def matching(workspace: Workspace, text: str | None, narrowing: Narrowing) -> frozenset[int]:
    """The numbers of the passages that match a query, all where there is none, under filters.

    Raises:
        QueryError: when the query is wrong; every fault is told.
        UsageError: when a filter is wrong.
    """
    if not text and narrowing == EVERYTHING:
        return frozenset(number for number, _ in workspace.searchable.texts())
    with Searcher(workspace) as searcher:
        return searcher.matching(text or "", narrowing)


def stored(workspace: Workspace, numbers: Iterable[int]) -> Iterator[StoredPassage]:
    """Passages by number, in the order asked, streamed."""
    wanted = list(numbers)
    for start in range(0, len(wanted), _PASSAGES_AT_ONCE):
        yield from workspace.searchable.passages(wanted[start : start + _PASSAGES_AT_ONCE])


def counted_words(workspace: Workspace, narrowing: Narrowing = EVERYTHING, *, text: str | None = None) -> ArchiveWords:
    """The words of the archive, or of the passages that a query and filters keep. Close them, or use ``with``."""
    from ptce_corpus.workspace.archive_words import ArchiveWords  # a concordance counts nothing

    if narrowing == EVERYTHING and text is None:
        return ArchiveWords.of(workspace.indexes, workspace.catalogue)
    found = ArchiveWords.nowhere()
    found.add(kept(workspace, matching(workspace, text, narrowing)))
    return found


def kept(workspace: Workspace, wanted: frozenset[int]) -> Iterator[IndexedPassage]:
    """The passages among ``wanted``, by document."""
    documents = {passage.document for passage in stored(workspace, sorted(wanted))}
    return (one for one in workspace.searchable.indexable(documents) if one.identifier in wanted)
