"""Every command and every setting is told, and what is written is what the program does."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_references_are_those_of_the_program(tmp_path: Path) -> None:
    code = f"from pathlib import Path\nimport docs.reference as r\nr.HERE = Path({str(tmp_path)!r})\nr.main()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={**os.environ, "PTCE_LANG": "en"})
    for name in ("commands.md", "settings.md"):
        assert (ROOT / "docs" / name).read_text("utf-8") == (tmp_path / name).read_text("utf-8"), (
            f"{name}: run `make docs`"
        )


@pytest.mark.parametrize("guide", ["guide.md", "guide.fr.md"])
def test_every_command_and_setting_is_in_the_guide(guide: str) -> None:
    from ptce_corpus.cli.main import COMMANDS

    told = (ROOT / "docs" / guide).read_text("utf-8")
    missing = [name for name in COMMANDS if f"ptce {name}" not in told]
    assert not missing


def spoken() -> Iterator[tuple[str, str]]:
    """Every message of the interface: those that ``tr`` is given, those that errors carry."""
    for path in sorted((ROOT / "ptce_corpus").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from ((path.name, text) for text in _messages(node, inside_cli=path.parent.name == "cli"))


def _messages(call: ast.Call, *, inside_cli: bool) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    errors = r"(PtceError|\w*Error|UnreadableFile|EncryptedFile|UnsupportedFormat|LimitExceeded|NotFound|Busy)"
    if name in ("tr", "table") and inside_cli:
        yield from filter(None, map(_text, call.args))
    elif name == "QueryFault":
        yield from filter(None, map(_text, call.args[2:]))
    elif name == "Failure":
        yield from filter(None, map(_text, call.args[1:]))
    elif re.fullmatch(errors, name) and name not in ("ValueError", "TypeError", "KeyError"):
        yield from filter(None, map(_text, call.args[:1]))
        yield from filter(None, (_text(k.value) for k in call.keywords if k.arg == "remedy"))


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def test_every_message_has_its_french() -> None:
    table = tomllib.loads((ROOT / "ptce_corpus" / "cli" / "data" / "fr.toml").read_text("utf-8"))
    known = {english for section in table.values() for english in section}
    missing = sorted(
        {
            f"{place}: {text}"
            for place, text in spoken()
            if text and text not in known and re.search(r"[a-z]{3}", text.replace("{}", ""))
        }
    )
    assert not missing, "\n".join(missing)
