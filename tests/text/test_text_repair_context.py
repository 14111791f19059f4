"""Repair in context: likelier words in damaged passages, nothing on clean ones, and no crash without the model."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.text import language_model, repair
from ptce_corpus.text.candidates import behind
from ptce_corpus.text.cleaning import repaired
from ptce_corpus.text.gate import lost_letters, passages, suspicion
from ptce_corpus.text.language_model import LanguageModel, french
from ptce_corpus.text.readings import readings

DAMAGED = (
    "Les mernbres du conseil ont adopté le-budget. La présidente à rappelé que le réseau dévra inforrner les\n"
    "habitarits, ét que la cornmune sera aidée par la.région. Un rappört sur les ernplois sera publié bientôt,\n"
    "avec l'appui de l‘État. "
)
CLEAN = (
    "Les membres du conseil ont adopté le budget. La présidente a rappelé que le réseau devra informer les\n"
    "habitants, et que la commune sera aidée par la région. Un rapport sur les emplois sera publié bientôt,\n"
    "avec l'appui de l'État. Mme Szczepaniak-Oyarzabal, de la SCIC Ekoola, y présentera le Bricolab."
)


def test_a_damaged_passage_is_read_as_it_was_printed():
    text = repaired(DAMAGED).text
    for right in ("membres", "adopté le budget", "informer", "habitants, et", "commune", "la région", "rapport"):
        assert right in text


def test_clean_text_is_left_alone_to_the_letter():
    assert repaired(CLEAN).text == CLEAN
    assert suspicion(CLEAN).share < suspicion(DAMAGED).share


@pytest.mark.parametrize(
    "kept",
    [
        "contact@pole-ess.example.org",
        "https://exemple.org/ernplois",
        "AGEFIPH",
        "Szczepaniak-Oyarzabal",
        "n° 2014-856",
        "acteur·rice·s",
        "salarié.e.s",
        "acteurrice.s",
        "petit-déjeuner",
        "ref. B-12/4",
    ],
)
def test_names_addresses_codes_and_numbers_are_protected_in_damage(kept):
    assert kept in repaired(f"{DAMAGED}\nVoir aussi {kept} dans le dossier. {DAMAGED}").text


def test_another_language_is_left_alone():
    text = "The members of the board have adopted the budget for the next year, and the report will be published. " * 3
    assert repaired(text + "Tbe rnembers are inforrned.").text == text + "Tbe rnembers are inforrned."


def test_every_edit_in_context_is_small_and_says_how_sure_it_is():
    found = [(edit, before) for edit, before in repaired(DAMAGED).audited() if "ocr-context" in edit.rule]
    assert found
    for edit, before in found:
        assert repair.LEAST <= edit.confidence <= 1
        assert before != edit.after
        assert len(before) < 20
        assert edit.span.cut(DAMAGED) == before


def test_letters_that_the_engine_did_not_know_are_told_by_their_absence():
    text = "Le pôle aide à créer des emplois à côté de la mairie, où la première fête a été très belle à voir. " * 20
    assert lost_letters(text) == ""
    plain = text.translate(str.maketrans("àèê", "aee"))
    assert set("àèê") <= set(lost_letters(plain))


def test_words_behind_a_misreading_come_nearest_first():
    assert [word.word for word in behind("inforrner")][:1] == ["informer"]
    assert behind("AGEFIPH") == ()
    assert all(readings(token)[0].text == token for token in ("de", "la.région", "‘État", "&", "x@y.fr"))


def test_without_a_model_the_sure_confusions_remain(monkeypatch):
    monkeypatch.setattr(repair, "french", lambda: None)
    assert repaired("Le réseau de I'ESS et de I'emploi. La premiere enquéte menée.").text == (
        "Le réseau de l'ESS et de l'emploi. La première enquête menée."
    )


def test_a_file_that_is_no_model_is_refused(tmp_path):
    path = tmp_path / "ngrams.bin"
    path.write_bytes(b"something else, long enough to be mapped")
    with pytest.raises(ValueError, match="no language model"):
        LanguageModel(path)


def test_the_model_prefers_french_to_its_damage():
    model = french()
    if model is None:
        pytest.skip("models/french-ngrams/ngrams.bin is absent")
    right = model.sentence(["les", "membres", "du", "conseil"])
    assert right > model.sentence(["les", "mernbres", "du", "conseil"])
    assert right > model.sentence(["conseil", "les", "du", "membres"])
    assert language_model.form("L’") == "l'"


@given(st.text(alphabet="abcdeéèàlI1|rnm .,;:'‘-_&~\n", max_size=400))
@settings(max_examples=25, deadline=None)
def test_passages_cover_a_text_and_repair_answers_any_text(text):
    spans = list(passages(text))
    assert "".join(span.cut(text) for span in spans) == text
    aligned = repaired(text)
    assert aligned.text.count("\n\n") <= text.count("\n\n") + text.count("\n")


@given(st.lists(st.sampled_from(CLEAN.split()), min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_clean_words_in_any_order_show_no_damage(words):
    text = " ".join(words)
    assert not [edit for edit in repaired(text).edits if "ocr-context" in edit.rule]


def test_one_damaged_word_is_mended_where_nothing_else_speaks_and_only_when_it_is_sure():
    text = CLEAN.replace("budget", "budgöt")
    assert repaired(text).text == CLEAN
    assert repaired(CLEAN.replace("budget", "bricotage")).text == CLEAN.replace("budget", "bricotage")


def test_an_old_print_is_changed_only_where_much_of_it_is_sure():
    columns = "Le mi-nistre de l'Agricul-ture a reçu hier les délé-gués de la cham-bre qui deman-daient une aide."
    damaged = " Les rnesures l'année dernièrc seront revues par la cornmission."
    assert repaired(columns + damaged).edits == ()
    assert repaired(columns.replace("-", "") + damaged).edits
