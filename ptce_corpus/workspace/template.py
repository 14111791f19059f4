"""The ``ptce.toml`` that ``ptce init`` writes: every setting with its default, told in its own words."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import fields
from typing import get_type_hints

from ptce_corpus.settings import Settings


def described(kind: type) -> dict[str, str]:
    """The docstring that stands under each field of a class, by field name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(tree, ast.ClassDef)  # noqa: S101
    told = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            told[field.target.id] = inspect.cleandoc(ast.literal_eval(text.value))
    return told


def settings_template() -> str:
    """A commented ``ptce.toml`` with every setting at its default."""
    lines = ["# Settings of this ptce-corpus workspace. Uncomment a line to change a setting.", ""]
    for section, kind in get_type_hints(Settings).items():
        told = described(kind)
        lines += [f"# {' '.join((kind.__doc__ or '').split())}", f"[{section}]"]
        for field in fields(kind):
            lines += [
                f"# {line}" for line in textwrap.wrap(" ".join(told[field.name].split()), 100, break_on_hyphens=False)
            ]
            lines.append(f"#{field.name} = {toml_value(field.default)}")
        lines.append("")
    return "\n".join(lines)


def toml_value(value: object) -> str:
    """A setting as ``ptce.toml`` writes it."""
    if value == ():
        return "{}"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
