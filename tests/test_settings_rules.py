"""Settings by pattern of path: which reader, which passwords, and which files a change of them touches."""

from __future__ import annotations

from pathlib import Path

import pytest

from ptce_corpus.errors import SettingsError
from ptce_corpus.settings import ExtractionSettings, load

FILE = """
[extraction.readers]
"2012/*" = "ocr"
"*/pv.pdf" = "text-layer"

[extraction.passwords]
"2012/*" = "first"
"*" = "second"
"""


@pytest.fixture
def extraction(tmp_path: Path) -> ExtractionSettings:
    (tmp_path / "ptce.toml").write_text(FILE)
    return load(tmp_path, {}).extraction


def test_the_first_rule_that_fits_forces_the_reader(extraction: ExtractionSettings) -> None:
    assert [extraction.reader(name) for name in ("2012/pv.pdf", "2013/pv.pdf", "2013/cp.pdf")] == [
        "ocr",
        "text-layer",
        None,
    ]


def test_every_password_that_fits_is_tried_in_order(extraction: ExtractionSettings) -> None:
    assert extraction.passwords_of("2012/pv.pdf") == ("first", "second")
    assert extraction.passwords_of("2013/pv.pdf") == ("second",)


def test_a_rule_may_be_given_in_the_environment(tmp_path: Path) -> None:
    read = load(tmp_path, {"PTCE_EXTRACTION_READERS": '{ "a/*" = "ocr" }'}).extraction
    assert read.reader("a/b.pdf") == "ocr"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('readers = { "*" = "tesseract" }', "unknown reader tesseract"),
        ("passwords = { a = 3 }", "wants a table of texts"),
        ('readers = "ocr"', "wants a table of texts"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "ptce.toml").write_text(f"[extraction]\n{text}\n")
    with pytest.raises(SettingsError, match=told):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("path", "pattern", "touched"),
    [
        ("2012/a.pdf", "2012/*", True),
        ("2013/a.pdf", "2012/*", False),
        ("mail/1.eml", "mail/1.eml/pv.pdf", True),
        ("box.zip", "box.zip/*", True),
        ("box.zip", "*.pdf", True),
        ("box.zip", "2012/*", False),
        ("a.pdf", "a.pdf.bak", False),
    ],
)
def test_a_rule_touches_the_files_it_fits_and_what_is_packed_in_them(path: str, pattern: str, touched: bool) -> None:
    assert bool(ExtractionSettings().rules_for(path, ((pattern, "ocr"),))) is touched
