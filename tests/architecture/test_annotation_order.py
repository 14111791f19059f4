"""The sub-packages of the annotation stand in an order, which ARCHITECTURE.md tells."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ANNOTATION = Path(__file__).parents[2] / "ptce_corpus" / "annotation"
PREFIX = "ptce_corpus.annotation"

ORDER = {
    "letters": 0, "guillemets": 0, "vector_rows": 0,
    "word_lists": 1, "model": 1,
    "gazetteer": 2, "prose": 2,
    "functions": 3, "reporting": 3,
    "entities": 4, "attribution": 4,
    "linking": 5, "quotations": 5, "programmes": 5, "mentions": 5,
    "annotator": 6,
}  # fmt: skip


def places() -> list[str]:
    """The modules and sub-packages that stand directly in the folder."""
    found = (path for path in ANNOTATION.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())
    return sorted(path.stem for path in found if path.stem != "__init__")


def imported(place: str) -> Iterator[str]:
    """What a module, or any module of a sub-package, imports of the others."""
    inside = sorted((ANNOTATION / place).rglob("*.py")) or [ANNOTATION / f"{place}.py"]
    for node in (node for path in inside for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
        if isinstance(node, ast.ImportFrom) and node.module == PREFIX:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{PREFIX}."):
            yield (node.module or "").split(".")[2]


def test_every_place_has_its_rank() -> None:
    assert places() == sorted(ORDER)


@pytest.mark.parametrize("place", places())
def test_a_place_imports_itself_and_those_before_it(place: str) -> None:
    assert {name for name in imported(place) if name != place and ORDER[name] >= ORDER[place]} == set()


def test_a_sub_package_says_what_it_answers() -> None:
    for path in ANNOTATION.glob("*/__init__.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path.parent.name
        assert len(tree.body) == 1, path.parent.name
