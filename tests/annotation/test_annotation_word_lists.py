"""The lists of the annotation: how they are read, and the patterns made of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, entries, folded, word_set, word_table

FORMS = st.lists(st.text("ab.'-(é ", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=6)


def test_a_list_is_read_by_the_keys_that_lead_to_it():
    assert word_set("people", "takes_office", "new") == frozenset(word_table("people")["takes_office"]["new"])
    assert folded("people", "takes_office", "new") == {flat(word) for word in word_set("people", "takes_office", "new")}


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        word_set("people", "no_such_list")


@pytest.mark.parametrize("file", ["first_names.txt.gz", "first_names_feminine.txt"])
def test_lists_are_read_packed_or_not(file):
    lines = entries(file)
    assert len(lines) > 100
    assert all(line == line.strip() != "" for line in lines)


@given(FORMS)
def test_a_pattern_meets_every_form_and_the_longest_first(forms):
    pattern = re.compile(either(forms))
    assert all(pattern.fullmatch(form) for form in forms)
    assert pattern.match(max(forms, key=len)).end() == len(max(forms, key=len))
    assert not pattern.fullmatch("z")


def test_a_space_meets_a_line_end_or_what_is_asked():
    assert re.fullmatch(either(["au nom de"]), "au\nnom de")
    assert not re.fullmatch(either(["au nom de"]), "au  nom de")
    assert re.fullmatch(either(["au nom de"], gap=r"\s+"), "au \n nom  de")
    assert not re.fullmatch(either(["au nom de"], gap=" "), "au\nnom de")
