"""The canonical name of each mention inside its document: as fully as the document gives it, in ordinary capitals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import expansions, spells
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_PART = re.compile(r"[^\W\d_]+\.?")


def ordinary(name: str) -> str:
    """A person's name in ordinary capitals and order: "KIRCHNER Odile" and "Odile KIRCHNER" are "Odile Kirchner"."""
    words = name.replace("’", "'").split()
    upper = [word for word in words if len(word) > 1 and word.isupper() and not word.endswith(".")]
    if (
        upper
        and len(upper) < len(words)
        and words[0] in upper
        and gazetteer.is_first_name(words[-1].strip("."))
        and words[-1] not in upper
    ):
        cut = next(index for index, word in enumerate(words) if word not in upper)
        words = words[cut:] + words[:cut]
    return " ".join(_capitalised(word, index) for index, word in enumerate(words))


def _capitalised(word: str, index: int) -> str:
    if len(word) < 2 or not word.isupper() or "." in word:
        return word
    if index and word in ("DE", "DU", "DES", "D'", "VON", "VAN"):
        return word.lower()
    return "".join(part.capitalize() for part in re.split(r"([-'])", word))


def names(text: str, found: Iterable[Candidate]) -> dict[Span, str]:
    """The canonical name of each of ``found``, by its place."""
    listed = list(found)
    known: dict[Span, str] = {}
    known |= _people(text, [one for one in listed if one.label is Label.PER])
    known |= _bodies(text, [one for one in listed if one.label is Label.ORG])
    known |= {one.span: " ".join(one.span.cut(text).split()) for one in listed if one.label is Label.LOC}
    return known


def _people(text: str, found: Sequence[Candidate]) -> dict[Span, str]:
    shown = {one.span: ordinary(one.span.cut(text)) for one in found}
    frequent = Counter(shown.values())
    keys = {name: tuple(flat(part) for part in _PART.findall(name)) for name in frequent}
    by_part: dict[str, list[str]] = defaultdict(list)
    for name, key in keys.items():
        for part in set(key):
            by_part[part].append(name)
    chosen: dict[str, list[str]] = {}
    doubtful: dict[str, list[str]] = defaultdict(list)
    for name, key in keys.items():
        sharing = {other for part in key if len(part) > 2 for other in by_part[part]}
        fuller = [other for other in sharing if other != name and _stands_for(key, keys[other])]
        longest = max((len(keys[other]) for other in fuller), default=0)
        chosen[name] = [other for other in fuller if len(keys[other]) == longest] or [name]
    for name, options in chosen.items():
        if len(options) > 1:
            for full in options:
                doubtful[full].append(name)
    spelled = _best_spelling(frequent)
    own = _pseudonyms(text, found)
    result = {}
    last: dict[str, str] = {}
    for one in found:
        name = shown[one.span]
        name = own.get(name, name)
        options = chosen[name]
        best = (
            last[name]
            if len(options) > 1 and last.get(name) in options
            else max(options, key=lambda full: (frequent[full], full))
        )
        for short in doubtful[best]:
            last[short] = best
        result[one.span] = spelled[flat(best)]
    return result


def _pseudonyms(text: str, found: Sequence[Candidate]) -> dict[str, str]:
    """Whom a pseudonym stands for: "Aurore Kermadec (rorette)", both being people."""
    listed = sorted(found, key=lambda one: one.span)
    meant = {}
    for one, other in pairwise(listed):
        between, after = text[one.span.end : other.span.start], text[other.span.end : other.span.end + 1]
        alone = not any(character.isspace() for character in other.span.cut(text))
        if between.strip() == "(" and after == ")" and alone and " " in one.span.cut(text):
            meant[ordinary(other.span.cut(text))] = ordinary(one.span.cut(text))
    return {handle: name for handle, name in meant.items() if name not in meant}


def _best_spelling(frequent: Counter[str]) -> dict[str, str]:
    """Of spellings that differ in accents or case, the one with more accents, then the more frequent."""
    best: dict[str, str] = {}
    for name in sorted(frequent):
        key = flat(name)
        rank = (
            sum(map(str.isalpha, name)) - sum(character in "abcdefghijklmnopqrstuvwxyz" for character in name.lower()),
            frequent[name],
        )
        current = best.get(key)
        if current is None:
            best[key] = name
            continue
        other = (
            sum(map(str.isalpha, current))
            - sum(character in "abcdefghijklmnopqrstuvwxyz" for character in current.lower()),
            frequent[current],
        )
        if rank > other:
            best[key] = name
    return best


def _stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether ``short`` is a shorter way to write ``full``: some of its words, initials for some others."""
    if len(short) > len(full) or short == full:
        return False
    rest = list(full)
    whole = 0
    for part in short:
        if part in rest:
            rest.remove(part)
            whole += 1
            continue
        initial = part.rstrip(".")
        match = next((word for word in rest if len(initial) == 1 and word.startswith(initial)), None)
        if match is None:
            return False
        rest.remove(match)
    return whole > 0


def _bodies(text: str, found: Sequence[Candidate]) -> dict[Span, str]:
    surfaces = {one.span: " ".join(one.span.cut(text).replace("’", "'").split()) for one in found}
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for surface in surfaces.values():
        spelled[flat(surface)][surface] += 1
    best = {
        key: min(forms, key=lambda form: (form.isupper() and " " in form, _loud(form), -forms[form], form))
        for key, forms in spelled.items()
    }
    longer: dict[str, str] = {}
    for pair in expansions(text):
        long = " ".join(pair.long.cut(text).replace("’", "'").split())
        longer.setdefault(pair.short.cut(text), best.get(flat(long), long))
    longer = _spelled_out(surfaces.values(), best) | longer
    shortened = _shortened(best)
    kinds = _with_kinds(text, surfaces, best)
    result = {}
    for span, surface in surfaces.items():
        key = flat(surface)
        name = (
            longer.get(surface)
            or shortened.get(key)
            or kinds.get(span)
            or _articled(text, span, key, best)
            or best[key]
        )
        result[span] = longer.get(name, name)
    return result


def _spelled_out(surfaces: Iterable[str], best: Mapping[str, str]) -> dict[str, str]:
    """The long name of each acronym of bodies that the letters of exactly one other name spell."""
    long = {form for form in best.values() if " " in form}
    found = {}
    for short in {surface for surface in surfaces if " " not in surface and sum(map(str.isupper, surface)) > 1}:
        fitting = {form for form in long if spells(short, form)}
        if len(fitting) == 1:
            found[short] = fitting.pop()
    return found


_BRACKETED = re.compile(r"\((?P<short>[A-Z]{3,6})\)\s\Z")
_POLE = re.compile(r"\bp[ôo]le\s\Z", re.IGNORECASE)
_MELTED = re.compile(r"\b(?:d(?:u|es)|aux?)\s\Z", re.IGNORECASE)


def _with_kinds(text: str, surfaces: Mapping[Span, str], best: Mapping[str, str]) -> dict[Span, str]:
    """The names that take their kind from what stands before: "(PTCE) Rives du Loir", then "pôle Rives du Loir"."""
    belonging = folded("organisations", "belonging")
    full = {key: f"{prefix.upper()} {best[key]}" for key in best for prefix in belonging if f"{prefix} {key}" in best}
    taken: dict[Span, str] = {}
    poles = []
    for span, surface in surfaces.items():
        before = text[max(0, span.start - 12) : span.start]
        bracketed = _BRACKETED.search(before)
        if bracketed is not None and flat(bracketed["short"]) in belonging:
            taken[span] = full.setdefault(flat(surface), f"{bracketed['short']} {surface}")
        elif _POLE.search(before):
            poles.append(span)
    return taken | {span: full[flat(surfaces[span])] for span in poles if flat(surfaces[span]) in full}


def _articled(text: str, span: Span, key: str, best: Mapping[str, str]) -> str | None:
    """The name with the article that melted into "du" or "aux" before it."""
    if not _MELTED.search(text, max(0, span.start - 4), span.start):
        return None
    return best.get(f"le {key}") or best.get(f"les {key}")


def _loud(form: str) -> int:
    return sum(len(word) > 1 and word.isupper() for word in form.split())


def _shortened(best: dict[str, str]) -> dict[str, str]:
    """One-word names that open exactly one longer name: "Labo" of "Labo de l'ESS"."""
    opening: dict[str, set[str]] = defaultdict(set)
    for key in best:
        head, _, rest = key.partition(" ")
        if rest.startswith(("de ", "d'", "du ", "des ", "pour ")):
            opening[head].add(key)
    return {head: best[next(iter(full))] for head, full in opening.items() if len(full) == 1 and head in best}
