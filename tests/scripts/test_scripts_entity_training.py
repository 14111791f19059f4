"""What the entity model learns from: marks stay on their words through all that is done to a text."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.span import Span
from scripts.entity_training.sets import FOLDER, is_held_out
from scripts.entity_training.swaps import swapped
from scripts.entity_training.texts import Mark, Marked, blocks, by_guidelines, unsure_of_functions
from scripts.entity_training.wear import (
    in_capitals,
    in_small_letters,
    misreads,
    on_one_line,
    other_marks,
    reflowed,
    rewritten,
    without_accents,
    worn,
)

PAGE = """# a page for the tests
[[PER|Maëlle Tanguy-Ortolan]], [[FUNCTION|présidente]] de la [[ORG|SCIC Vent des Landes]],
reçoit à [[LOC|Quimperlé]] le [[DATE|3 mai 2019]].
---
Ordre du jour : accueil des participants, présentation des comptes, questions diverses.
"""


@pytest.fixture
def page(tmp_path: Path) -> list[Marked]:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return list(blocks(path))


def marked(text: str, *surfaces: tuple[str, str]) -> Marked:
    marks = [Mark(Span(text.index(surface), text.index(surface) + len(surface)), label) for label, surface in surfaces]
    return Marked("test", "test:0", text, tuple(marks))


def surfaces(one: Marked) -> list[tuple[str | None, str]]:
    return [(mark.label, mark.span.cut(one.text)) for mark in one.marks]


def test_a_page_is_read_with_its_marks_and_without_brackets(page):
    assert [len(one.marks) for one in page] == [5, 0]
    assert "[[" not in page[0].text
    assert surfaces(page[0])[:4] == [
        ("PER", "Maëlle Tanguy-Ortolan"),
        ("FUNCTION", "présidente"),
        ("ORG", "SCIC Vent des Landes"),
        ("LOC", "Quimperlé"),
    ]


@pytest.mark.parametrize("wrong", ["[[PRS|Ida Noël]] parle", "[[PER|Ida Noël] parle", "[[PER| ]] parle"])
def test_a_mark_that_is_none_is_refused(tmp_path, wrong):
    path = tmp_path / "page.txt"
    path.write_text(f"# wrong\n{wrong}\n", "utf-8")
    with pytest.raises(ValueError, match=r"mark|brackets"):
        list(blocks(path))


def test_our_own_excerpts_can_all_be_read():
    for path in (FOLDER / "corpus").glob("*.txt"):
        for one in blocks(path):
            assert all(mark.span.cut(one.text).strip() == mark.span.cut(one.text) for mark in one.marks), one.id


@pytest.mark.parametrize(
    ("text", "label", "surface", "left"),
    [
        ("On doit à M. Louis Ferrand ce rapport.", "PER", "M. Louis Ferrand", "Louis Ferrand"),
        ("Le président Hamelin a parlé.", "PER", "président Hamelin", "Hamelin"),
        ("M. Jules Oriol, préfet du Gers, arrive.", "PER", "M. Jules Oriol, préfet du Gers", "Jules Oriol"),
        ("Voici Guy de La Roche.", "PER", "Guy de La Roche", "Guy de La Roche"),
        ("Elle lit Le Courrier du soir.", "ORG", "Le Courrier du soir", "Le Courrier du soir"),
        ("On va dans la Creuse.", "LOC", "la Creuse", "Creuse"),
    ],
)
def test_names_of_other_sets_are_cut_as_our_guidelines_cut_them(text, label, surface, left):
    assert surfaces(by_guidelines(marked(text, (label, surface)))) == [(label, left)]


def test_where_no_name_is_found_nothing_is_taught():
    assert surfaces(by_guidelines(marked("M. dit non.", ("PER", "M.")))) == [(None, "M.")]


def test_a_set_without_functions_teaches_nothing_about_them():
    one = marked("Ida Noël, présidente du réseau, habite Redon.", ("PER", "Ida Noël"), ("LOC", "Redon"))
    unsure = surfaces(unsure_of_functions(one))
    assert next(text for label, text in unsure if label is None).startswith("présidente")
    assert [pair for pair in unsure if pair[0]] == [("PER", "Ida Noël"), ("LOC", "Redon")]


def test_halves_of_a_name_on_two_lines_are_one():
    one = marked("M. Fer¬\nrandin viendra.", ("PER", "M. Fer¬"), ("PER", "randin"))
    assert surfaces(by_guidelines(one)) == [("PER", "Fer¬\nrandin")]


@given(st.data())
def test_rewriting_moves_marks_with_their_words(data):
    text = "abcdefghijklmnop"
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    one = Marked("test", "0", text, (Mark(Span(*borders), "ORG"),))
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pieces = [(a, b, data.draw(st.text("XYZ", max_size=3))) for a, b in zip(places[::2], places[1::2], strict=False)]
    outside = [p for p in pieces if p[1] <= borders[0] or p[0] >= borders[1]]
    new = rewritten(one, outside)
    assert surfaces(new) == [("ORG", text[slice(*borders)])]
    anywhere = rewritten(one, pieces)
    assert all(0 <= mark.span.start < mark.span.end <= len(anywhere.text) for mark in anywhere.marks)


@pytest.mark.parametrize("way", [in_capitals, in_small_letters, without_accents, other_marks, reflowed, on_one_line])
def test_layout_and_case_change_no_letter_of_a_name(page, way):
    def letters(surface: str) -> str:
        from ptce_corpus.annotation.letters import flat

        return re.sub(r"[\s¬-]", "", flat(surface))

    for seed in range(20):
        new = way(page[0], Random(seed))
        assert [(label, letters(text)) for label, text in surfaces(new)] == [
            (label, letters(text)) for label, text in surfaces(page[0])
        ]


def test_misreadings_change_letters_and_keep_marks(page):
    texts = {misreads(page[0], Random(seed)).text for seed in range(60)}
    assert len(texts) > 30
    assert all(len(misreads(page[0], Random(seed)).marks) == 5 for seed in range(60))


def test_chance_comes_from_the_seed_alone(page):
    assert worn(page[0], Random(5)) == worn(page[0], Random(5))
    assert swapped(page[0], Random(5)) == swapped(page[0], Random(5))


def test_people_and_towns_are_renamed_and_nothing_else_is():
    one = marked("Paul Girard et Paul Morel vont à Rennes, dit Girard.", ("PER", "Paul Girard"), ("LOC", "Rennes"))
    new = swapped(one, Random(1), share=1.0)
    (_, person), (_, town) = surfaces(new)
    assert "Girard" not in person
    assert town != "Rennes"
    assert "Morel" in new.text
    assert new.text.endswith(", dit Girard.")


def test_an_article_and_what_was_read_of_its_print_are_held_out_together():
    names = [f"article-{number}" for number in range(500)]
    assert [is_held_out(name) for name in names] == [is_held_out(f"{name}#light") for name in names]
    assert 20 < sum(map(is_held_out, names)) < 90
