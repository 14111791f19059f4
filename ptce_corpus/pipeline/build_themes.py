"""Bring the themes up to date with the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.ports.catalogue import PassageStore, ThemeStore
from ptce_corpus.ports.theme_model import ThemeModel


class Themed(PassageStore, ThemeStore, Protocol):
    """The stores that themes come from and go to."""


def build_themes(
    store: Themed, model: Callable[[], ThemeModel], *, mark: str, refit_share: float, afresh: bool = False
) -> bool:
    """Find the themes anew when the archive changed enough, or when their step (``mark``) did.

    Enough is a share ``refit_share`` of the documents; below it the themes in service stay, so that one new file
    costs one file. The model, costly to load, is only made when it is wanted. Gives whether they were found anew.
    """
    numbers = store.numbers()
    if not afresh and _current(store.theme_fingerprint(), numbers, mark=mark, refit_share=refit_share):
        return False
    # A theme is what is said, not who says it.
    theming = model().fit(list(store.texts(without=(Label.PER,))))
    store.put_themes(
        theming, ":".join((mark, str(len(numbers)), str(max(numbers, default=0)), fingerprint(sorted(numbers))))
    )
    return True


def _current(made_from: str | None, numbers: frozenset[int], *, mark: str, refit_share: float) -> bool:
    if made_from is None:
        return False
    before, count, newest, digest = made_from.split(":")
    if before != mark:
        return False
    if digest == fingerprint(sorted(numbers)):
        return True
    # Numbers are never used twice, so those past the newest are new, and those missing below it are gone.
    new = sum(number > int(newest) for number in numbers)
    gone = int(count) - (len(numbers) - new)
    return new + gone <= refit_share * max(int(count), 1)
