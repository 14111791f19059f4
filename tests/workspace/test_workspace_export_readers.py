"""What the programs that read our exports ask of them, told by readers that do as theirs do.

IRaMuTeQ: its reader of Alceste's format (``BuildFromAlceste``) and that of rainette. TXM: the documentation of its
import "XML-TEI Zero + CSV".
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.workspace.exports import iramuteq, tei
from ptce_corpus.workspace.exports.archive import METADATA, Archive

_CLEANED = re.compile("[^a-zA-Z0-9àÀâÂäÄáÁéÉèÈêÊëËìÌîÎïÏòÒôÔöÖùÙûÛüÜçÇßœŒ’ñ.:,;!?*'_]+")
"""What IRaMuTeQ makes blanks of, unless told otherwise."""
_MARKS = frozenset(".,;:!?'’")
_TEXT = "{http://www.tei-c.org/ns/1.0}text"

names = st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4, unique=True)
texts = st.text(max_size=80)


def as_iramuteq_reads(text: str) -> list[tuple[list[str], list[str]]]:
    """The starred variables and the words of each text."""
    found: list[tuple[list[str], list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("****"):
            found.append((line.split()[1:], []))
        elif line.strip():
            assert found, "text before the first line of variables"
            assert not line.startswith("-*"), "a line that opens a theme"
            assert "$" not in line, "the sign with which IRaMuTeQ ends a text"
            cleaned = _CLEANED.sub(" ", line.lower())
            found[-1][1].extend(word for word in cleaned.split() if set(word) - _MARKS)
    return found


def shelf(by_hand: SimpleNamespace, held: list[str], printed: list[str]) -> object:
    documents = [by_hand.document(name, text) for name, text in zip(held, printed * len(held), strict=False)]
    return by_hand.shelf(*((document, Annotations()) for document in documents))


@given(names, st.lists(texts, min_size=1, max_size=3))
def test_iramuteq_reads_every_text_that_has_a_word_with_its_variables(
    by_hand: SimpleNamespace, tmp_path_factory: object, held: list[str], printed: list[str]
) -> None:
    folder: Path = tmp_path_factory.mktemp("read")  # type: ignore[attr-defined]
    told = iramuteq.write(Archive(shelf(by_hand, held, printed)), folder)
    read = as_iramuteq_reads((folder / iramuteq.FILE).read_bytes().decode("utf-8"))
    assert len(read) == told[iramuteq.FILE]
    for variables, words in read:
        assert [one.partition("_")[0] for one in variables] == ["*doc", "*kind", "*year", "*lang"]
        assert all(re.fullmatch(r"\*[a-z]+_[A-Za-z0-9]+", one) for one in variables)
        assert words
        assert not any("*" in word or "_" in word for word in words)


def test_a_text_in_letters_that_iramuteq_does_not_keep_is_left_out(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    held = shelf(by_hand, ["a.txt", "b.txt"], ["Συνεργασία και εργασία.", "Un pôle. Συνεργασία."])
    assert iramuteq.write(Archive(held), tmp_path) == {iramuteq.FILE: 1}


@given(names, st.lists(texts, min_size=1, max_size=3))
def test_txm_finds_the_line_of_each_file_and_one_text_in_it(
    by_hand: SimpleNamespace, tmp_path_factory: object, held: list[str], printed: list[str]
) -> None:
    folder: Path = tmp_path_factory.mktemp("read")  # type: ignore[attr-defined]
    tei.write(Archive(shelf(by_hand, held, printed)), folder)
    with (folder / METADATA).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=",", quotechar='"')
        assert rows.fieldnames is not None
        assert rows.fieldnames[0] == "id"
        assert all(re.fullmatch(r"[a-z][a-z0-9]*", name) for name in rows.fieldnames)
        listed = [row["id"] for row in rows]
    assert sorted(listed) == sorted(path.stem for path in folder.glob("*.xml"))
    assert len({name.lower() for name in listed}) == len(listed)
    for name in listed:
        assert "." not in name
        assert len(ET.parse(folder / f"{name}.xml").getroot().findall(f".//{_TEXT}")) == 1
