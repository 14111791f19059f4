"""What a person or an organisation said over the years, by theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_corpus.workspace.timelines import TimelineQuestion, timeline

if TYPE_CHECKING:
    from ptce_corpus.ports.catalogue import TimelineRow
    from ptce_corpus.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Saying:
    """Quotations on one theme, in date order; ``theme`` is its number, None where the passages belong to none."""

    theme: int | None
    label: str | None
    rows: tuple[TimelineRow, ...]


def sayings(workspace: Workspace, name: str) -> Sequence[Saying]:
    """What the entity shown as ``name`` said, the theme it spoke most about first, no theme last."""
    asked = timeline(workspace, TimelineQuestion(who=name, kinds=("quotation",)))
    rows = [row for row in asked if name in (row.person, None if row.person else row.organisation)]
    themes = workspace.catalogue.themes_of({row.passage for row in rows if row.passage is not None})
    grouped: defaultdict[tuple[int | None, str | None], list[TimelineRow]] = defaultdict(list)
    for row in rows:
        grouped[themes.get(row.passage or 0, (None, None))].append(row)
    order = sorted(grouped.items(), key=lambda group: (group[0][0] is None, -len(group[1]), group[0][0] or 0))
    return [Saying(theme, label, tuple(said)) for (theme, label), said in order]
