"""What would take an engine too long is refused, and the reader is told what to ask instead; nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.errors import UsageError
from ptce_corpus.indexing import lexicon, tantivy_proximity
from ptce_corpus.indexing.tantivy_generations import TantivyGenerations
from ptce_corpus.indexing.whoosh_generations import WhooshGenerations
from ptce_corpus.ports.index import IndexGenerations, PassageIndex
from ptce_corpus.search.parser import parse
from ptce_corpus.search.rewrite import rewrite

Engine = Callable[[Path], IndexGenerations]


def opened(engine: Engine, folder: Path) -> PassageIndex:
    """An index of eight passages, opened anew."""
    generations = engine(folder / "indexes")
    texts = (f"le moulin numéro{order}, la roue, un canal" for order in range(1, 9))
    generations.advance((IndexedPassage(order, order, text) for order, text in enumerate(texts, 1)), ())
    return generations.current()


@pytest.mark.parametrize("engine", [TantivyGenerations, WhooshGenerations])
def test_a_prefix_of_too_many_words_is_refused(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = opened(engine, tmp_path)
    monkeypatch.setattr(lexicon, "MOST_FORMS", 7)
    assert len(index.matching(rewrite(parse("mou* roue")))) == 8
    with pytest.raises(UsageError, match="numero") as caught:
        index.matching(rewrite(parse("roue numéro*")))
    assert "letters" in caught.value.remedy
    index.close()


def test_a_wide_proximity_of_words_that_stand_everywhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened(TantivyGenerations, tmp_path)
    wide, narrow = (rewrite(parse(query)) for query in ('"moulin roue canal"~60', '"moulin canal"~60'))
    monkeypatch.setattr(tantivy_proximity, "_MOST_LOOKED_UP", 8)
    with pytest.raises(UsageError) as caught:
        index.matching(wide)
    assert "rarer" in caught.value.remedy
    assert len(index.matching(narrow)) == 8, "two words need no places"
    monkeypatch.setattr(tantivy_proximity, "_MOST_LOOKED_UP", 24)
    assert len(index.matching(wide)) == 8
    index.close()
