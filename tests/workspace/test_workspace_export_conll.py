"""CoNLL: what is read back is what was found, whatever the text."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.domain.annotation import Annotations, Label, Mention
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.exporting import export
from ptce_corpus.workspace.exports import conll
from ptce_corpus.workspace.exports.archive import Archive
from ptce_corpus.workspace.exports.words import whole_sentences, words
from ptce_corpus.workspace.workspace import Workspace

TEXT = (
    "L'association Les Deux Rives tient séance.\n\n"
    "Mme Anne Vasseur, vice-présidente, a parlé aujourd'hui de l'emploi|durable à Saint-Malo."
)
Found = set[tuple[str, str, int, int]]


def export_of(shelf: object, folder: Path) -> tuple[str, str]:
    conll.write(Archive(shelf), folder)
    return tuple((folder / name).read_text(encoding="utf-8") for name in conll.FILES)


def misc(line: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in line.split("\t")[9].split("|") if "=" in part)


def spans_in(conllu: str, *, layer: str = "NE") -> Found:
    """The mentions of a file, as any reader of IOB2 puts them together: document, label, first and last character."""
    found: Found = set()
    document = ""
    for block in conllu.split("\n\n"):
        open_: list[object] | None = None
        for line in block.split("\n"):
            if line.startswith("# newdoc id = "):
                document = line.removeprefix("# newdoc id = ")
            if not line or line.startswith("#"):
                continue
            told = misc(line)
            tag = told.get(layer, "O")
            if open_ and not tag.startswith("I-"):
                found.add(tuple(open_))
                open_ = None
            if tag.startswith("B-"):
                open_ = [document, tag[2:], int(told["start_char"]), int(told["end_char"])]
            elif tag.startswith("I-"):
                assert open_, "I- without B-"
                open_[3] = int(told["end_char"])
        if open_:
            found.add(tuple(open_))
    return found


def expected(stem: str, annotations: Annotations) -> Found:
    return {(stem, one.label.value, one.span.start, one.span.end) for one in annotations.mentions}


def test_the_mentions_read_back_are_those_found(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    found = Annotations(
        (
            by_hand.mention(TEXT, Label.ORG, "Les Deux Rives"),
            by_hand.mention(TEXT, Label.PER, "Anne Vasseur"),
            by_hand.mention(TEXT, Label.FUNCTION, "vice-présidente"),
            by_hand.mention(TEXT, Label.LOC, "Malo"),  # within a word
        )
    )
    full, _ = export_of(by_hand.shelf((by_hand.document("a.txt", TEXT), found)), tmp_path)
    assert spans_in(full) == expected("a", found)


@given(st.data())
def test_any_text_and_any_mentions_come_back(by_hand: SimpleNamespace, data: st.DataObject) -> None:
    letters = st.sampled_from([*"aÉl'’ -.\n\t|«»1,\u00a0\u0301\u2028\x0b\x85", "\n\n", ". L", "d'"])
    text = data.draw(st.lists(letters, max_size=60).map("".join)).strip() or "mot"
    shelf_document = by_hand.document("a.txt", text)
    text = shelf_document.text
    ends = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    visible = [s for s in spans if s.cut(text) and not s.cut(text)[0].isspace() and not s.cut(text)[-1].isspace()]
    found = Annotations(tuple(Mention(s, Label.ORG, s.cut(text)) for s in visible))
    entry = next(Archive(by_hand.shelf((shelf_document, found))).entries())
    lines = [
        [conll._line(text, place, token) for place, token in enumerate(tokens, start=1)]
        for tokens in conll._sentences(entry)
    ]
    assert all(line.count("\n") == 1 and len(line.splitlines()) == 1 for block in lines for line in block)
    read = spans_in("\n\n".join("".join(["# newdoc id = a\n", *block]) for block in lines))
    assert read == expected("a", found)


@given(
    st.text(alphabet=st.sampled_from([*"aÉl'’-.( )\n\t|«»1,\u00a0\u0301·"]), max_size=80), st.lists(st.integers(0, 80))
)
def test_every_visible_character_is_in_one_token(text: str, cuts: list[int]) -> None:
    places: list[int] = []
    for sentence in whole_sentences(text, ()):
        for token in words(text, sentence, cuts=sorted(cuts)):
            assert token.cut(text)
            assert not any(map(str.isspace, token.cut(text)))
            assert not any(token.start < cut < token.end for cut in cuts)
            places += range(token.start, token.end)
    assert places == [place for place, letter in enumerate(text) if not letter.isspace()]


def test_elided_words_stand_alone(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    full, bare = export_of(by_hand.shelf((by_hand.document("a.txt", TEXT), Annotations())), tmp_path)
    forms = [line.split("\t")[1] for line in full.split("\n") if line and line[0].isdigit()]
    assert forms[:3] == ["L'", "association", "Les"]
    assert "aujourd'hui" in forms
    assert [line.split(" ")[0] for line in bare.split("\n") if line and not line.startswith("-DOC")] == forms


def test_a_mention_is_never_cut_between_sentences(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    text = "Elle dirige Habitat. Énergie. Climat depuis lors. Voilà la suite."
    found = Annotations((by_hand.mention(text, Label.ORG, "Habitat. Énergie. Climat"),))
    full, _ = export_of(by_hand.shelf((by_hand.document("a.txt", text), found)), tmp_path)
    assert spans_in(full) == expected("a", found)
    assert full.count("# sent_id") == 2


def test_mentions_within_mentions_have_their_own_layer(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    text = "La directrice du Relais des Landes part."
    inner = by_hand.mention(text, Label.ORG, "Relais des Landes")
    place = by_hand.mention(text, Label.LOC, "Landes")
    outer = by_hand.mention(text, Label.FUNCTION, "directrice du Relais des Landes")
    full, bare = export_of(
        by_hand.shelf((by_hand.document("a.txt", text), Annotations((outer, inner, place)))), tmp_path
    )
    for layer, one in (("NE", outer), ("NE2", inner), ("NE3", place)):
        assert spans_in(full, layer=layer) == expected("a", Annotations((one,)))
    assert bare.count("B-") == 1


def test_what_is_known_of_a_mention_stands_with_its_first_token(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    told = by_hand.mention(TEXT, Label.PER, "Anne Vasseur", name="Anne|Vas\\seur\n", confidence=0.8131, reason="rule:x")
    full, _ = export_of(by_hand.shelf((by_hand.document("a.txt", TEXT), Annotations((told,)))), tmp_path)
    first, last = (misc(line) for line in full.split("\n") if "-PER" in line)
    assert first["Name"] == "Anne\\pVas\\\\seur"
    assert (first["Confidence"], first["Reason"]) == ("0.813", "rule:x")
    assert "Name" not in last


def test_each_sentence_tells_its_page_and_each_document_itself(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    pages = by_hand.document("2014/note.pdf", "Une phrase.", "Une autre.", title="Un titre\nen deux lignes")
    full, _ = export_of(
        by_hand.shelf((pages, Annotations()), (by_hand.document("z.txt", " "), Annotations())), tmp_path
    )
    assert [line for line in full.split("\n") if line.startswith("# page")] == ["# page = 1", "# page = 2"]
    assert "# newdoc id = 2014-note\n# document = 2014/note.pdf\n# title = Un titre en deux lignes\n" in full
    assert full.count("# newdoc") == 1, "a document without a word has no sentence"


def test_spacy_reads_both_files(by_hand: SimpleNamespace, tmp_path: Path) -> None:
    from spacy.training.converters import conll_ner_to_docs, conllu_to_docs

    found = Annotations(
        (by_hand.mention(TEXT, Label.ORG, "Les Deux Rives"), by_hand.mention(TEXT, Label.PER, "Anne Vasseur"))
    )
    full, bare = export_of(by_hand.shelf((by_hand.document("a.txt", TEXT), found)), tmp_path)
    for docs in (list(conllu_to_docs(full, n_sents=10, no_print=True)), list(conll_ner_to_docs(bare, no_print=True))):
        entities = [(ent.label_, ent.text) for doc in docs for ent in doc.ents]
        assert entities == [("ORG", "Les Deux Rives"), ("PER", "Anne Vasseur")]


@pytest.mark.trained
def test_the_sample_archive_comes_back_whole(built: Path, tmp_path: Path) -> None:
    with Workspace(built) as archive:
        export(archive, tmp_path / "out", form="conll")
        entries = list(Archive(archive.catalogue).entries())
    read = spans_in((tmp_path / "out" / "corpus.conllu").read_text(encoding="utf-8"))
    assert read == set().union(*(expected(one.stem, one.annotations) for one in entries))
    assert {label for _, label, _, _ in read} >= {"PER", "ORG", "LOC", "DATE"}
