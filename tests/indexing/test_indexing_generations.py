"""What both engines promise while another process writes: the old generation answers until the new one is whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import Term
from ptce_corpus.indexing.generations import FolderGenerations
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.search.rewrite import rewrite

Generations = FolderGenerations[Any]
ENGINES: dict[str, type[Generations]] = {"whoosh": WhooshGenerations, "tantivy": TantivyGenerations}
WRITER = """
import sys
from pathlib import Path
from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.indexing import generations
from ptce_corpus.indexing.{engine}_generations import {name} as Generations

def wait(told):
    print(told, flush=True)
    sys.stdin.readline()

def passages():
    for number in range(100, 140):
        if number == 120:
            wait("midway")
        yield IndexedPassage(number, number, f"le lavoir numéro {{number}}")

def put_in_service(self, name, switch=Generations._put_in_service):
    wait("written")
    switch(self, name)

Generations._put_in_service = put_in_service
Generations(Path(sys.argv[1])).advance(passages(), {{1}}, afresh=sys.argv[2] == "afresh")
"""


def passage(number: int) -> IndexedPassage:
    return IndexedPassage(number, number, f"le lavoir numéro {number}")


@pytest.fixture(params=sorted(ENGINES))
def generations(request: pytest.FixtureRequest, tmp_path: Path) -> Generations:
    made = ENGINES[request.param](tmp_path / "indexes")
    made.advance([passage(number) for number in range(1, 6)], ())
    return made


@contextmanager
def writing(generations: Generations, how: str = "following") -> Iterator[subprocess.Popen[str]]:
    """Another process that writes the next generation, and waits where it is told to."""
    name = type(generations).__name__
    code = WRITER.format(engine=name.removesuffix("Generations").lower(), name=name)
    arguments = [sys.executable, "-c", code, str(generations.folder), how]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def held(generations: Generations) -> frozenset[int]:
    index = generations.current()
    found: frozenset[int] = index.matching(rewrite(Term("lavoirs")))
    index.close()
    return found


OLD = frozenset(range(1, 6))
NEW = frozenset(range(100, 140))


@pytest.mark.parametrize("how", ["following", "afresh"])
def test_readers_see_the_old_generation_until_the_switch(generations: Generations, how: str) -> None:
    before = generations.current()
    with writing(generations, how) as process:
        for told in ("midway", "written"):
            assert heard(process) == told
            assert held(generations) == OLD
            let_go_on(process)
        assert process.wait() == 0
    assert held(generations) == (NEW if how == "afresh" else NEW | OLD - {1})
    generations.advance([], {100})
    generations.advance([], {101})
    assert before.matching(rewrite(Term("lavoirs"))) == OLD, "what was opened goes on, its files gone or not"
    before.close()


@pytest.mark.parametrize("moment", ["midway", "written"])
@pytest.mark.parametrize("how", ["following", "afresh"])
def test_a_writer_killed_at_any_moment_leaves_the_old_generation(
    generations: Generations, moment: str, how: str
) -> None:
    with writing(generations, how) as process:
        while heard(process) != moment:
            let_go_on(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert held(generations) == OLD
    generations.advance([passage(9)], {2})
    assert held(generations) == OLD - {2} | {9}
    assert len([path for path in generations.folder.iterdir() if path.is_dir()]) == 2
