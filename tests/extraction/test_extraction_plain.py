"""Text files give pages at form feeds; Markdown its headings and tables, with the marks left where they stand."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.document import Markup
from ptce_corpus.extraction.markdown_layout import layout

MARKED = """---
title: Le pôle
date: 2020-03-04
---
# Bilan #

Produits
--------

| Poste | 2019 |
|:------|-----:|
| Loyers | 12 \\| 14 |
| Dons |

```
# un commentaire
```
- élément
---
"""


def test_form_feeds_part_pages(tmp_path: Path, extract) -> None:
    (tmp_path / "deux.txt").write_text("Première page\n\fDeuxième page\n\f", encoding="utf-8")
    assert [page.text for page in extract(tmp_path / "deux.txt")[0].pages] == ["Première page", "Deuxième page"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-le", "cp1252", "iso8859-15", "mac_roman"])
def test_text_is_read_in_any_encoding(tmp_path: Path, extract, encoding: str) -> None:
    text = "Le cœur y était, a déclaré Zoé Lefèvre près de l'hôtel de ville : « à bientôt »."
    (tmp_path / "note.txt").write_bytes(text.encode(encoding))
    assert extract(tmp_path / "note.txt")[0].pages[0].text == text


def test_text_of_dos_is_read(tmp_path: Path, extract) -> None:
    text = "Procès-verbal de la réunion du 3 février, à l'hôtel de ville de Besançon."
    (tmp_path / "PV.TXT").write_bytes(text.encode("cp850"))
    assert extract(tmp_path / "PV.TXT")[0].pages[0].text == text


def test_markdown_knows_headings_tables_and_its_claims(tmp_path: Path, extract) -> None:
    (tmp_path / "bilan.md").write_text(MARKED, encoding="utf-8")
    (document,) = extract(tmp_path / "bilan.md")
    page = document.pages[0]
    assert (document.markup, document.title, document.date) == (Markup.MARKDOWN, "Le pôle", "2020-03-04")
    assert [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings] == [
        ("Bilan", 1),
        ("Produits", 2),
    ]
    (table,) = page.layout.tables
    assert [[cell.cut(page.text) for cell in row] for row in table.rows] == [
        ["Poste", "2019"],
        ["Loyers", "12 \\| 14"],
        ["Dons", ""],
    ]


def test_plain_text_has_no_marks(tmp_path: Path, extract) -> None:
    (tmp_path / "note.txt").write_text("Titre\n=====\n\nUn seul paragraphe.", encoding="utf-8")
    (document,) = extract(tmp_path / "note.txt")
    assert (document.markup, document.pages[0].layout.headings) == (Markup.PLAIN, ())


@settings(deadline=None)
@given(st.text(st.sampled_from("#=-|:`~ \n\tab\\é"), max_size=80))
def test_the_spans_of_any_markdown_lie_in_their_text(text: str) -> None:
    found = layout(text)
    for heading in found.headings:
        cut = heading.span.cut(text)
        assert cut == cut.strip() != ""
        assert "\n" not in cut
    for table in found.tables:
        assert len({len(row) for row in table.rows}) == 1
        cells = [cell for row in table.rows for cell in row]
        assert all(table.span.start <= cell.start <= cell.end <= table.span.end <= len(text) for cell in cells)
        assert all(one.end <= other.start for one, other in itertools.pairwise(cells))
