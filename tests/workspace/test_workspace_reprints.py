"""The same words in several documents are one row with several citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.span import Span
from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.workspace.reprints import together

LONG = "Nous avons appris à coopérer sans jamais nous confondre, et cela change tout"


def row(
    text: str,
    document: str,
    *,
    person: str | None = "Aurore Kermadec",
    kind: str = "quotation",
    date: str | None = "2015-03-12",
    function: str | None = None,
    confidence: float = 0.8,
) -> TimelineRow:
    cited = Citation(document, f"Titre de {document}", date, 1, Span(0, 4))
    return TimelineRow(date, "document", kind, person, function, None, text, None, cited, confidence, 1)


def documents(rows: list[TimelineRow]) -> list[list[str]]:
    return [[one.citation.document, *(cited.document for cited in one.reprints)] for one in together(rows)]


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        LONG.upper(),
        f"{LONG}.",
        LONG.replace("appris à", "appris a").replace(" et ", " el "),
        "Nous avons appris à coopérer sans jamais nous confondre",
    ],
)
def test_a_statement_printed_again_is_one_row(other: str) -> None:
    assert documents([row(LONG, "a.pdf"), row(other, "b.pdf")]) == [["a.pdf", "b.pdf"]]


@pytest.mark.parametrize(
    "other",
    [
        row(LONG, "b.pdf", person="Paul Garin"),
        row(LONG, "a.pdf"),
        row("Nous avons appris à produire autrement, en comptant sur nos voisins de vallée", "b.pdf"),
        row(LONG, "b.pdf", kind="mention"),
    ],
    ids=["another speaker", "the same document", "other words", "no statement"],
)
def test_what_is_no_reprint_stays(other: TimelineRow) -> None:
    assert len(together([row(LONG, "a.pdf"), other])) == 2


def test_short_words_must_be_equal() -> None:
    assert documents([row("On avance", "a.pdf"), row("on avance !", "b.pdf"), row("On avance bien", "c.pdf")]) == [
        ["a.pdf", "b.pdf"],
        ["c.pdf"],
    ]


def test_the_first_row_stands_for_all_with_what_others_tell() -> None:
    (one,) = together([row(LONG, "a.pdf"), row(LONG, "b.pdf", function="présidente", confidence=0.9)])
    assert (one.citation.document, one.function, one.confidence) == ("a.pdf", "présidente", 0.9)


def test_a_slot_announced_twice_is_one_appearance() -> None:
    slot = {"kind": "appearance", "date": "2015-06-05T14:30"}
    rows = [row("Ouverture", "a.pdf", **slot), row("OUVERTURE DE LA JOURNÉE", "b.pdf", **slot)]  # type: ignore[arg-type]
    assert documents(rows) == [["a.pdf", "b.pdf"]]
    undated = [row("Ouverture", name, kind="appearance", date="2015") for name in ("a.pdf", "b.pdf")]
    assert len(together(undated)) == 2


@given(st.lists(st.tuples(st.sampled_from([LONG, LONG[:40], "Oui", "Non"]), st.sampled_from("abcd")), max_size=12))
def test_no_citation_is_lost(told: list[tuple[str, str]]) -> None:
    rows = [row(text, document) for text, document in told]
    kept = [name for names in documents(rows) for name in names]
    assert sorted(kept) == sorted(document for _, document in told)
