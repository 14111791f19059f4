"""What is in memory before workers are forked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ptce_corpus.settings import AnnotationSettings
from ptce_corpus.workspace.preload import modules

LOADED = """
import gc
from importlib import import_module
for name in {names!r}:
    import_module(name)
from ptce_corpus.annotation.model import trained
from ptce_corpus.extraction.languages import _identifier
print(trained.cache_info().currsize, _identifier.cache_info().currsize, gc.get_freeze_count() > 10_000, gc.isenabled())
"""


def loaded(model: str) -> list[str]:
    """What a process holds that imported the modules for ``model``."""
    script = LOADED.format(names=modules(model))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.trained
def test_models_are_loaded_once_and_left_alone_by_the_collector() -> None:
    assert loaded(AnnotationSettings().model) == ["1", "1", "True", "True"]


def test_a_model_of_ones_own_is_left_to_the_workers() -> None:
    assert loaded("of_our_own") == ["0", "1", "True", "True"]
