"""What `ptce status` counts as indexed: documents under the names and themes of today."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from ptce_corpus.cli.main import run
from ptce_corpus.domain.theme import Membership, Theme, ThemeTerm, Theming
from ptce_corpus.workspace import wiring
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.workspace import Workspace

ODD = '[bold]pêche[/] "& l\'étang"\t|\u202e <b>*'
"""A label with the marks of other languages, which stand for nothing in ours."""


@pytest.mark.trained
def test_a_theme_put_anew_leaves_documents_behind_until_the_index_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Workspace.create(tmp_path)
    for name, text in (("un", "La pêche à l'étang est ouverte."), ("deux", "Le verger donne des pommes.")):
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    with Workspace(tmp_path) as workspace:
        workspace.build(executor="serial")
        assert workspace.status().indexed_documents == 2
        with closing(wiring.catalogue(workspace.indexes)) as catalogue:
            (fished,) = (one.identifier for one in catalogue.indexable(catalogue.numbers()) if "pêche" in one.text)
            theme = Theme(1, ODD, (ThemeTerm("pêche", 1.0),), (fished,))
            catalogue.put_themes(Theming((theme,), (Membership(fished, 1, 1.0),)), "by hand")
        assert workspace.status().indexed_documents == 1
        assert run(["status", "-w", str(tmp_path)]) == 0
        assert "the index is behind the catalogue" in capsys.readouterr().out
        workspace.build(executor="serial", only="index")
        assert workspace.status().indexed_documents == 2
        with Searcher(workspace) as searcher:
            answer = searcher.search("pêche", with_facets=True)
        assert [facet.value for facet in answer.facets["theme"]] == [ODD]
    assert run(["search", "pêche", "--facets", "-w", str(tmp_path)]) == 0
    assert "[bold]pêche[/]" in capsys.readouterr().out
