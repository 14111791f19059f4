"""Text is read whatever encoding it is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.extraction.encodings import decoded

SENTENCE = (
    "L’assemblée générale s’est tenue à Besançon, où l’on a fêté les dix ans du pôle : « Le cœur y était », "
    "a déclaré Zoé Lefèvre. L’été prochain, une fête réunira les adhérents près de l’hôtel de ville.\n"
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\ufffe"), max_size=200)


@given(ANY_TEXT)
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    assert decoded(text.encode("utf-8-sig")) == text


@given(ANY_TEXT, st.sampled_from(["utf-16", "utf-32"]))
def test_a_byte_order_mark_decides(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@given(st.binary(max_size=300))
def test_any_bytes_give_some_text(content: bytes) -> None:
    assert isinstance(decoded(content), str)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_need_no_byte_order_mark(encoding: str) -> None:
    assert decoded(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_french_in_one_byte_encodings_is_told_apart(encoding: str) -> None:
    assert decoded(SENTENCE.encode(encoding)) == SENTENCE


def test_french_latin_1_is_read() -> None:
    plain = SENTENCE.replace("’", "'").replace("œ", "oe")
    assert decoded(plain.encode("latin-1")) == plain


def test_a_single_accent_is_enough_for_windows_1252() -> None:
    assert decoded("Compte rendu de la réunion".encode("cp1252")) == "Compte rendu de la réunion"


def test_utf8_is_kept_where_a_few_bytes_are_foreign() -> None:
    mixed = (SENTENCE * 3).encode() + "un dernier été".encode("cp1252")
    assert decoded(mixed) == SENTENCE * 3 + "un dernier été"


def test_a_declared_encoding_is_believed_where_utf8_fails() -> None:
    assert decoded("Žižek à Łódź".encode("iso8859-2", errors="replace"), declared="iso-8859-2").startswith("Žižek")


def test_a_declared_encoding_that_does_not_exist_is_passed_over() -> None:
    assert decoded("réunion".encode("cp1252"), declared="klingon") == "réunion"
