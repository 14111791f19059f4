"""Who holds which function."""

import pytest

from ptce_corpus.annotation.functions.holders import functions
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span


def told(text, person, body=None):
    mentions = []
    for surface, label in ((person, Label.PER), (body, Label.ORG)):
        if surface:
            start = text.index(surface)
            mentions.append(Mention(Span(start, start + len(surface)), label, surface, surface))
    return [
        (one.person, one.role, one.organisation, one.ended)
        for one in functions(text, sorted(mentions, key=lambda m: m.span))
    ]


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Odile Brun, déléguée générale du Phare, a ouvert", "déléguée générale du Phare", "Phare"),
        ("le président du Phare, Odile Brun, a ouvert", "président du Phare", "Phare"),
        ("- **Odile Brun**, Directrice - Caisse Rurale\n", "Directrice", "Caisse Rurale"),
        ("Odile Brun\nPrésidente du Phare\n", "Présidente du Phare", "Phare"),
        ("Odile Brun (trésorière), puis", "trésorière", None),
        ("Odile Brun est directrice du Phare depuis", "directrice du Phare", "Phare"),
        ("la ministre Odile Brun répond", "ministre", None),
        ("Secrétaire de séance : Odile Brun", "Secrétaire de séance", None),
    ],
)
def test_a_function_stands_beside_its_person(text, role, organisation):
    assert told(text, "Odile Brun") == [("Odile Brun", role, organisation, False)]


def test_an_old_function_is_over():
    assert told("Odile Brun, ancienne directrice du Phare, dit", "Odile Brun") == [
        ("Odile Brun", "ancienne directrice du Phare", "Phare", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Odile Brun parle. Le président du Phare écoute.",
        "Odile Brun a vu, avec la foule du soir venue de loin, la maire",
    ],
)
def test_a_function_farther_off_is_somebody_elses(text):
    assert told(text, "Odile Brun") == []


def test_the_organisation_takes_its_name_in_the_document():
    text = "Odile Brun, directrice du Phare"
    start = text.index("Phare")
    mentions = [
        Mention(Span(0, 10), Label.PER, "Odile Brun", "Odile Brun"),
        Mention(Span(start, start + 5), Label.ORG, "Phare", "Phare de l'Ouest"),
    ]
    assert functions(text, mentions)[0].organisation == "Phare de l'Ouest"
