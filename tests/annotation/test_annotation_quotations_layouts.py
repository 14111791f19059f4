"""Layouts of speech beyond a verb beside marks: initials, labels, signatures, lost marks; and who is meant there."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.annotation.guillemets import quoted
from ptce_corpus.annotation.quotations.sayings import quotations
from ptce_corpus.domain.annotation import Label, Mention
from ptce_corpus.domain.span import Span

BLANK = spacy.blank("fr")
PEOPLE = ("Paul Martin", "Julie Roux", "Nadia Benali", "Jean Morel")
BODY = "Le Fleuve bleu"


def told(text):
    found = []
    for name in (*PEOPLE, "Nadia", BODY):
        at = text.find(name)
        while at >= 0:
            if not any(mention.span.contains(Span(at, at + len(name))) for mention in found):
                label = Label.ORG if name == BODY else Label.PER
                found.append(Mention(Span(at, at + len(name)), label, name, name))
            at = text.find(name, at + 1)
    found = quotations(BLANK(text), sorted(found, key=lambda mention: mention.span))
    return [(q.text, q.speaker.name if q.speaker else None) for q in found]


@pytest.mark.parametrize("label", ["N. B. :", "N.B. :", "NB :", "NADIA BENALI :"])
def test_initials_and_capitals_before_a_colon_are_the_person_of_the_document(label):
    text = f"Entretien avec Nadia Benali\n\nPourquoi ici ?\n{label} Parce que le lieu est grand et clair.\n"
    assert told(text) == [("Parce que le lieu est grand et clair.", "Nadia Benali")]


def test_initials_of_two_persons_name_nobody():
    text = "Paul Martin et Pierre Mas\n\nP. M. : Nous avons pris le temps qu'il faut."
    mentions = [Mention(Span(0, 11), Label.PER, "Paul Martin", "Paul Martin")]
    mentions.append(Mention(Span(15, 25), Label.PER, "Pierre Mas", "Pierre Mas"))
    assert quotations(BLANK(text), mentions) == ()


def test_a_turn_ends_where_the_next_label_begins():
    text = "Paul Martin, Julie Roux\n\nP. M. : Nous avons un toit.\nJ. R. : Et nous avons du feu.\n"
    assert told(text) == [("Nous avons un toit.", "Paul Martin"), ("Et nous avons du feu.", "Julie Roux")]


def test_the_lines_above_a_block_name_who_speaks_and_never_twice():
    text = (
        "Julie Roux\nPrésidente\n\n« Nous sommes fiers de cette année passée. »\n\n"
        "Paul Martin\nTrésorier\n\n« Les comptes sont à jour et nous le resterons. »\n"
    )
    assert [name for _, name in told(text)] == ["Julie Roux", "Paul Martin"]


def test_names_below_blocks_stay_with_the_block_above_them():
    text = (
        "« Nous sommes fiers de cette année passée. »\n\nJulie Roux\n\n"
        "« Les comptes sont à jour et nous le resterons. »\n\nPaul Martin\n"
    )
    assert [name for _, name in told(text)] == ["Julie Roux", "Paul Martin"]


def test_brackets_behind_words_tell_who_says_them():
    text = "– « Il nous faut un lieu où aller. » (une lycéenne)\n– « On se parle trop peu ici. » (Paul Martin, maire)\n"
    assert told(text) == [("Il nous faut un lieu où aller.", None), ("On se parle trop peu ici.", "Paul Martin")]


def test_an_empty_line_may_stand_behind_the_colon():
    text = "Julie Roux a longuement défendu le projet :\n\n« Nous avons commencé petit. Nous sommes là. »\n"
    assert told(text) == [("Nous avons commencé petit. Nous sommes là.", "Julie Roux")]


@pytest.mark.parametrize(
    "text",
    [
        "<< Le lieu est ouvert >>, se felicite Paul Martin.",
        '«Le lieu est ouvert", ajoute Paul Martin.',
        '"Le lieu est ouvert »\xa0, confirme Paul Martin.',
        "« « Le lieu est ouvert », precise Paul Martin.",
    ],
)
def test_marks_and_accents_that_reading_lost(text):
    assert told(text) == [("Le lieu est ouvert", "Paul Martin")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Paul Martin et Julie Roux sourient. « On reste ici », assure le couple.", "Paul Martin et Julie Roux"),
        ("Paul Martin et Julie Roux sourient. « On reste ici », assurent-ils.", "Paul Martin et Julie Roux"),
        ("Julie Roux et Paul Martin sont là. Son compagnon a hésité. « Peu », dit-il.", "Paul Martin"),
        ("« On y va », dit Paul Martin. Jean Morel joue. « Il est tard », ajoute le père.", "Paul Martin"),
        ("« On y va », dit Julie Roux. « Il est tard », ajoute sa mère.", None),
        ("Nadia Benali, bergère, marche. Julie Roux suit. « Venez », glisse la bergère.", "Nadia Benali"),
        ("Le maire du village, Paul Martin, arrive. Julie Roux aussi. « J'y suis », dit le maire.", "Paul Martin"),
        ("Les voisins parlent. « On verra », soupire l'un d'eux.", None),
    ],
)
def test_pairs_kin_and_callings_are_resolved(text, speaker):
    assert told(text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La volonté exprimée par Paul Martin de créer une pépinière plaît.", "créer une pépinière plaît"),
        ("Le constat dressé par Paul Martin est sévère : les aides arrivent tard.", "les aides arrivent tard"),
        ("Paul Martin arrive. À ses yeux, le compte est bon.", "le compte est bon"),
        ("Paul Martin a quant à lui fait savoir que le compte est bon.", "le compte est bon"),
        ("Pour Paul Martin (Ateliers), le compte est bon et il faut partir.", "le compte est bon et il faut partir"),
        ("Paul Martin nuance : tout est affaire de taille et de temps.", "tout est affaire de taille et de temps"),
        ("Paul Martin invite les élus à documenter leurs échecs.", "documenter leurs échecs"),
        ("« Un pari gagné d'avance », dixit Paul Martin.", "Un pari gagné d'avance"),
        ("« Un pari gagné d'avance », selon Paul Martin.", "Un pari gagné d'avance"),
        ("Paul Martin sort. « Il ne faut pas rêver », met-il en garde.", "Il ne faut pas rêver"),
    ],
)
def test_more_ways_to_tell_what_somebody_says(text, words):
    assert (words, "Paul Martin") in told(text)


def test_two_verbs_of_one_speaker_report_two_things():
    text = "Paul Martin rappelle que le lieu est vendu et promet que la cour sera refaite."
    assert [words for words, _ in told(text)] == ["le lieu est vendu", "la cour sera refaite"]


def test_speech_goes_on_after_et_de():
    text = "« On y va », dit Paul Martin. Et de préciser que le car attend."
    assert told(text) == [("On y va", "Paul Martin"), ("le car attend", "Paul Martin")]


def test_answers_below_questions_are_the_guest_s():
    text = "Trois questions à Julie Roux\n\nQue faire ?\n« Il faut attendre le printemps, et nous verrons. »\n"
    assert told(text) == [("Il faut attendre le printemps, et nous verrons.", "Julie Roux")]


def test_titles_and_documents_do_not_speak():
    assert told("Paul Martin présente « Le bal des oubliés ». Le film plaît.") == []
    assert told("« Nul ne peut entrer ici sans autorisation », indique le communiqué.") == []


@given(st.text(alphabet='«»"“”<> \nab.,:P', max_size=120))
def test_stretches_lie_inside_the_text_in_order(text):
    found = quoted(text)
    assert [one.outer.start for one in found] == sorted(one.outer.start for one in found)
    assert all(one.outer.start <= one.inner.start <= one.inner.end <= one.outer.end <= len(text) for one in found)
