"""What both engines promise of files that are damaged, of another version, or cannot be linked."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing.generations import FolderGenerations
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

Generations = FolderGenerations[Any]
ENGINES: dict[str, type[Generations]] = {"whoosh": WhooshGenerations, "tantivy": TantivyGenerations}
COMMON = ("lexicon.tsv", "values.bin", "manifest.json")
OWN = {
    "whoosh": ("*.toc", "*.pst", "*.trm", "*.facts"),
    "tantivy": (
        *("meta.json", ".managed.json", "reach.json"),
        *("*.term", "*.idx", "*.pos", "*.fieldnorm", "*.fast", "*.store"),
    ),
}
FILES = [(engine, name) for engine, own in OWN.items() for name in (*own, *COMMON)]
UNDIGESTED = [(engine, name) for engine, name in FILES if not name.endswith((".json", ".toc", ".tsv", ".bin"))]
TEXTS = ("le four banal est éteint", "un four et deux meules", "la meule tourne encore " * 40, "rien de tout cela")
ASKED = ("four", '"le four"', "meul*", "depuis:2014", "four OU meules", '"four meules"~3', "theme:bois", "-four")


def passage(number: int, text: str) -> IndexedPassage:
    return IndexedPassage(number, number, text, f"titre {number}", "report", "2014-01-01", "2014-01-02", theme="pain")


PASSAGES = [passage(number, text) for number, text in enumerate(TEXTS, start=1)]


def filled(engine: str, folder: Path) -> Generations:
    made = ENGINES[engine](folder / "indexes")
    made.advance(PASSAGES, ())
    return made


@pytest.fixture(params=sorted(ENGINES))
def generations(request: pytest.FixtureRequest, tmp_path: Path) -> Generations:
    return filled(request.param, tmp_path)


def in_service(generations: Generations) -> Path:
    return generations.folder / (generations.folder / "CURRENT").read_text().strip()


def meeting(generations: Generations, text: str) -> frozenset[int]:
    index = generations.current()
    found: frozenset[int] = index.matching(rewrite(parse(text), documents_of_theme=lambda _: frozenset({1, 2})))
    index.close()
    return found


@pytest.mark.parametrize(("engine", "name"), FILES)
def test_a_file_cut_short_or_gone_is_refused_with_the_remedy(tmp_path: Path, engine: str, name: str) -> None:
    generations = filled(engine, tmp_path)
    (path,) = in_service(generations).glob(name)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(WorkspaceError, match="damaged") as caught:
        generations.current()
    assert caught.value.remedy == "ptce build --only index"
    path.unlink()
    with pytest.raises(WorkspaceError, match="damaged"):
        generations.current()
    with pytest.raises(WorkspaceError, match="damaged"):
        generations.advance([passage(50, "un")], ())
    generations.advance(PASSAGES, (), afresh=True)
    assert meeting(generations, "meules") == {2, 3}


@pytest.mark.parametrize(("engine", "name"), UNDIGESTED)
@pytest.mark.parametrize("changed", [0x5A, 0x01])
def test_damage_inside_a_file_is_told_or_does_no_harm(tmp_path: Path, engine: str, name: str, changed: int) -> None:
    generations = filled(engine, tmp_path)
    (path,) = in_service(generations).glob(name)
    path.write_bytes(bytes(byte ^ changed for byte in path.read_bytes()))
    for text in ASKED:
        with suppress(WorkspaceError):
            assert meeting(generations, text) is not None


def test_a_changed_byte_in_what_says_what_the_others_mean_is_refused(generations: Generations) -> None:
    for name in ("lexicon.tsv", "values.bin"):
        path = in_service(generations) / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(WorkspaceError, match=f"damaged: {name}"):
            generations.current()
        path.write_bytes(whole)
    assert meeting(generations, "meules") == {2, 3}


@pytest.mark.parametrize(
    ("said", "told"), [({"analysis": "another"}, "another analysis of words"), ({"format": 0}, "another version")]
)
def test_what_another_version_made_is_named_so_and_mended_by_a_build(
    generations: Generations, said: dict[str, object], told: str
) -> None:
    folder = in_service(generations)
    (folder / "values.bin").unlink()  # another version had other files: that is no damage
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | said))
    with pytest.raises(WorkspaceError, match=f"made by {told}") as caught:
        generations.current()
    assert caught.value.remedy == "ptce build"


def test_a_manifest_of_other_entries_is_of_another_version(generations: Generations) -> None:
    path = in_service(generations) / "manifest.json"
    path.write_text(json.dumps({"format": 99, "documents": [1], "made": "later"}))
    with pytest.raises(WorkspaceError, match="another version"):
        generations.current()
    path.write_text(json.dumps({"made": "by nobody"}))
    with pytest.raises(WorkspaceError, match="damaged"):
        generations.current()


def test_a_current_that_names_no_generation_is_refused(generations: Generations) -> None:
    (generations.folder / "CURRENT").write_text("../elsewhere")
    with pytest.raises(WorkspaceError, match="names no generation"):
        generations.current()
    generations.advance([passage(50, "une meule")], {}, afresh=True)
    assert meeting(generations, "meules") == {50}, "a build that begins anew was held up by what it does away with"


def test_a_file_in_the_place_of_the_folder_is_told(generations: Generations) -> None:
    shutil.rmtree(generations.folder)
    generations.folder.write_text("no index")
    with pytest.raises(WorkspaceError, match="is no folder") as caught:
        generations.advance([], {}, afresh=True)
    assert caught.value.remedy
    assert generations.folder.read_text() == "no index"


def test_without_links_files_are_copied(generations: Generations, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    generations.advance([passage(50, "une meule")], {2})
    assert meeting(generations, "meules") == {3, 50}
