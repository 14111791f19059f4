"""The gate of repair: what tells damage from French that is only seldom met."""

import pytest

from ptce_corpus.text.gate import lost_letters, of_old_print, suspicion

PLAIN = (
    "Le conseil du quartier se réunit chaque mardi pour préparer la fête de printemps et choisir les ateliers que\n"
    "les habitants ont demandés pendant l'hiver. Une brochure rappelle les règles de prêt des outils, les heures où\n"
    "la remise est ouverte, et le nom des bénévoles à qui les clés sont confiées jusqu'à la fin du mois.\n"
) * 2
ENGLISH_ENGINE = str.maketrans("èêàçôûîÉÀ", "éeacouiEA")


@pytest.mark.parametrize("glued", ["ateliers-de", "les-outils", "règles et'en", "pär", "d'eñ", "13'août", "aù"])
def test_what_no_keyboard_writes_is_a_sign(glued):
    assert suspicion(f"{PLAIN} {glued}").signs >= suspicion(PLAIN).signs + 1


@pytest.mark.parametrize(
    "kept",
    ["sud-est", "nord-est", "aujourd'hui", "prud'hommes", "est-ouest", "peut-être", "arc-en-ciel", "dés", "où", "né"],
)
def test_what_french_has_is_none(kept):
    assert suspicion(f"{PLAIN} {kept}").signs - suspicion(PLAIN).signs <= 0.5


def test_a_passage_that_has_acute_accents_only_was_read_by_an_engine_without_french():
    read = PLAIN.translate(ENGLISH_ENGINE)
    assert suspicion(read).signs > suspicion(PLAIN).signs + 1
    assert set("àèêÉÀ") <= set(lost_letters(read))
    assert lost_letters(PLAIN) == ""


def test_a_passage_of_noise_is_no_prose():
    noise = "~~' t,'~ ¥i? .,- J~ §b ^ "
    assert suspicion(PLAIN).prose > 0.2
    assert suspicion(PLAIN[:300] + noise * 10).prose == 0.0


def test_words_broken_inside_lines_tell_an_old_print():
    columns = "Le mi-nistre de l'Agricul-ture a reçu les délé-gués de la cham-bre qui de-mandaient une pro-longation."
    assert of_old_print(columns)
    assert not of_old_print(PLAIN)
    assert not of_old_print("Un mi-temps, un vice-président, un rendez-vous, un porte-parole et un avant-projet.")
    assert not of_old_print("Le mi-\nnistre de l'Agricul-\nture a reçu les délé-\ngués de la cham-\nbre.")


def test_words_shattered_into_letters_tell_one_too():
    assert of_old_print("Le c o m i t é de la v i l l e se réunit demain.")
