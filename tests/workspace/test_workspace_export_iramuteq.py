"""IRaMuTeQ: lines of variables that it reads, and a text without what it would take for them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.workspace.exports import iramuteq
from ptce_corpus.workspace.exports.archive import Archive
from ptce_corpus.workspace.exports.iramuteq import plain

LINE = re.compile(r"\*\*\*\*(?: \*[a-z]+_[A-Za-z0-9]+)+")


def written(shelf: object, folder: Path) -> str:
    iramuteq.write(Archive(shelf), folder)
    return (folder / iramuteq.FILE).read_text(encoding="utf-8")


def test_each_document_follows_its_variables(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    told = by_hand.document("2014/Été à Nevers.pdf", "Un pôle\nde coopération.\n\nUne page…", date="2014-03")
    text = written(by_hand.shelf((told, Annotations())), tmp_path)
    first, *rest = text.rstrip("\n").split("\n")
    assert first == "**** *doc_2014EteaNevers *kind_pressrelease *year_2014 *lang_fr"
    assert rest == ["Un pôle de coopération.", "Une page..."]


def test_an_undated_document_has_no_year_and_an_empty_one_no_line(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    undated = (by_hand.document("a.txt", "Un mot.", date=None), Annotations())
    empty = (by_hand.document("b.txt", " -- * \n"), Annotations())
    text = written(by_hand.shelf(undated, empty), tmp_path)
    assert [line for line in text.split("\n") if line.startswith("****")] == [
        "**** *doc_a *kind_pressrelease *year_none *lang_fr"
    ]


def test_names_that_differ_by_signs_alone_stay_apart(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    told = [(by_hand.document(name, "Un mot."), Annotations()) for name in ("a-b.txt", "ab.txt", "AB.md", "a b.txt")]
    names = re.findall(r"\*doc_(\S+)", written(by_hand.shelf(*told), tmp_path))
    assert len({name.lower() for name in names}) == len(told)


def test_stars_and_underscores_of_the_text_are_no_variables() -> None:
    assert plain("**** *doc_x\n\n-*theme_a\n\nun_mot d’usage « cité » § 5 €") == (
        'doc x\n- theme a\nun mot d\'usage " cité " 5 €'
    )


@given(st.text(max_size=200))
def test_no_text_can_be_taken_for_a_line_of_variables(text: str) -> None:
    legible = plain(text)
    assert not set(legible) & set("*_$§^\t\r\x00")
    assert "\n\n" not in legible
    assert all(line == line.strip() and line for line in legible.split("\n") if legible)


@given(st.text(min_size=1, max_size=40))
def test_any_name_makes_a_line_that_is_read(by_hand: SimpleNamespace, name: str) -> None:
    entry = next(Archive(by_hand.shelf((by_hand.document(name, "Un mot.", date=None), Annotations()))).entries())
    value = iramuteq._unlike(entry.stem, set())
    assert LINE.fullmatch(iramuteq.variables(entry.document, name=value))
