"""Function phrases: "Vice-présidente du conseil régional", "ancienne déléguée interministérielle à l'ESS".

A phrase is a head ("directrice"), words before it ("ancienne", "vice-"), adjectives and bare nouns after it
("générale", "communication"), then links ("de", "à", "chargée de", "au sein de") each with a noun phrase. The words
are data (``data/roles.toml``); the grammar is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.functions.phrases import PhraseReader, vocabulary
from ptce_corpus.annotation.letters import flat
from ptce_corpus.domain.span import Span


@dataclass(frozen=True, slots=True)
class Role:
    """A function as printed. ``span`` covers ``title``; ``organisation`` may stand inside it or after it.

    ``end`` is where reading may go on: after the title and the organisation printed behind it.
    """

    span: Span
    title: str
    organisation: str | None
    ended: bool
    organisation_span: Span | None = None

    @property
    def end(self) -> int:
        """End of the title and of what names the organisation after it."""
        return max(self.span.end, self.organisation_span.end if self.organisation_span else 0)


def role_at(text: str, start: int) -> Role | None:
    """The function phrase that begins at ``start`` of ``text``; None when none does.

    ``title`` is the phrase as printed, line breaks made spaces; ``organisation`` is the body named inside the phrase,
    else the one printed after it and a dash.
    """
    reader = PhraseReader(text, start)
    if reader.words.head.match(reader.low) is None:
        return None
    ended = reader.read()
    title = Span(start, start + reader.at)
    inner, outer = reader.organisation, reader.behind()
    where = Span(inner.start, _body_end(reader, inner.start)) if inner else outer
    if inner and where and not any(letter.isupper() for letter in where.cut(reader.text)):
        where = outer
    if where and reader.low[: where.start].endswith("a ") and where.cut(reader.text) in gazetteer.places_in_context():
        where = None  # where one works is no body: "expert-comptable à Dijon"
    name = " ".join(where.cut(reader.text).split()) if where else None
    return Role(title, " ".join(title.cut(text).split()), name, ended, where.shifted(start) if where else None)


def _body_end(reader: PhraseReader, start: int) -> int:
    """A body ends where its concern begins: "conseil régional … / en charge de l'ESS"."""
    match = re.compile(r"\s+(?:en\s+charge|chargee?s?|delegue|pour|responsable)\b|\s*,|\s+et\s+(?=[a-z])").search(
        reader.text[: reader.at], start
    )
    return match.start() if match else reader.at


def roles(text: str) -> Iterator[Role]:
    """The function phrases of ``text``, in order, without overlap. Each word that heads one is read as one."""
    at = 0
    for match in vocabulary().finder.finditer(flat(text)):
        if match.start() < at:
            continue
        role = role_at(text, match.start())
        if role is not None:
            at = role.span.end
            yield role
