"""The entities of a model without the determiners, titles and marks at their ends."""

from __future__ import annotations

import re

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_LEADING = re.compile(
    r"(?:[\W_]+|(?:[Ll]es?|[Ll]a|[Dd]es?|[Dd]u|[Aa]ux?|[Uu]ne?|[Cc]e|[Cc]et|[Cc]ette|[Cc]es|[Ss]on|[Ss]a|[Ee]t|[ÀàEe]n?|[Ll]eur|[Nn]otre)\s+|[LlDdQqSsNn]u?[’'ʼ])"
)
_TRAILING = re.compile(r"(?:[^\w)]|_)+\Z")
_MARKS = re.compile(r"(?:[^\w(]|_)+|\((?![^()]*\))")
_LOWER = re.compile(r"(?:les?|la|des?|du|aux?|une?|ce|cet|cette|ces|son|sa|et|à|en?|leur|notre)\s+|[ldqsn]u?[’'ʼ]")
_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-Ý]\.(?:-?[A-ZÀ-Ý]\.)*\Z")
_TITLE = re.compile(
    r"(?:M\.|MM\.|Mmes?|Mlle|Dr\.?|Pr\.?|Me|Monsieur|Madame|Docteure?|[Dd]octeure?|[Pp]rofesseure?|Maître)\s+"
)


def trimmed(text: str, span: Span) -> Span | None:
    """``span`` without determiners, marks and titles at its ends; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and (match := _LEADING.match(text, start, end)):
        if match.end() == start:
            break
        start = match.end()
    if match := _TITLE.match(text, start, end):
        start = match.end()
    if match := _TRAILING.search(text, start, end):
        end = match.start()
    inside = text[start:end]
    if inside.count(")") > inside.count("("):
        end = start + inside.index(")")
    elif inside.count("(") > inside.count(")"):
        end = start + inside.index("(")
        end = start + len(text[start:end].rstrip())
    return Span(start, end) if start < end else None


def as_tagged(text: str, span: Span, label: Label) -> Span | None:
    """``span`` as our own tagger has it, without marks and titles; None when nothing is left.

    A capital article of a body, a particle and the initial that ends a person's name are the tagger's to say.
    """
    start, end = span.start, span.end
    if match := _MARKS.match(text, start, end):
        start = match.end()
    while label is not Label.PER and (match := _LOWER.match(text, start, end)):
        start = match.end()
    if match := _TITLE.match(text, start, end):
        start = match.end()
    if match := _TRAILING.search(text, start, end):
        end = match.start()
        if label is Label.PER and _INITIAL.search(text, start, end + 1):
            end += 1
    if start >= end:
        return None
    whole = Span(start, end)
    return whole if text.count("(", start, end) == text.count(")", start, end) else trimmed(text, whole)


_NICKNAME = re.compile(r"[ ]?»\s[A-ZÀ-Þ][\w'’-]*\w")
_SECOND = re.compile(r"(?<=[^\W\d_]{2})--[A-ZÀ-Þ][\w'’-]*\w")
"""The name of the other parent, behind the two hyphens of French registers from 2005 to 2010."""


def whole_name(text: str, span: Span) -> Span:
    """A person's name that breaks off inside a nickname or before a second family name, up to its end.

    Where no family name follows the nickname, it ends before it.
    """
    if match := _SECOND.match(text, span.end):
        return Span(span.start, match.end())
    opened = text.rfind("«", span.start, span.end)
    if opened < 0 or text.find("»", opened, span.end) >= 0:
        return span
    if match := _NICKNAME.match(text, span.end):
        return Span(span.start, match.end())
    return trimmed(text, Span(span.start, opened)) or span
