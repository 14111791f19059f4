"""Which of the tagger and the rules is believed where they disagree, and names made of everyday words."""

import pytest

from ptce_corpus.annotation.entities import contested
from ptce_corpus.annotation.entities.branches import with_area
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.contested import uncontested
from ptce_corpus.annotation.entities.everyday import everyday_name
from ptce_corpus.annotation.entities.name_reader import words_of
from ptce_corpus.annotation.entities.organisations import organisations
from ptce_corpus.annotation.entities.persons import people
from ptce_corpus.annotation.entities.places import places
from ptce_corpus.annotation.entities.trimming import as_tagged
from ptce_corpus.annotation.entities.vetting import believed
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span


@pytest.fixture(autouse=True)
def tagger(monkeypatch, tmp_path):
    monkeypatch.setattr(contested, "own_tagger", lambda: tmp_path)


def place_of(text, part):
    return Span(text.index(part), text.index(part) + len(part))


def left(text, ruled, *model):
    """What is left of one rule's candidate where the model found some: pairs of label and words."""
    reason, label, part = ruled
    told = [Candidate(place_of(text, words), Label(kind), 46, "model") for kind, words in model]
    one = Candidate(place_of(text, part), Label(label), 72, reason)
    return [kept.span.cut(text) for kept in uncontested(text, [one], told)]


@pytest.mark.parametrize(
    ("text", "ruled", "model"),
    [
        (
            "la Caisse du Marais et Envol Textile",
            ("rule:kind", "ORG", "Caisse du Marais et Envol Textile"),
            [("ORG", "Caisse du Marais"), ("ORG", "Envol Textile")],
        ),
        ("le Pôle Laines Vives", ("rule:attested", "ORG", "Laines Vives"), [("ORG", "Pôle Laines Vives")]),
        ("les Forges du Jura", ("gazetteer:place", "LOC", "Jura"), [("ORG", "Forges du Jura")]),
        (
            "Anne Petit Luc Morel",
            ("gazetteer:first-name", "PER", "Anne Petit Luc Morel"),
            [("PER", "Anne Petit"), ("PER", "Luc Morel")],
        ),
        (
            "Anne Giraud d'Estaing parle",
            ("gazetteer:first-name", "PER", "Anne Giraud"),
            [("PER", "Anne Giraud d'Estaing")],
        ),
    ],
)
def test_the_model_is_believed_where_it_cuts_names_otherwise(text, ruled, model):
    assert left(text, ruled, *model) == []


@pytest.mark.parametrize(
    ("text", "ruled", "model"),
    [
        ("les éditions Martinon", ("rule:kind", "ORG", "éditions Martinon"), [("ORG", "Martinon")]),
        ("la maison de l'emploi de Nérac", ("rule:kind", "ORG", "maison de l'emploi de Nérac"), [("LOC", "Nérac")]),
        ("la mairie de Nérac", ("rule:kind", "ORG", "mairie de Nérac"), []),
        ("Forges * Jura", ("gazetteer:place", "LOC", "Jura"), [("ORG", "Forges * Jura")]),
    ],
)
def test_a_rule_is_believed_where_it_knows_the_kind_or_the_model_is_silent(text, ruled, model):
    assert left(text, ruled, *model) == [ruled[2]]


def test_a_name_ends_with_its_line_unless_the_model_runs_on():
    text = "Crédit coopératif du Marais\nPouvoirs"
    assert left(text, ("rule:kind", "ORG", text)) == ["Crédit coopératif du Marais"]
    assert left(text, ("rule:kind", "ORG", text), ("ORG", text)) == [text]
    assert left("Anne\nCatégorie", ("gazetteer:first-name", "PER", "Anne\nCatégorie")) == []


@pytest.mark.parametrize(
    ("text", "name", "label", "possible"),
    [
        ("Avec Semences du Monde, une fête.", "Semences du Monde", Label.ORG, True),
        ("Appui : la Cimade, Secours ouvrier, Envol.", "Secours ouvrier", Label.ORG, True),
        ("reçus au ministère du Travail hier", "ministère du Travail", Label.ORG, True),
        ("CONSEIL DEPARTEMENTAL DU MARAIS", "CONSEIL DEPARTEMENTAL DU MARAIS", Label.ORG, True),
        ("reçus hier à Paris par Luc", "Paris", Label.LOC, True),
        ("au bar du Marché hier", "bar du Marché", Label.LOC, True),
        ("Conseil d'administration du 3 mai", "Conseil d'administration", Label.ORG, False),
        ("Anne, directrice du Développement rural, parle", "Développement rural", Label.ORG, False),
        ("Économie sociale et solidaire", "Économie sociale et solidaire", Label.ORG, False),
        ("ORDRE DU JOUR ET BUDGET", "BUDGET", Label.ORG, False),
        ("la salle des fêtes", "salle des fêtes", Label.LOC, False),
    ],
)
def test_everyday_words_are_a_name_here_and_none_there(text, name, label, possible):
    assert everyday_name(text, place_of(text, name), [word.text for word in words_of(name)], label) is possible


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("avec l'ADEME Normandie.", "ADEME", "ADEME Normandie"),
        ("le réseau Emmaüs France et", "Emmaüs", "Emmaüs France"),
        ("l'ADEME Normandies", "ADEME", "ADEME"),
        ("l'ADEME, Normandie", "ADEME", "ADEME"),
    ],
)
def test_a_branch_goes_with_its_area(text, name, whole):
    assert with_area(text, place_of(text, name)).cut(text) == whole


def test_one_group_of_several_is_no_body():
    assert [one for one in organisations("Le Groupe B joue contre le Groupe F.") if one.reason == "rule:kind"] == []


def test_names_in_two_columns_are_people():
    sheet = "NOM          Prénom\nKERVADEC     Soizic     SCIC\nBOUAZZA      Lilia      Ville\nTOTAL        12\n"
    shown = [one.span.cut(sheet) for one in people(sheet) if one.reason == "rule:columns"]
    assert shown == ["KERVADEC     Soizic", "BOUAZZA      Lilia"]
    assert [one for one in people("KERVADEC     Soizic\n") if one.reason == "rule:columns"] == []


def test_a_cedex_keeps_its_number_and_an_address_stops_before_the_town():
    text = "BP 3 - 75572 PARIS CEDEX 12, puis 3 impasse des Tanneurs à Issoire"
    shown = {one.reason: one.span.cut(text) for one in places(text)}
    assert shown["rule:postcode"] == "75572 PARIS CEDEX 12"
    assert shown["rule:address"] == "3 impasse des Tanneurs"


@pytest.mark.parametrize(
    ("text", "label", "shown"),
    [
        ("La Grande Ruche", Label.ORG, "La Grande Ruche"),
        ("la Grande Ruche", Label.ORG, "Grande Ruche"),
        ("Morel L.", Label.PER, "Morel L."),
        ("Mme de Villars,", Label.PER, "de Villars"),
        ("**Grande Ruche**", Label.ORG, "Grande Ruche"),
        ("(Guéret", Label.LOC, "Guéret"),
    ],
)
def test_the_tagger_says_where_a_name_begins_and_ends(text, label, shown):
    span = as_tagged(text, Span(0, len(text)), label)
    assert span is not None
    assert span.cut(text) == shown


def test_nothing_is_left_of_marks():
    assert as_tagged("** –", Span(0, 4), Label.ORG) is None


@pytest.mark.trained
def test_a_firm_taken_for_a_person_is_a_body(monkeypatch, tmp_path):
    import spacy
    from spacy.tokens import Span as Stretch

    from ptce_corpus.annotation.entities import vetting

    monkeypatch.setattr(vetting, "own_tagger", lambda: tmp_path)
    doc = spacy.blank("fr")("Alpine Aluminium recrute")
    doc.ents = [Stretch(doc, 0, 2, label="PER")]
    assert [one.label for one in believed(doc.text, [(0, doc)])] == [Label.ORG]


@pytest.mark.trained
def test_a_function_that_only_the_tagger_knows_is_told_beside_its_person():
    import spacy
    from spacy.tokens import Span as Stretch

    from ptce_corpus.annotation.functions.holders import functions
    from ptce_corpus.annotation.mentions import mentions

    doc = spacy.blank("fr")("Soizic Kervadec, zingueuse chez Vent Clair, parle. Une zingueuse passe.")
    doc.ents = [
        Stretch(doc, 0, 2, label="PER"),
        Stretch(doc, 3, 4, label="FUNCTION"),
        Stretch(doc, 5, 7, label="ORG"),
        Stretch(doc, 11, 12, label="FUNCTION"),
    ]
    found = mentions(doc.text, [(0, doc)])
    assert [(one.text, one.reason) for one in found if one.label is Label.FUNCTION] == [("zingueuse", "model")]
    told = [(one.person, one.role, one.organisation, one.ended) for one in functions(doc.text, found)]
    assert told == [("Soizic Kervadec", "zingueuse", "Vent Clair", False)]
