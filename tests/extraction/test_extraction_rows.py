"""Row files give a document a row, good rows first, and a full account of the bad ones."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.document import Kind, SourceDocument
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction import rows
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings


def jsonl(path: Path, *rows_given: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows_given)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_brings_its_own_claims(tmp_path: Path, extract) -> None:
    row = {"id": "b-1", "text": "Élection.", "title": "Brève", "date": "2022-06", "kind": "press-release"}
    (document,) = extract(jsonl(tmp_path / "rows.jsonl", row))
    assert (document.identifier, document.title, document.date, document.kind) == (
        "b-1",
        "Brève",
        "2022-06",
        Kind.PRESS_RELEASE,
    )
    assert document.pages[0].text == "Élection."


def test_rows_are_known_without_the_name(tmp_path: Path, extract) -> None:
    path = jsonl(tmp_path / "rows.txt", {"id": "a", "text": "un"}, {"id": "b", "text": "deux"})
    assert [document.identifier for document in extract(path)] == ["a", "b"]


def test_good_rows_come_first_then_the_faults(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "rows.jsonl",
        {"id": "a", "text": "un"},
        "{ cassé",
        {"id": "b", "text": ""},
        {"id": "a", "text": "encore"},
        {"text": "sans nom"},
        {"id": "c", "text": "trois"},
    )
    found: list[SourceDocument] = []
    with pytest.raises(UnreadableFile) as caught:
        found.extend(FileExtractor(ExtractionSettings()).extract(path, "rows.jsonl"))
    # `extend` keeps what came before the error.
    assert [document.identifier for document in found] == ["a", "c"]
    assert "4 of 6" in caught.value.message
    assert all(f"line {number}:" in caught.value.message for number in (2, 3, 4, 5))


def test_rows_come_as_the_file_is_read(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "rows.jsonl", *({"id": str(number), "text": "x"} for number in range(5)), "{ cassé")
    stream = FileExtractor(ExtractionSettings()).extract(path, "rows.jsonl")
    assert next(stream).identifier == "0"


def test_the_digest_of_a_row_is_that_of_its_content(tmp_path: Path, extract) -> None:
    first = extract(jsonl(tmp_path / "a.jsonl", {"id": "a", "text": "un", "title": "t"}))[0]
    moved = extract(jsonl(tmp_path / "b.jsonl", {"id": "z", "text": "z"}, {"title": "t", "text": "un", "id": "a"}))[1]
    changed = extract(jsonl(tmp_path / "c.jsonl", {"id": "a", "text": "un", "title": "autre"}))[0]
    assert first.sha256 == moved.sha256
    assert first.sha256 != changed.sha256


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_with_any_separator_and_encoding(tmp_path: Path, extract, separator: str, encoding: str) -> None:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerows([["id", "text", "date"], ["f-1", "Une légumerie ; deux, « trois »\net une ligne", "20/05/2025"]])
    (tmp_path / "rows.csv").write_bytes(buffer.getvalue().encode(encoding))
    (document,) = extract(tmp_path / "rows.csv")
    assert document.pages[0].text == "Une légumerie ; deux, « trois »\net une ligne"
    assert document.date == "2025-05-20"


def test_columns_may_stand_in_any_order(tmp_path: Path, extract) -> None:
    (tmp_path / "rows.csv").write_text('Text;"ID";kind\nBonjour;x;letter\n')
    (document,) = extract(tmp_path / "rows.csv")
    assert (document.identifier, document.kind) == ("x", Kind.LETTER)


def test_a_long_text_fits_in_a_field(tmp_path: Path, extract) -> None:
    (tmp_path / "rows.csv").write_text('id,text\nx,"' + "mot " * 60_000 + '"\n')
    assert len(extract(tmp_path / "rows.csv")[0].pages[0].text) > 200_000


def test_csv_without_the_columns_is_refused(tmp_path: Path, extract) -> None:
    (tmp_path / "rows.csv").write_text("nom;ville\nZoé;Nevers\n")
    with pytest.raises(UnreadableFile, match="id and text"):
        extract(tmp_path / "rows.csv")


def test_prose_named_csv_is_prose(tmp_path: Path, extract) -> None:
    (tmp_path / "note.csv").write_text("Bonjour\n\nVoici le bilan.\n")
    assert extract(tmp_path / "note.csv")[0].media_type == "text/plain"


VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=8, unique_by=lambda pair: pair[0].strip()))
def test_json_lines_and_csv_hold_the_same_documents(tmp_path_factory, pairs: list[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("rows")
    jsonl(folder / "rows.jsonl", *({"id": name, "text": text} for name, text in pairs))
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("id", "text"), *pairs])
    digests = [
        [document.sha256 for document in rows.read(SourceFile(folder / name, name, "", kind))]
        for name, kind in (("rows.jsonl", rows.JSONL), ("rows.csv", rows.CSV))
    ]
    assert digests[0] == digests[1]
