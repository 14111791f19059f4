"""Archives made by hand for the tests of exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import Annotations, Label, Mention
from ptce_corpus.domain.document import Document, Heading, Kind, Layout, Origin, Page, PageEnd
from ptce_corpus.domain.graph import Meant
from ptce_corpus.domain.span import Span

Told = tuple[Document, Annotations]


@dataclass
class Shelf:
    """A catalogue of documents made by hand: each name is an entity of its own, in order of appearance."""

    told: dict[str, Told] = field(default_factory=dict)
    places: dict[str, object] = field(default_factory=dict)
    numbers: dict[tuple[Label, str], int] = field(default_factory=dict)

    def states(self) -> dict[str, object]:
        return dict.fromkeys(self.told, SimpleNamespace())

    def document(self, identifier: str) -> Told:
        return self.told[identifier]

    def meant_in(self, identifier: str) -> Sequence[Meant | None]:
        return [self._meant(mention) for mention in self.told[identifier][1].mentions]

    def _meant(self, mention: Mention) -> Meant | None:
        if mention.label not in (Label.PER, Label.ORG, Label.LOC):
            return None
        name = mention.name or mention.text
        number = self.numbers.setdefault((mention.label, name), len(self.numbers) + 1)
        return Meant(number, name, mention.label, self.places.get(name))


def document(
    identifier: str,
    *texts: str,
    title: str = "Une note",
    date: str | None = "2014-03-05",
    endings: Sequence[PageEnd] = (),
    headings: Sequence[str] = (),
) -> Document:
    """A document of such pages; ``headings`` are words that stand as headings."""
    pages = []
    for number, text in enumerate(texts, start=1):
        ending = endings[number - 1] if number <= len(endings) else PageEnd.CLOSED
        spans = [Span(text.index(words), text.index(words) + len(words)) for words in headings if words in text]
        layout = Layout(headings=tuple(Heading(span, 2) for span in spans))
        pages.append(Page(number, AlignedText(text), Origin.NATIVE, layout=layout, ending=ending))
    return Document(identifier, "5ha", "text/plain", title, date, None, Kind.PRESS_RELEASE, tuple(pages), language="fr")


def span(text: str, words: str) -> Span:
    """The place of the first such words."""
    return Span(text.index(words), text.index(words) + len(words))


def mention(text: str, label: Label, words: str, **told: object) -> Mention:
    """A mention of the first such words."""
    return Mention(span(text, words), label, words, **told)


@pytest.fixture(scope="session")
def by_hand() -> SimpleNamespace:
    """Makers of documents, mentions, and catalogues that hold them."""

    def shelf(*told: Told, places: dict[str, object] | None = None) -> Shelf:
        return Shelf({one[0].identifier: one for one in told}, places or {})

    makers: dict[str, Callable[..., object]] = {"document": document, "mention": mention, "span": span, "shelf": shelf}
    return SimpleNamespace(**makers)
