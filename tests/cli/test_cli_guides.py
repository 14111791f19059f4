"""What the guides and the README write is what the program takes: commands, options, and the questions they ask."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest

from ptce_corpus.cli.main import COMMANDS, ptce, run

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/guide.md", "docs/guide.fr.md")
ASKING = frozenset(COMMANDS) - {"init", "add", "build", "save", "export", "extract", "repair", "tag", "quotes"}
NOT_FOUND = 4
FOREIGN = frozenset({"--require-hashes", "--no-deps", "--no-build-isolation"})
"""Options of other programs."""


def examples(page: str) -> list[list[str]]:
    """The commands of ours that stand in the blocks of a page, by words."""
    lines = re.findall(r"^    (ptce .*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    parts = [part for line in lines for part in line.split("&&")]
    return [shlex.split(part, comments=True)[1:] for part in parts if part.strip().startswith("ptce ")]


@cache
def command(name: str) -> tuple[click.Command, click.Context]:
    context = click.Context(ptce, info_name="ptce")
    found = ptce.get_command(context, name)
    assert found is not None, name
    return found, click.Context(found, info_name=name, parent=context)


ALL = sorted({tuple(words) for page in PAGES for words in examples(page)})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_examples(page: str) -> None:
    assert len(examples(page)) >= 5


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_an_example_is_a_command_with_options_that_it_has(words: tuple[str, ...]) -> None:
    found, context = command(words[0])
    found.make_parser(context).parse_args(list(words[1:]))


@pytest.mark.parametrize("words", [words for words in ALL if words[0] in ASKING], ids=" ".join)
def test_an_example_that_asks_is_answered(
    words: tuple[str, ...],
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)  # for what is written beside
    code = run([words[0], "-w", str(built), *words[1:]])
    captured = capsys.readouterr()
    if code == NOT_FOUND:  # a document or speaker of somebody else's archive
        assert captured.err.count("→") == 1
    else:
        assert code == 0
        assert captured.out or "--html" in words


@pytest.mark.parametrize("page", PAGES)
def test_every_option_told_is_an_option_of_some_command(page: str) -> None:
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", (ROOT / page).read_text("utf-8")))
    held = [one for found, context in map(command, COMMANDS) for one in found.get_params(context)]
    known = {option for one in held for option in one.opts}
    assert told - known - FOREIGN == set()
