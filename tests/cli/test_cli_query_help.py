"""The table of the query language: in the help and in both guides, and each of its examples is a query that finds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ptce_corpus.cli.language import translated
from ptce_corpus.cli.query_help import EXAMPLES
from ptce_corpus.domain.passage import IndexedPassage, Variant
from ptce_corpus.indexing.memory import MemoryIndex
from ptce_corpus.search import limits
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

ROOT = Path(__file__).parents[2]
WRITTEN = [example for examples, _ in EXAMPLES for example in examples]
GUIDES = ("guide.md", "guide.fr.md")
INDEX = MemoryIndex(
    [
        IndexedPassage(
            identifier=1,
            document=1,
            text="La mutualisation des emplois : un travail local, sur un territoire.",
            title="Emploi local",
            kind="press-release",
            earliest="2014-08-02",
            latest="2014-08-02",
            people=("Odile Kerboul",),
            organisations=("La Laiterie du Port",),
            places=("Brest",),
            speakers=("Odile Kerboul",),
            variants=(Variant(1, "Pdles"),),
        ),
        IndexedPassage(
            2, 2, "Une coopération économique, une économie sociale contre le chômage", earliest="2015-01-01"
        ),
        IndexedPassage(3, 3, "Un stage"),
    ]
)


@pytest.mark.parametrize("example", WRITTEN)
def test_each_example_finds_something_and_leaves_something(example: str) -> None:
    query = rewrite(parse(example), documents_of_theme=lambda _: frozenset({1}))
    assert 0 < INDEX.search(query, limit=1).total < 3


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_help_shows_the_whole_table(language: str) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "search", "--help"]
    environment = {**os.environ, "PTCE_LANG": language, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    told = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True).stdout
    assert [example for example in WRITTEN if example not in told] == []
    running = " ".join(told.split())
    for _, meaning in EXAMPLES:
        assert (translated(meaning) if language == "fr" else meaning) in running


def test_each_meaning_has_its_french() -> None:
    assert [meaning for _, meaning in EXAMPLES if translated(meaning) == meaning] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_the_table_of_the_guide_holds_these_examples_and_no_others(guide: str) -> None:
    lines = (ROOT / "docs" / guide).read_text("utf-8").splitlines()
    first = next(order for order, line in enumerate(lines) if line.startswith("| `mutualisation emploi`"))
    cells = [line.split("|")[1] for line in lines[first : first + len(EXAMPLES)]]
    assert [example for cell in cells for example in re.findall(r"`([^`]+)`", cell)] == WRITTEN


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_tells_the_limits(guide: str) -> None:
    told = " ".join((ROOT / "docs" / guide).read_text("utf-8").split())
    for limit in (limits.MAX_PARTS, limits.MAX_DATES, limits.MAX_PATTERNS, limits.MAX_PROXIMITIES):
        assert re.search(rf"\b{limit} \w", told)
