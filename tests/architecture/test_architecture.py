"""The house: floors, who owns which library, what may be imported when, what must be told."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ptce_corpus"

FLOORS = {
    "domain": 0, "errors": 0, "settings": 0,
    "text": 1, "ports": 1,
    "search": 2,
    "extraction": 3, "annotation": 3, "theming": 3, "catalogue": 3, "indexing": 3, "execution": 3,
    "pipeline": 4,
    "workspace": 5,
    "cli": 6,
}  # fmt: skip

OWNERS = {
    "whoosh": {"indexing"},
    "tantivy": {"indexing"},
    "spacy": {"annotation"},
    "sklearn": {"theming"},
    "scipy": {"theming"},
    "numpy": {"theming", "extraction", "annotation"},
    "pypdfium2": {"extraction"},
    "pdfplumber": {"extraction"},
    "PIL": {"extraction"},
    "docx": {"extraction"},
    "odfdo": {"extraction"},
    "pptx": {"extraction"},
    "olefile": {"extraction"},
    "py3langid": {"extraction"},
    "lxml": {"extraction"},
    "trafilatura": {"extraction"},
    "charset_normalizer": {"extraction"},
    "puremagic": {"extraction"},
    "pebble": {"execution"},
    "psutil": {"execution"},
    "filelock": {"workspace"},
    "click": {"cli"},
    "rich": {"cli"},
}
HEAVY = ("spacy", "sklearn", "whoosh", "tantivy", "pdfplumber", "pypdfium2", "rich", "numpy")
UNASKED = (
    *("spacy", "sklearn", "scipy", "numpy", "pypdfium2", "pdfplumber", "PIL", "pebble", "psutil", "filelock"),
    *("rich", "importlib.metadata", "ptce_corpus.pipeline", "ptce_corpus.text.corrections"),
    *("ptce_corpus.catalogue.sql", "ptce_corpus.catalogue.documents", "ptce_corpus.search.suggestions"),
)
"""What no search needs that finds something and is written as JSON."""
NETWORK = ("urllib.request", "http.client", "socket", "ssl", "asyncio")
"""What Whoosh brings in, though nothing of it is used."""
REFUSED = re.compile(r"^(_?utils?|_?helpers?|.*Manager|.*Helper|.*Service|_?process_.+|_?handle_.+)$")
MOST_LINES = 300


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def floor_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_floor_imports_itself_and_the_floors_below(path: Path) -> None:
    here = floor_of(path)
    if here == "__init__":
        assert not list(imports(path)), "the package root imports nothing"
        return
    for module in imports(path):
        if module.split(".")[0] != "ptce_corpus":
            continue
        parts = module.split(".")
        assert len(parts) > 1, f"{name_of(path)} imports the package root"
        below = FLOORS[parts[1]] < FLOORS[here] or parts[1] == here
        beside = FLOORS[here] <= 1 and FLOORS[parts[1]] == FLOORS[here]
        assert below or beside, f"{name_of(path)} (floor {FLOORS[here]}) imports {module}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_is_named_in_its_own_place_only(path: Path) -> None:
    here = floor_of(path)
    for module in imports(path):
        library = module.split(".")[0]
        if library in OWNERS:
            assert here in OWNERS[library], f"{name_of(path)} imports {library}"
        elif library not in sys.stdlib_module_names:
            assert library == "ptce_corpus", f"{name_of(path)} imports {library}, which nobody owns"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert not REFUSED.match(node.name), f"{name_of(path)}: {node.name}"
    assert not REFUSED.match(path.stem)


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "code",
    [
        "import ptce_corpus",
        "from ptce_corpus.cli.main import run; run(['--help'])",
        "from ptce_corpus.workspace.workspace import Workspace",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    loaded = run(f"{code}\nimport sys; print('|', *(m for m in {HEAVY!r} if m in sys.modules))")
    assert loaded.rpartition("|")[2].split() == []


def loaded_by(arguments: list[str], names: tuple[str, ...]) -> tuple[str, list[str]]:
    """The exit code of a command, and which of some modules it loaded."""
    code = (
        "import sys\nfrom ptce_corpus.cli.main import run\n"
        f"code = run({arguments!r})\n"
        f"print('|', code, *(m for m in {names!r} if m in sys.modules))"
    )
    exit_code, *loaded = run(code).rpartition("|")[2].split()
    return exit_code, loaded


@pytest.mark.parametrize("command", ["search", "kwic"])
def test_an_answer_loads_nothing_that_it_does_not_need(command: str, built: Path) -> None:
    assert loaded_by([command, "coopération", "-w", str(built), "--json"], UNASKED) == ("0", [])


def test_a_table_needs_no_more_than_rich(built: Path) -> None:
    assert loaded_by(["search", "coopération", "-w", str(built)], UNASKED) == ("0", ["rich"])


def test_the_compiled_engine_answers_without_network_libraries(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("tantivy", reason="the extra [tantivy] is not installed")
    from ptce_corpus.workspace.workspace import Workspace

    monkeypatch.setenv("PTCE_SEARCH_ENGINE", "tantivy")
    root = shutil.copytree(built, tmp_path / "compiled")
    with Workspace(root) as workspace:
        workspace.build(executor="serial", only="index")
    unasked = (*UNASKED, *NETWORK, "whoosh")
    assert loaded_by(["search", "coopération", "-w", str(root), "--json"], unasked) == ("0", [])


def test_people_and_times_load_no_index(built: Path) -> None:
    with_index = (*UNASKED[: UNASKED.index("ptce_corpus.catalogue.sql")], *NETWORK, "whoosh", "tantivy")
    assert loaded_by(["timeline", "-w", str(built), "--json"], with_index) == ("0", [])
    assert loaded_by(["entities", "-w", str(built), "--json"], with_index) == ("0", [])


def test_the_modules_named_heavy_would_be_seen() -> None:
    assert "rich" in run(f"import rich\nimport sys; print('|', *(m for m in {HEAVY!r} if m in sys.modules))")
