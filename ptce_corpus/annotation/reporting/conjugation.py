"""Third-person forms of French verbs, made from their infinitives.

Reported speech is told in the third person, so first and second persons are left out. Regular verbs follow the rules
of the three groups; the rest is listed in ``data/irregular_verbs.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ptce_corpus.annotation.word_lists import word_table


class Mood(StrEnum):
    """What a form can do in a sentence."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A form of a verb, in lower case with its accents; ``plural`` only tells of finite forms."""

    text: str
    mood: Mood
    plural: bool = False


_IMPERFECT = (("ait", False), ("aient", True))
_FUTURE = (("a", False), ("ont", True), ("ait", False), ("aient", True))
_MUTE = re.compile(r"[eé](?=[bcdfghjklmnpqrstvz]{1,2}$)")


def _participles(masculine: str) -> Iterator[Form]:
    plural = masculine if masculine.endswith("s") else masculine + "s"
    base = masculine.replace("dû", "du")
    for form in (masculine, plural, base + "e", base + "es"):
        yield Form(form, Mood.PARTICIPLE)


def _from_stems(
    present: tuple[str, str], past: tuple[str, str], imperfect: str, future: str, participle: str, gerund: str
) -> Iterator[Form]:
    for singular, plural in (present, past):
        yield Form(singular, Mood.FINITE)
        yield Form(plural, Mood.FINITE, plural=True)
    for stem, endings in ((imperfect, _IMPERFECT), (future, _FUTURE)):
        for ending, is_plural in endings:
            yield Form(stem + ending, Mood.FINITE, plural=is_plural)
    yield from _participles(participle)
    yield Form(gerund, Mood.GERUND)


def _first_group(stem: str) -> Iterator[Form]:
    """Verbs in -er; the stem changes before a mute e (rappelle, suggère, appuie) and before a (annonça, exigea)."""
    mute = {stem}
    if stem.endswith("y"):
        mute.add(stem[:-1] + "i")
    if stem.endswith(("el", "et")):
        mute.add(stem + stem[-1])
    mute.add(_MUTE.sub("è", stem))
    hard = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    for soft in sorted(mute):
        yield from _from_stems(
            (soft + "e", soft + "ent"), (hard + "a", stem + "èrent"), hard, soft + "er", stem + "é", hard + "ant"
        )


def _second_group(stem: str) -> Iterator[Form]:
    long = stem + "iss"
    yield from _from_stems(
        (stem + "it", long + "ent"), (stem + "it", stem + "irent"), long, stem + "ir", stem + "i", long + "ant"
    )


def _in_dre(stem: str) -> Iterator[Form]:
    """Verbs in -dre whose stem does not change: répondre, prétendre, défendre."""
    yield from _from_stems(
        (stem, stem + "ent"), (stem + "it", stem + "irent"), stem, stem + "r", stem + "u", stem + "ant"
    )


@cache
def _irregular() -> dict[str, dict[str, Any]]:
    table = word_table("irregular_verbs")
    verbs: dict[str, dict[str, Any]] = dict(table["verbs"])
    for model, derived in table["like"].items():
        for verb in derived:
            verbs[verb] = _prefixed(verbs[model], verb.removesuffix(model.removeprefix("é")), model)
    return verbs


def _prefixed(row: dict[str, Any], prefix: str, model: str) -> dict[str, Any]:
    """The row of ``model`` with ``prefix`` before each form; a prefix takes the place of a first "é" (dé-crire)."""

    def joined(form: str) -> str:
        return prefix + (form.removeprefix("é") if model.startswith("é") else form)

    return {
        key: [joined(form) for form in value] if isinstance(value, list) else joined(value)
        for key, value in row.items()
    }


@cache
def forms(infinitive: str) -> frozenset[Form]:
    """All third-person forms, participles, gerund and infinitive of a verb given without its reflexive pronoun."""
    irregular = _irregular().get(infinitive)
    if irregular:
        made = _from_stems(
            (irregular["present"][0], irregular["present"][1]),
            (irregular["past"][0], irregular["past"][1]),
            irregular["imperfect"],
            irregular["future"],
            irregular["participle"],
            irregular["gerund"],
        )
    elif infinitive.endswith("er"):
        made = _first_group(infinitive[:-2])
    elif infinitive.endswith("ir"):
        made = _second_group(infinitive[:-2])
    else:
        made = _in_dre(infinitive.removesuffix("re"))
    return frozenset({*made, Form(infinitive, Mood.INFINITIVE)})
