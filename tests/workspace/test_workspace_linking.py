"""Names linked over an archive: what a build links, what staff write, and what the index then finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ptce_corpus.errors import WorkspaceError
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.workspace import Workspace

pytestmark = pytest.mark.trained

LONG = "Réseau des territoires pour l'économie solidaire"
FIRST = """Communiqué du 12 mars 2015

Le Réseau des territoires pour l'économie solidaire (RTES) réunit à Privas ses adhérents.
« Nous grandirons ensemble », a déclaré Aurore Kermadec, présidente du Réseau des territoires pour l'économie solidaire.
"""
SECOND = """Compte rendu du 3 juin 2016

À Privas, le RTES a présenté ses comptes. Mme A. Kermadec, présidente, a ouvert la séance.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace.create(tmp_path)
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (made.corpus / name).write_text(text, encoding="utf-8")
    made.build(executor="serial")
    return made


def names(workspace: Workspace) -> dict[str, int]:
    return {one.name: one.documents for one in workspace.entities()}


def found(workspace: Workspace, query: str) -> set[str]:
    return {hit.citation.document for hit in Searcher(workspace).search(query).hits}


def test_names_are_linked_explained_and_found_under_the_name_of_the_archive(workspace: Workspace) -> None:
    held = names(workspace)
    assert held[LONG] == 2
    assert held["Aurore Kermadec"] == 2
    assert "RTES" not in held
    told = {(one.name, one.reason) for one in workspace.entity("RTES").merged}
    assert told == {("RTES", "acronym")}
    place = workspace.entity("Privas").summary.place
    assert place is not None
    assert place.code == "07186"
    assert found(workspace, 'org:"Réseau des territoires"') == {"a.txt", "b.txt"}


def test_what_staff_write_is_replayed_and_what_they_take_away_undone(workspace: Workspace) -> None:
    before = names(workspace)
    path = workspace.root / "aliases.toml"
    template = path.read_text(encoding="utf-8")
    entry = f'[[organisation]]\nname = "Réseau des villes solidaires"\naliases = ["{LONG}"]\napart = ["RTES"]\n'
    path.write_text(entry, encoding="utf-8")
    account = workspace.build(executor="serial")
    assert account.changed == 0, "no document is read or annotated again"
    held = names(workspace)
    assert held["Réseau des villes solidaires"] == 1
    assert held["RTES"] == 1
    assert found(workspace, 'org:"Réseau des villes solidaires"') == {"a.txt"}
    path.write_text(template, encoding="utf-8")
    workspace.build(executor="serial")
    assert names(workspace) == before


def test_a_wrong_entry_stops_the_build_and_is_told_in_full(workspace: Workspace) -> None:
    (workspace.root / "aliases.toml").write_text('[[persn]]\nname = "x"\n[[person]]\naliases = "y"\n', encoding="utf-8")
    with pytest.raises(WorkspaceError) as fault:
        workspace.build(executor="serial")
    assert "persn" in str(fault.value)
    assert "aliases must be a list" in str(fault.value)
    assert "no name" in str(fault.value)
