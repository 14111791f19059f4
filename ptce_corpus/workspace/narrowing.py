"""Filters beside a query: what they keep, as values, whatever letters and marks their names hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ptce_corpus.domain.query import DateRange, FieldName, Query, Term
from ptce_corpus.errors import QueryError, UsageError
from ptce_corpus.search.days import is_date, preceding
from ptce_corpus.search.rewrite import DocumentsOfTheme, rewrite


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters beside the query: each keeps passages that mention it, or documents of that kind and time.

    A name is taken as words, none of its marks for query language.
    """

    person: str | None = None
    organisation: str | None = None
    place: str | None = None
    theme: str | None = None
    kind: str | None = None
    after: str | None = None
    before: str | None = None
    min_quality: float | None = None

    def told(self) -> Mapping[str, str | float]:
        """The filters that are set, by the names of the command line's options."""
        named = {
            "person": self.person,
            "org": self.organisation,
            "place": self.place,
            "theme": self.theme,
            "kind": self.kind,
            "after": self.after,
            "before": self.before,
            "min_quality": self.min_quality,
        }
        return {name: value for name, value in named.items() if value is not None}

    def queries(self) -> list[Query]:
        """The filters as queries, but for the quality of documents, which no index knows.

        Raises:
            UsageError: when a date is none.
        """
        for date in (self.after, self.before):
            if date is not None and not is_date(date):
                raise UsageError(f"not a date: {date}", remedy="Write 2014, 2014-07 or 2014-07-30.")
        named = {
            FieldName.PERSON: self.person,
            FieldName.ORGANISATION: self.organisation,
            FieldName.PLACE: self.place,
            FieldName.THEME: self.theme,
            FieldName.KIND: self.kind,
        }
        found: list[Query] = [Term(text.strip(), name) for name, text in named.items() if text is not None]
        if self.after is not None or self.before is not None:
            # Like ``depuis:`` and ``avant:``: the first day counts, the day named after "before" does not.
            found.append(DateRange(self.after, preceding(self.before) if self.before else None))
        return found

    def rewritten(self, *, documents_of_theme: DocumentsOfTheme) -> list[Query]:
        """The filters as queries in terms of an index.

        Raises:
            UsageError: when a date is none, a kind is unknown, or a name holds nothing to look for; all are told.
        """
        found, faults = [], []
        for query in self.queries():
            try:
                found.append(rewrite(query, documents_of_theme=documents_of_theme))
            except QueryError as error:
                faults += [fault.message for fault in error.faults]
        if faults:
            raise UsageError("; ".join(faults))
        return found


EVERYTHING = Narrowing()
"""No filter."""
