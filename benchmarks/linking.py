"""How well mentions become entities: B-cubed precision, recall and F1 over the ``name`` fields of the dev gold.

``python -m benchmarks.linking``: builds an archive of ``gold/documents.dev.jsonl`` and asks which entity each mention
means. Over the gold mentions of people and organisations, as Bagga and Baldwin (1998) count: for each, the share
of its cluster that belongs there, and the share of what belongs that its cluster holds; over the whole archive, so that
the same name in two documents is one. A mention that was not found is alone. Beside it, in the same run: one entity
for each spelling (the printed words, case and accents apart).
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from pathlib import Path

from benchmarks.shared import needed
from ptce_corpus.text.tokens import fold
from ptce_corpus.workspace.workspace import Workspace

Place = tuple[str, int, int]


def main() -> None:
    rows = [json.loads(line) for line in needed("gold", "documents.dev.jsonl").open(encoding="utf-8")]
    gold: dict[Place, str] = {}
    spelled: dict[Place, Hashable] = {}
    for row in rows:
        for one in row["entities"]:
            if one["label"] in ("PER", "ORG") and one.get("name"):
                place = (row["id"], one["start"], one["end"])
                gold[place] = f"{one['label']} {one['name']}"
                spelled[place] = " ".join(fold(row["text"][one["start"] : one["end"]]).split())
    with tempfile.TemporaryDirectory() as folder:
        found = linked(Path(folder), rows)
    for system, answers in (("by spelling", spelled), ("ptce", {place: found.get(place, place) for place in gold})):
        for label in ("PER", "ORG", ""):
            part = {place: name for place, name in gold.items() if name.startswith(label)}
            print(f"{system:12} {label or 'both':5}", b_cubed(part, {place: answers[place] for place in part}))


def linked(root: Path, rows: list[dict[str, object]]) -> dict[Place, Hashable]:
    """The entity of each mention of an archive of these texts."""
    workspace = Workspace.create(root)
    lines = (json.dumps({"id": row["id"], "text": row["text"], "date": row.get("date")}) + "\n" for row in rows)
    (workspace.corpus / "dev.jsonl").write_text("".join(lines), encoding="utf-8")
    workspace.build(executor="serial")
    mentions = (
        "SELECT d.identifier, m.page, m.source_start, m.source_stop, m.entity FROM mentions m"
        " JOIN documents d ON d.id = m.document WHERE m.entity IS NOT NULL"
    )
    with sqlite3.connect(root / "indexes" / "catalogue.sqlite") as connection:
        starts = page_starts(connection, {str(row["id"]): str(row["text"]) for row in rows})
        return {
            (name, start + starts[name, page], stop + starts[name, page]): entity
            for name, page, start, stop, entity in connection.execute(mentions)
        }


def page_starts(connection: sqlite3.Connection, texts: Mapping[str, str]) -> dict[tuple[str, int], int]:
    """Where each page begins in the text that was cut into pages."""
    query = "SELECT d.identifier, p.number, p.raw FROM pages p JOIN documents d ON d.id = p.document ORDER BY p.id"
    found: dict[tuple[str, int], int] = {}
    ends: dict[str, int] = {}
    for name, number, raw in connection.execute(query):
        found[name, number] = texts[name].index(raw, ends.get(name, 0))
        ends[name] = found[name, number] + len(raw)
    return found


def b_cubed(gold: Mapping[Place, Hashable], answers: Mapping[Place, Hashable]) -> dict[str, float]:
    """Precision, recall and F1, each mention weighing the same."""
    clusters: defaultdict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    truth = Counter(gold.values())
    for place, name in gold.items():
        clusters[answers[place]][name] += 1
    precision = recall = 0.0
    for place, name in gold.items():
        together = clusters[answers[place]]
        precision += together[name] / together.total()
        recall += together[name] / truth[name]
    p, r = precision / len(gold), recall / len(gold)
    return {"mentions": len(gold), "precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r), 4)}


if __name__ == "__main__":
    main()
