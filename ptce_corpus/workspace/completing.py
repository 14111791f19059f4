"""What a word that is being typed may become, and what a query that finds nothing may have meant."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.query import FieldName, Phrase, Query, Term
from ptce_corpus.errors import QueryError, WorkspaceError
from ptce_corpus.search.counting import telling
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite
from ptce_corpus.search.suggestions import respelt
from ptce_corpus.search.vocabulary import field_named
from ptce_corpus.text.pieces import forms_of
from ptce_corpus.text.tokens import fold, tokens
from ptce_corpus.workspace.archive_words import ArchiveWords

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_FIELDS = {Label.PER: FieldName.PERSON, Label.ORG: FieldName.ORGANISATION, Label.LOC: FieldName.PLACE}
"""The field of the query language in which a name is looked for."""
_HOLDING: dict[FieldName | None, tuple[Label, ...]] = {
    **{field: (label,) for label, field in _FIELDS.items()},
    FieldName.SPEAKER: (Label.PER, Label.ORG),
}
"""What the names of a field stand for."""
_COMPLETED = frozenset({FieldName.TEXT, FieldName.TITLE, *_HOLDING})
"""Fields whose words are known with their numbers."""
_QUOTES = ' "«»“”'
_LOOKED_AT = 10
"""Names looked at for each one wanted: those that hold the letters inside a word do not count."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be meant: a word of the archive (``kind`` is ``term``) or an entity (``PER``, ``ORG``, ``LOC``).

    ``query`` is what to ask for it in the query language; ``documents`` is how many hold it.
    """

    text: str
    kind: str
    documents: int
    query: str


def completions(workspace: Workspace, beginning: str, *, limit: int = 10, counting: bool = False) -> list[Completion]:
    """Words and entities of the archive that begin so, case and accents aside, those of most documents first.

    An entity is met by the beginning of any word of its name, and several words by the name that goes on so. Of
    words the last one is completed, from those that were last counted; ``counting`` counts first what a build changed.
    After a field that holds names (``personne:Mar``) the names that it knows are all there is, and the words of titles
    after ``titre:``. After a field of labels, of dates or of words as they were read, or what is no field, there is
    nothing.
    """
    field, colon, named = beginning.partition(":")
    asked = field_named(field) if colon else None
    if colon and " " not in named and asked not in _COMPLETED:
        return []
    if asked is FieldName.TITLE and " " not in named:
        return _of_titles(workspace, field, named.strip(_QUOTES), limit)
    holding = _HOLDING.get(asked, ())
    if holding:
        found = [
            one for one in completions(workspace, named.strip(_QUOTES), limit=_LOOKED_AT * limit) if one.kind in holding
        ]
        return [replace(one, query=f"{field}:{one.query.partition(':')[2]}") for one in found[:limit]]
    folded = " ".join(fold(beginning).split())
    if not folded:
        return []
    if counting:
        ArchiveWords.of(workspace.indexes, workspace.catalogue).close()
    found = [*_terms(workspace, beginning, limit), *_entities(workspace, folded, limit)]
    return sorted(found, key=lambda one: (-one.documents, one.text))[:limit]


def meant(workspace: Workspace, text: str, *, limit: int = 5) -> list[str]:
    """Queries, spelt otherwise, that one which finds little or nothing may have meant, the likeliest first.

    Whether they find something is not asked here. Words as they were last counted are looked at; nothing where
    nothing was counted yet.
    """
    with suppress(WorkspaceError):
        kept = ArchiveWords.kept(workspace.indexes)
        if kept is not None:
            with kept as words:
                return [str(query) for query in respelt(parse(text), words, limit=limit)]
    return []


def _terms(workspace: Workspace, beginning: str, limit: int) -> list[Completion]:
    found = tokens(beginning)
    kept = ArchiveWords.kept(workspace.indexes)
    if kept is None or not found or found[-1].span.end < len(beginning):
        return []
    last = found[-1]
    before = beginning[: last.span.start]
    with suppress(WorkspaceError), kept as words:
        forms = [(word, count) for word, count in words.beginning(last.folded, limit=2 * limit) if telling(word)]
        return [Completion(before + word, "term", count, before + word) for word, count in forms[:limit]]
    return []


def _of_titles(workspace: Workspace, field: str, beginning: str, limit: int) -> list[Completion]:
    """Words of titles that begin so, with the number of documents whose title has them."""
    folded = fold(beginning)
    counts = Counter(
        word
        for title in workspace.catalogue.titles()
        for word in {one.exact for one in forms_of(title) if one.folded.startswith(folded)}
        if telling(word)
    )
    found = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:limit]
    return [Completion(f"{field}:{word}", "term", count, f"{field}:{word}") for word, count in found]


def _entities(workspace: Workspace, folded: str, limit: int) -> list[Completion]:
    rows = workspace.catalogue.entities(label=None, like=folded, limit=_LOOKED_AT * limit)
    return [
        Completion(one.name, one.label.value, one.documents, _asked(one.name, _FIELDS[one.label]))
        for one in rows
        if one.label in _FIELDS and f" {folded}" in f" {' '.join(fold(one.name).split())}"
    ]


def _asked(name: str, field: FieldName) -> str:
    """The query that looks for a name in its field: the name as it is, where that asks for the same words."""
    words = tuple(word.span.cut(name) for word in tokens(name))
    query = str(Term(words[0], field) if len(words) == 1 else Phrase(words, field))
    whole = f'{query.partition(":")[0]}:"{name}"'
    with suppress(QueryError):
        if len(words) > 1 and _sought(whole) == _sought(query):
            return whole
    return query


def _sought(query: str) -> Query:
    return rewrite(parse(query), text=query, documents_of_theme=lambda _: frozenset())
