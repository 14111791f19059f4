"""A workspace whose annotations staff put right: replayed at each build, told in every answer, undone on wish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ptce_corpus.cli.language import translated
from ptce_corpus.cli.main import run
from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.workspace.timelines import TimelineQuestion, timeline
from ptce_corpus.workspace.workspace import Workspace

RELEASE = (
    "Trémel, le 12 mars 2016\n\nL'Atelier des Quatre Vents ouvre ses portes à Trémel. « Nous avons choisi la "
    "coopération plutôt que la concurrence », a déclaré Paul Garin, président de Filière Bois Nord.\n\n"
    "Les plans sont prêts et le toit sera posé avant la fin de la belle saison.\n"
)
MINUTES = "Réunion du 4 avril 2017\n\nPaul Garin présente les comptes de la coulisse aux habitants de Trémel.\n"
HEAD = "action,document,page,text,value\n"
LINES = """\
tag,*,,coulisse,ORG | La Coulisse
speaker,release.txt,,coopération plutôt,Rozenn Kervadec | directrice | La Coulisse
quote,release.txt,,le toit sera posé avant la fin de la belle saison,Rozenn Kervadec
date,release.txt,,coopération plutôt,2016-03-10
tag,minutes.txt,,Paul Garin,PER
name,minutes.txt,,Paul Garin,Paul Garin (trésorier)
appear,minutes.txt,,Paul Garin,Paul Garin (trésorier) | trésorier | | 2017-04-04
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path)
    (made.corpus / "release.txt").write_text(RELEASE, encoding="utf-8")
    (made.corpus / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    made.build(executor="serial")
    return made


def found(workspace: Workspace) -> list[Annotations]:
    return [workspace.document(name)[1] for name in ("release.txt", "minutes.txt")]


def said(workspace: Workspace, who: str) -> list[tuple[str, str | None, str | None]]:
    return [(row.kind, row.date, row.function) for row in timeline(workspace, TimelineQuestion(who=who))]


def test_lines_are_replayed_told_in_every_answer_and_undone(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace.root / "corrections.csv"
    before, names = found(workspace), {one.name for one in workspace.entities()}
    path.write_text(HEAD + LINES, encoding="utf-8")
    assert workspace.status().pending.changed == 2
    account = workspace.build(executor="serial")
    assert (account.changed, account.warnings) == (2, ())
    assert {one.name for one in workspace.entities()} >= {"La Coulisse", "Paul Garin (trésorier)"}
    assert said(workspace, "Kervadec") == [
        ("quotation", "2016-03-10", "directrice"),
        ("quotation", "2016-03-12", None),
    ]
    assert ("appearance", "2017-04-04", "trésorier") in said(workspace, "Garin trésorier")
    assert run(["entity", "La Coulisse", "--json", "-w", str(workspace.root)]) == 0
    assert "minutes.txt" in json.dumps(json.loads(capsys.readouterr().out))
    assert workspace.build(executor="serial").changed == 0
    path.write_text(HEAD, encoding="utf-8")
    assert workspace.build(executor="serial").changed == 2
    assert found(workspace) == before
    assert {one.name for one in workspace.entities()} == names
    assert said(workspace, "Kervadec") == []


def test_lines_that_cannot_be_made_use_of_are_told_by_number(workspace: Workspace) -> None:
    lines = "retype,*,,Trémel,TOWN\nunquote,*,,Réunion,\nname,*,,Zénobie,Zoé\ndate,*,,avril,soon\ntag,*,,Réunion,\n"
    (workspace.root / "corrections.csv").write_text(HEAD + lines, encoding="utf-8")
    told = workspace.build(executor="serial").warnings
    assert [line.partition(":")[0] for line in told] == [f"corrections.csv, line {number}" for number in range(2, 7)]
    assert workspace.status().pending.warnings == told
    assert workspace.status().pending.changed == 0
    assert all(translated(line).startswith("corrections.csv, ligne ") for line in told)
