"""OCR repair: the surest confusions, and never on clean text."""

import json
from pathlib import Path

import pytest

from ptce_corpus.text.cleaning import repaired
from ptce_corpus.text.repair import damage

SHARED = Path(__file__).parents[2].parent / "shared"

DAMAGED = "Le réseau de I'ESS réunit la commission de I'emploi pour |dentifier les besoins. "
CLEAN = "Le réseau de l'ESS réunit la commission de l'emploi. Elle a l'intention d'ouvrir un tiers-lieu & un café. "


def ocr_edits(text: str) -> list[tuple[str, str]]:
    return [(before, edit.after) for edit, before in repaired(text).audited() if "ocr-" in edit.rule]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("la loi relative à I'ESS", "la loi relative à l'ESS"),
        ("aide à 1'économie locale", "aide à l'économie locale"),
        ("|dentifier les besoins", "Identifier les besoins"),
        ("étudier Iimpact du projet", "étudier l'impact du projet"),
        ("la premiere enquéte menée", "la première enquête menée"),
        ("une clé de succeés", "une clé de succès"),
        ("les Pdles du territoire", "les Pôles du territoire"),
        ("un appel & manifestation", "un appel à manifestation"),
        ("remis & Paula Ferrand", "remis à Paula Ferrand"),
        ("visant a promouvoir la filière", "visant à promouvoir la filière"),
        ("cela passe, a travers elle, ici", "cela passe, à travers elle, ici"),
        ("indispensables a leur essor", "indispensables à leur essor"),
        ("+ Mettre en commun\n+ Agir", "• Mettre en commun\n• Agir"),
        ("le c0mmerce et la so|idarité", "le commerce et la solidarité"),
    ],
)
def test_sure_confusions_in_a_damaged_text(source, expected):
    repaired_text = repaired(DAMAGED + "\n" + source).text
    assert repaired_text.split("\n", 1)[1] == expected


@pytest.mark.parametrize(
    "kept",
    [
        "Elle a été élue",
        "Il a l'intention de venir",
        "le bureau a décidé",
        "qui a fait ce choix",
        "Blin-Barrois et Kirchner",
        "Ivan Illich en Islande",
        "la R&D des entreprises",
        "COOPÉRER & INNOVER",
        "le mot rare lyophilisateur",
    ],
)
def test_what_is_right_stays_even_in_a_damaged_text(kept):
    assert kept in repaired(DAMAGED + DAMAGED + kept + ".").text


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "Il connait le maitre d'oeuvre de l'Etat.",
        "The cooperative has a network of local partners, and I'm glad to be a part of it.",
        "Salle 1 | Salle 2\n14h30 | 15h00",
        "J'ai noté : for i in range(10): print(i)",
        "Mme Le Goff a remis le prix & la coupe au club.",
    ],
)
def test_clean_text_gets_no_repair(text):
    assert ocr_edits(text) == []


def test_every_edit_has_a_rule_a_confidence_and_its_place():
    text = repaired(DAMAGED)
    found = [(edit, before) for edit, before in text.audited() if "ocr-" in edit.rule]
    assert [(before, edit.after) for edit, before in found] == [("I", "l"), ("I", "l"), ("|", "I")]
    assert all(0.5 < edit.confidence <= 1 and edit.span.cut(DAMAGED) == before for edit, before in found)


def test_repair_keeps_the_lines():
    source = DAMAGED + "\nune coopé-\nration\n\nnouvelle"
    assert repaired(source).text.count("\n") == source.count("\n")


def test_spaced_stops_close_up_only_where_most_are_spaced():
    spaced = DAMAGED.replace(".", " .") + "Des pôles , des réseaux , des communes . Un banquet , enfin ."
    assert " ," not in repaired(spaced).text
    assert " ," in repaired(DAMAGED + "Un seul , ici. Deux, là. Trois, encore, et quatre, enfin.").text


def test_damage_counts_marks_and_strangers():
    assert damage(DAMAGED).marks == 3
    assert (damage(CLEAN).marks, damage(CLEAN).strangers) == (0, 0)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the documents and gold of ../shared")
def test_real_clean_documents_are_not_repaired():
    lines = (SHARED / "gold" / "documents.dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert {entry["id"]: ocr_edits(entry["text"]) for entry in map(json.loads, lines)} == {
        entry["id"]: [] for entry in map(json.loads, lines)
    }


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the documents and gold of ../shared")
@pytest.mark.parametrize("name", ["impresso_train", "icdar2017_train", "directories"])
def test_repair_takes_more_errors_away_than_it_brings(name):
    distance = pytest.importorskip("rapidfuzz.distance.Levenshtein").distance
    lines = (SHARED / "gold" / "ocr" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:400]
    pairs = [(entry["ocr"], entry["gold"]) for entry in map(json.loads, lines)]
    flat = [
        (" ".join(ocr.split()), " ".join(repaired(ocr).text.split()), " ".join(gold.split())) for ocr, gold in pairs
    ]
    assert sum(distance(new, gold) for _, new, gold in flat) <= sum(distance(ocr, gold) for ocr, _, gold in flat)
