"""Calls of footnotes on a page of a PDF: small figures set above the line become raised figures, others stay."""

import pytest
from reportlab.pdfgen.canvas import Canvas


def drawn(*pieces):
    """What draws one line of pieces: a text, or a text with its size and its rise in points."""

    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        for piece in pieces:
            text, size, rise = (piece, 12, 0) if isinstance(piece, str) else piece
            line.setFont("Helvetica", size)
            line.setRise(rise)
            line.textOut(text)
        canvas.drawText(line)

    return draw


CALL, TWO = ("1", 8, 4), ("12", 8, 4)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("Le pôle économique", CALL, " ouvre ses portes."), "Le pôle économique¹ ouvre ses portes."),
        (("La cantine sert six écoles", TWO, "."), "La cantine sert six écoles¹²."),
        (("Une phrase finit.", CALL, " Une autre suit."), "Une phrase finit.¹ Une autre suit."),
        (("Ils l'ont ouverte en 2014", CALL, ", en mai."), "Ils l'ont ouverte en 2014¹, en mai."),
        (("« Nous irons »", CALL, " dit-elle."), "« Nous irons »¹ dit-elle."),
        (("Une salle de 80 m", ("2", 8, 4), " ferme."), "Une salle de 80 m² ferme."),
        ((CALL, " Voir le compte rendu de mai."), "¹ Voir le compte rendu de mai."),
    ],
)
def test_small_figures_above_the_line_are_raised(page, pieces, text):
    assert page(drawn(*pieces)).text == text


@pytest.mark.parametrize(
    "pieces",
    [
        ("Le lot B2 et le fichier mp3 restent.",),
        ("Le gaz CO", ("2", 8, -3), " monte."),
        ("La salle", ("1", 8, 0), " est petite."),
        ("La salle ", ("1", 12, 3), " est haute."),
        ("On ouvre à 14h", ("30", 8, 4), " chaque jour."),
        ("Il en reste ", ("1", 8, 4), ("/", 12, 0), ("2", 8, 0), " seau."),
    ],
)
def test_other_figures_stay_on_the_line(page, pieces):
    assert not set("⁰¹²³⁴⁵⁶⁷⁸⁹") & set(page(drawn(*pieces)).text)


def test_a_call_is_told_on_a_page_that_reads_upwards(page):
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -600)
        drawn("Le pôle économique", CALL, " ouvre ses portes.")(canvas)

    assert page(draw).text == "Le pôle économique¹ ouvre ses portes."


def test_a_note_with_a_raised_number_comes_after_both_columns(page):
    def draw(canvas: Canvas) -> None:
        for x, side in ((60, "gauche"), (320, "droite")):
            for number in range(18):
                canvas.setFont("Helvetica", 11)
                canvas.drawString(x, 700 - 14 * number, f"Ligne {number} de la colonne de {side}.")
        note = canvas.beginText(60, 420)
        note.setFont("Helvetica", 6)
        note.setRise(3)
        note.textOut("1")
        note.setRise(0)
        note.setFont("Helvetica", 8)
        note.textOut(" Chiffres de la mairie, au mois de mai.")
        canvas.drawText(note)

    assert page(draw).text.endswith("¹ Chiffres de la mairie, au mois de mai.")
