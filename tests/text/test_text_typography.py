"""Typographic edits are those of normalisation, line joining and Markdown; nothing of repair is among them."""

from __future__ import annotations

from ptce_corpus.domain.alignment import Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.characters import normalised
from ptce_corpus.text.cleaning import MARKED
from ptce_corpus.text.layout import joined_words
from ptce_corpus.text.repair import mended
from ptce_corpus.text.typography import is_typographic

PAGE = (
    "# Titre\r\n\r\n**L’«économie»** de l'e\u0301quipe du 3^E\u00a0trimestre  :\n• une ﬁn de coopé-\nration,\n"
    "[le site](https://exemple.fr) `code` \\* \u200bet \x01la suite  \n> cité\nhttps://exemple.\nfr/page_longue\n"
)
DAMAGED = (
    "Paris - le Labo de I'ESS publie une enquéte sur les Pdles territoriaux, visant a promouvoir la premiere année.\n"
    "+ Mettre a jour ;\n+ |dentifier les besoins de I'économie et des modeles."
)


def test_what_sets_a_text_is_typographic() -> None:
    edits = joined_words(MARKED(normalised(PAGE))).edits
    assert len(edits) > 12
    assert all(map(is_typographic, edits)), [edit.rule for edit in edits if not is_typographic(edit)]


def test_what_repairs_a_text_is_not() -> None:
    edits = mended(normalised(DAMAGED)).edits
    assert edits
    assert not any(map(is_typographic, edits))


def test_an_edit_in_which_both_met_is_shown() -> None:
    assert is_typographic(Edit(Span(0, 1), "", "space+apostrophe"))
    assert not is_typographic(Edit(Span(0, 1), "", "space+ocr-article"))
