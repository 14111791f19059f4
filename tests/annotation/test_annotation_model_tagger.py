"""The tagger of names that the program ships, beside the model whose vectors it shares."""

import pytest
import spacy
from spacy.training import Example
from thinc.api import Config

from ptce_corpus.annotation import model
from ptce_corpus.annotation.model import BASE, own_tagger, trained, with_tagger

TEXT = "Zabulon habite Trifouillis"


@pytest.fixture
def folder(tmp_path):
    """A small tagger that learnt one sentence by heart, written as ``scripts.train_entities`` writes."""
    nlp = spacy.blank("fr")
    tagger = nlp.add_pipe("ner")
    shown = [Example.from_dict(nlp.make_doc(TEXT), {"entities": [(0, 7, "PER"), (15, 26, "LOC")]})]
    learner = nlp.initialize(lambda: shown)
    for _ in range(30):
        nlp.update(shown, sgd=learner)
    tagger.to_disk(tmp_path, exclude=["vocab"])
    Config({"component": nlp.config["components"]["ner"]}).to_disk(tmp_path / "component.cfg")
    return tmp_path


def test_a_tagger_is_put_into_a_model_that_has_none(folder):
    found = with_tagger(spacy.blank("fr"), folder)(TEXT).ents
    assert [(one.text, one.label_) for one in found] == [("Zabulon", "PER"), ("Trifouillis", "LOC")]


def test_a_checkout_without_a_tagger_is_no_error(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "_TAGGERS", (tmp_path,))
    assert own_tagger() is None


@pytest.mark.trained
def test_the_tagger_shipped_knows_the_labels_of_the_guidelines():
    assert own_tagger() is not None
    assert {"PER", "ORG", "LOC", "FUNCTION"} <= set(trained(BASE).get_pipe("ner").labels)


@pytest.mark.trained
def test_names_are_found_where_the_base_model_finds_none():
    text = "Liste des présents\nKERVADEC Soizic – SCIC Vent des Landes\nBOUAZZA Lilia – Ville de Plouharnel\n"
    found = {(one.label_, one.text) for one in trained(BASE)(text).ents}
    assert ("PER", "KERVADEC Soizic") in found
    assert ("ORG", "SCIC Vent des Landes") in found


@pytest.mark.trained
def test_the_words_of_the_vectors_are_known_by_their_hashes_alone():
    known = trained(BASE).vocab
    assert len(known.strings) < len(known.vectors.key2row)
    doc = trained(BASE)("La présidente zabulonnait hier.")
    assert [token.text for token in doc] == ["La", "présidente", "zabulonnait", "hier", "."]
    assert [token.has_vector for token in doc] == [True, True, False, True, True]
    assert doc[1].morph.get("Gender") == ["Fem"]
