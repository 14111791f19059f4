"""What counts as a quotation, where it begins and ends, and who says it."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.quotations.sayings import quotations, quotations_in
from ptce_corpus.domain.annotation import Label, Mention, QuotationKind
from ptce_corpus.domain.span import Span

BLANK = spacy.blank("fr")
PEOPLE = ("Paul Martin", "Julie Roux", "Nadia Benali", "Jean Morel", "Léa Petit")
BODIES = ("Fédération des Ateliers", "Ateliers du Fleuve", "Région Aurélie", "Collectif Tilleul")
DATES = {"8 janvier 2021": "2021-01-08", "12 mars 2019": "2019-03-12"}


def mentions(text, *, extra=()):
    found = []
    for label, names in ((Label.PER, (*PEOPLE, *extra)), (Label.ORG, BODIES), (Label.DATE, tuple(DATES))):
        for name in names:
            at = text.find(name)
            while at >= 0:
                value = DATES.get(name)
                found.append(Mention(Span(at, at + len(name)), label, name, None if value else name, value))
                at = text.find(name, at + 1)
    return sorted(found, key=lambda mention: mention.span)


def read(text, *, extra=()):
    return quotations(BLANK(text), mentions(text, extra=extra))


def told(text, **options):
    return [(q.kind.value, q.text, q.speaker.name if q.speaker else None) for q in read(text, **options)]


DIRECT = [
    ("« Le pôle ouvre ses portes », annonce Paul Martin.", "Le pôle ouvre ses portes", "Paul Martin", "annonce"),
    (
        "Julie Roux déclare : « Nous avons tenu nos promesses. »",
        "Nous avons tenu nos promesses.",
        "Julie Roux",
        "déclare",
    ),
    (
        "« Ce lieu est né ici, explique Nadia Benali, directrice. Il vivra longtemps. »",
        "Ce lieu est né ici, explique Nadia Benali, directrice. Il vivra longtemps.",
        "Nadia Benali",
        "explique",
    ),
    (
        "« Nous irons plus loin », souligne Jean Morel, « et nous irons ensemble ».",
        "Nous irons plus loin », souligne Jean Morel, « et nous irons ensemble",
        "Jean Morel",
        "souligne",
    ),
    ("“Rien n'est joué”, a-t-elle ajouté après Léa Petit.", "Rien n'est joué", None, "a-t-elle ajouté"),
    ('"La route est longue", prévient le maire, Paul Martin.', "La route est longue", "Paul Martin", "prévient"),
    ("<< Le chantier avance bien >>, se félicite Julie Roux.", "Le chantier avance bien", "Julie Roux", "se félicite"),
    (
        "« On verra », a indiqué hier sur les ondes, Paul Martin, gérant.",
        "On verra",
        "Paul Martin",
        "a indiqué",
    ),
]


@pytest.mark.parametrize(("text", "span", "name", "cue"), DIRECT)
def test_words_between_marks_with_a_speaker_are_direct(text, span, name, cue):
    (found,) = read(text)
    assert found.kind is QuotationKind.DIRECT
    assert found.text == span == found.span.cut(text)
    assert found.speaker.name == name
    assert found.cue.cut(text) == cue


INDIRECT = [
    (
        "Paul Martin rappelle que le pôle compte douze membres.",
        "le pôle compte douze membres",
        "Paul Martin",
        "rappelle",
    ),
    (
        "Julie Roux a également souligné, lors du débat, que tout reste à faire.",
        "tout reste à faire",
        "Julie Roux",
        "a également souligné",
    ),
    (
        "Nadia Benali a tenu à saluer le travail des équipes.",
        "le travail des équipes",
        "Nadia Benali",
        "a tenu à saluer",
    ),
    (
        "Jean Morel dit vouloir ouvrir un second lieu, est content et part.",
        "vouloir ouvrir un second lieu",
        "Jean Morel",
        "dit",
    ),
    ("Selon Léa Petit, la filière embauche encore.", "la filière embauche encore", "Léa Petit", "Selon"),
    (
        "La filière embauche encore, selon la Fédération des Ateliers.",
        "La filière embauche encore",
        "Fédération des Ateliers",
        "selon",
    ),
    (
        "D'après Paul Martin, directeur du pôle, le bilan est bon cette année.",
        "le bilan est bon cette année",
        "Paul Martin",
        "D'après",
    ),
    ("Les travaux commencent lundi, a précisé Julie Roux.", "Les travaux commencent lundi", "Julie Roux", "a précisé"),
    (
        "La Région Aurélie promet de financer la moitié des travaux.",
        "financer la moitié des travaux",
        "Région Aurélie",
        "promet",
    ),
    ("Paul Martin et Julie Roux déplorent que les loyers montent.", "les loyers montent", "Paul Martin", "déplorent"),
    ("Léa Petit demande si les comptes sont publiés.", "si les comptes sont publiés", "Léa Petit", "demande"),
    ("Nadia Benali fait valoir que le site est unique.", "le site est unique", "Nadia Benali", "fait valoir"),
    ("Julie Roux a dit que la halle ouvrira lundi.", "la halle ouvrira lundi", "Julie Roux", "a dit"),
    (
        "Julie Roux rappelle les règles que le pôle a fixées.",
        "les règles que le pôle a fixées",
        "Julie Roux",
        "rappelle",
    ),
    ("Paul Martin informe les membres que la caisse est vide.", "la caisse est vide", "Paul Martin", "informe"),
    ("Jean Morel se félicite de l'ouverture de la halle.", "l'ouverture de la halle", "Jean Morel", "se félicite"),
]


@pytest.mark.parametrize(("text", "span", "name", "cue"), INDIRECT)
def test_reported_clauses_are_indirect(text, span, name, cue):
    (found,) = read(text)
    assert found.kind is QuotationKind.INDIRECT
    assert (found.text, found.speaker.name, found.cue.cut(text)) == (span, name, cue)


def test_an_indirect_clause_with_quoted_words_is_mixed():
    ((kind, text, name),) = told("Paul Martin estime que la halle est « un bien commun » du quartier.")
    assert (kind, text, name) == ("mixed", "la halle est « un bien commun » du quartier", "Paul Martin")


NONE = [
    "Le colloque intitulé « Les pôles changent la ville » aura lieu à Blois.",
    "Les pôles sont définis comme « un groupement d'acteurs qui coopèrent sur un territoire donné ».",
    "Il est rappelé que les votes sont publics.",
    "Les travaux du laboratoire suggèrent que la coopération dure.",
    "L'étude de Paul Martin montre et souligne que la coopération dure.",
    "Nous rappelons que la réservation est obligatoire.",
    "On souligne que la réservation est obligatoire.",
    "La « sortie de crise » reste un vœu.",
    "Julie Roux se présente à la fonction de présidente.",
    "Le rapport Martin rappelle que les pôles sont jeunes.",
    "Paul Martin n'a pas précisé si la vente aurait lieu.",
    "La note de Paul Martin que nous lisons est brève.",
    "Si la Fédération des Ateliers estime que le dossier est complet, elle le transmet.",
    "Il est convenu que la salle ferme à minuit.",
    "Le directeur peut demander que la salle ferme à minuit.",
    "Pour les salariés, la durée est réduite de moitié.",
]


@pytest.mark.parametrize("text", NONE)
def test_titles_definitions_passives_and_abstractions_are_none(text):
    assert told(text) == []


SPEAKERS = [
    ("Julie Roux, présidente du pôle, ouvre le débat. La présidente rappelle que tout est possible.", "Julie Roux"),
    ("Paul Martin et Julie Roux sont venus. Elle souligne que le lieu est beau.", "Julie Roux"),
    ("Julie Roux reçoit Paul Martin. « C'est un bon projet », estime-t-il.", "Paul Martin"),
    ("La Fédération des Ateliers réunit vingt membres. Elle demande que la loi change.", "Fédération des Ateliers"),
    ("La séance est présidée par Jean Morel. Le président de séance rappelle que le vote est secret.", "Jean Morel"),
    (
        "Le collectif est jeune : le Collectif Tilleul a un an. Le collectif réclame une salle de réunion digne.",
        "Collectif Tilleul",
    ),
    ("Julie Roux, secrétaire d'Etat, est venue. La ministre a rappelé son souhait de visiter le pôle.", "Julie Roux"),
    ("Un voisin rappelle que le bruit est interdit.", None),
    ("Des habitants demandent que la rue soit fermée.", None),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_a_speaker_is_whom_the_document_names(text, name):
    (found,) = read(text)
    assert found.speaker.name == name


def test_function_and_organisation_come_with_the_speaker():
    (found,) = read("« Tout commence ici », déclare Julie Roux, directrice de la Fédération des Ateliers.")
    assert found.speaker.function.startswith("directrice")
    assert "Ateliers" in found.speaker.organisation


def test_a_pull_quote_is_signed_below():
    text = "« Nous avons grandi ensemble et nous grandirons encore. »\nPaul Martin - Gérant des Ateliers du Fleuve.\n"
    ((kind, words, name),) = told(text)
    assert (kind, words, name) == ("direct", "Nous avons grandi ensemble et nous grandirons encore.", "Paul Martin")


def test_turns_in_brackets_are_direct_without_a_cue():
    text = "[Paul Martin] Qui tient la caisse ?\n[Julie Roux] Moi, depuis mars.\n[Jean Morel] Merci à toi.\n"
    found = read(text)
    assert [q.text for q in found] == ["Qui tient la caisse ?", "Moi, depuis mars.", "Merci à toi."]
    assert [q.speaker.name for q in found] == ["Paul Martin", "Julie Roux", "Jean Morel"]
    assert all(q.cue is None for q in found)


def test_a_quotation_over_two_paragraphs_is_one():
    text = "Léa Petit déclare : « Nous avons commencé petits.\n\n« Nous finirons grands. »\n"
    ((_, words, name),) = told(text)
    assert words.startswith("Nous avons")
    assert words.endswith("grands.")
    assert name == "Léa Petit"


def test_a_lost_closing_mark_costs_one_quotation_at_most():
    text = "« Elle venait chaque jour, raconte Paul Martin. Julie Roux acquiesce : « Elle restait une heure. »"
    assert [(words, name) for _, words, name in told(text)] == [
        ("Elle venait chaque jour", "Paul Martin"),
        ("Elle restait une heure.", "Julie Roux"),
    ]


def test_the_day_of_the_words_is_that_of_their_sentence():
    (found,) = read("Le 8 janvier 2021, Julie Roux a rappelé que le pôle est ouvert à tous.")
    assert found.date == "2021-01-08"


def test_pseudonyms_in_brackets_stand_for_their_owner():
    text = "Présents : Paul Martin (polo) ; Julie Roux (jul).\n[polo] Est-ce que tout va bien ?\n"
    ((_, _, name),) = told(text, extra=("polo", "jul"))
    assert name == "Paul Martin"


def test_slices_of_a_text_share_what_they_know():
    first, second = "La séance est présidée par Jean Morel.\n\n", "Le président rappelle que le vote est secret.\n"
    text = first + second
    (found,) = quotations_in(text, ((0, BLANK(first)), (len(first), BLANK(second))), mentions(text))
    assert found.speaker.name == "Jean Morel"


PIECES = st.sampled_from(
    [
        "« ",
        " »",
        "“",
        "”",
        '"',
        "<<",
        ">>",
        "Paul Martin",
        " rappelle que ",
        " dit : ",
        ", souligne ",
        "elle ",
        "\n",
        "\n\n",
        ". ",
        "selon ",
        "la ministre",
        " a ",
        "[",
        "] ",
        "(",
        ")",
        "que ",
        "tout va",
        " : ",
        "– ",
        "é",
        "İ",
        "l'",
        "\f",
        "…",
        "pour ",
        ",",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_yields_ordered_disjoint_spans_of_itself(text):
    found = read(text)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for quotation in found:
        assert quotation.text == quotation.span.cut(text)
        assert quotation.text.strip()
        assert 0.0 <= quotation.confidence <= 1.0
        if quotation.cue is not None:
            assert quotation.cue.cut(text).strip()


@pytest.mark.parametrize(
    "unit", ["« ", '"', "« a » ", "....", "\n ", "selon ", "Paul Martin, ", "dit que ", "(", "[a] ", "a : «"]
)
def test_hostile_repetition_is_read_to_the_end(unit):
    text = unit * 3000
    assert isinstance(quotations(BLANK.make_doc(text), mentions(text)), tuple)
