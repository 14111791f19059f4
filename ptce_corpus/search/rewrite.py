"""From the words of a query to the terms of an index, through the same analysis as the texts.

After rewriting, a Term or Near holds stems in the text and the title, folded words in the fields of names; Exact and
an exact Phrase hold words in lower case with accents; Prefix and Fuzzy hold folded words; a Term in the field of kinds
holds the value of a ``Kind``; a theme has become the documents that the catalogue names for it. A word or phrase that
has other names (``search/synonyms.py``) has become any of them; what is asked in its exact form has not. What is asked
twice side by side is asked once.
"""

from __future__ import annotations

from collections.abc import Callable

from ptce_corpus.domain.query import (
    And,
    DateRange,
    Exact,
    FieldName,
    Fuzzy,
    InDocuments,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ptce_corpus.errors import QueryError, QueryFault
from ptce_corpus.search.parser import conjunction, disjunction, negation
from ptce_corpus.search.synonyms import others
from ptce_corpus.search.vocabulary import NAMES, kind_named
from ptce_corpus.text.tokens import Form, forms

DocumentsOfTheme = Callable[[str], frozenset[int] | None]
"""Gives the numbers of the documents of a theme, asked by its name or number; None where there is no such theme."""


def rewrite(query: Query, *, text: str | None = None, documents_of_theme: DocumentsOfTheme | None = None) -> Query:
    """The query in terms of an index. A word of several tokens becomes a phrase.

    Raises:
        QueryError: when a word holds nothing to look for, or a kind or theme cannot be known; its places count in
            ``text``, the query as it was typed, else in ``str(query)``.
    """
    faults: list[tuple[Query, str]] = []
    rewritten = _rewritten(query, documents_of_theme, faults)
    if faults or rewritten is None:
        written = str(query) if text is None else text
        raise QueryError(written, tuple(_placed(written, str(part), message) for part, message in faults))
    return rewritten


def _placed(written: str, part: str, message: str) -> QueryFault:
    """The fault at the place of a part, or over the whole query where the part is written otherwise."""
    at = written.find(part)
    return QueryFault(0, len(written), message) if at < 0 else QueryFault(at, at + len(part), message)


def _rewritten(query: Query, themes: DocumentsOfTheme | None, faults: list[tuple[Query, str]]) -> Query | None:
    if isinstance(query, And | Or):
        parts = [_rewritten(part, themes, faults) for part in query.parts]
        kept = list(dict.fromkeys(part for part in parts if part is not None))
        if not kept:
            return None
        return conjunction(kept) if isinstance(query, And) else disjunction(kept)
    if isinstance(query, Not):
        part = _rewritten(query.part, themes, faults)
        return None if part is None else negation(part)
    if isinstance(query, DateRange | InDocuments):
        return query
    leaf = _labelled(query, themes) if query.field in {FieldName.KIND, FieldName.THEME} else _leaf(query)
    if isinstance(leaf, str):
        faults.append((query, leaf))
        return None
    return leaf


_OF_WORDS = frozenset({FieldName.TEXT, FieldName.TITLE})
"""Fields in which stems are looked for."""
_Words = Term | Exact | Prefix | Fuzzy | Phrase | Near


def _leaf(query: _Words) -> Query | str:
    """The leaf in terms of the index, or what is wrong with it."""
    text = " ".join(query.words) if isinstance(query, Phrase | Near) else query.word
    found = forms(text)
    if not found:
        return f"{text} holds no letter or digit to look for"
    if isinstance(query, Prefix | Fuzzy):
        if len(found) > 1:
            return f"{text} is more than one word"
        folded = found[0].folded
        return Prefix(folded, query.field) if isinstance(query, Prefix) else Fuzzy(folded, query.distance, query.field)
    exact = isinstance(query, Exact) or (isinstance(query, Phrase) and query.exact)
    words = tuple(form.exact if exact else _inflected(form, query.field) for form in found)
    if exact:
        return _named(words, query.field, exact=True)
    if isinstance(query, Near) and len(words) > 1:
        return Near(words, query.distance, query.field)
    names = (words, *others(words)) if query.field in _OF_WORDS else (words,)
    return disjunction([_named(name, query.field) for name in names])


def _named(words: tuple[str, ...], field: FieldName, *, exact: bool = False) -> Query:
    """The leaf for one word or several that follow one another."""
    if len(words) > 1:
        return Phrase(words, field, exact)
    return Exact(words[0], field) if exact else Term(words[0], field)


def _inflected(form: Form, field: FieldName) -> str:
    return form.folded if field in NAMES else form.stem


def _labelled(query: _Words, themes: DocumentsOfTheme | None) -> Query | str:
    """A kind or a theme, asked by its name."""
    if not isinstance(query, Term | Phrase):
        return f"{query.field.value}: takes a name, without =, * or ~"
    name = query.word if isinstance(query, Term) else " ".join(query.words)
    if query.field is FieldName.KIND:
        kind = kind_named(name)
        return f"there is no kind of document named {name}" if kind is None else Term(kind.value, FieldName.KIND)
    if themes is None:
        return "themes are not known here"
    documents = themes(name)
    return f"there is no theme named {name}" if documents is None else InDocuments(documents, str(query))
