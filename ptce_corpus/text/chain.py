"""Steps over aligned texts, composed with ``|``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.provenance import fingerprint

Step = Callable[[AlignedText], AlignedText]


@dataclass(frozen=True, slots=True, repr=False)
class Chain:
    """An ordered list of steps, as a value: it prints, compares and has a fingerprint.

    ``Chain() | ligatures | composed`` is a chain of two steps; ``chain(text)`` runs them in that order.
    """

    steps: tuple[Step, ...] = ()

    def __or__(self, other: Step | Chain) -> Chain:
        """A chain that runs this one, then ``other``."""
        return Chain((*self.steps, *(other.steps if isinstance(other, Chain) else (other,))))

    def __call__(self, text: AlignedText | str) -> AlignedText:
        """Run every step in order; a plain string is taken as a source without edits."""
        aligned = AlignedText(text) if isinstance(text, str) else text
        for step in self.steps:
            aligned = step(aligned)
        return aligned

    def __repr__(self) -> str:
        return " | ".join(("Chain()", *(_name(step) for step in self.steps)))

    @property
    def fingerprint(self) -> str:
        """Changes when a step is added, moved or taken away, or when the module that defines one is edited."""
        return fingerprint(*(part for step in self.steps for part in (_name(step), _code(_home(step)))))


def _name(step: Step) -> str:
    return str(getattr(step, "__qualname__", type(step).__qualname__))


def _home(step: Step) -> str:
    return str(getattr(step, "__module__", type(step).__module__))


@cache
def _code(module: str) -> str:
    """The source of a module, or its name when the source is not there (frozen programs)."""
    try:
        return inspect.getsource(__import__(module, fromlist=["_"]))
    except (OSError, ImportError, TypeError):
        return module
