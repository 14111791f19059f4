"""One way to write each character: line ends, ligatures, accents, spaces, apostrophes, quotation marks, ordinals.

Every function takes an aligned text and gives one; each matches only what changes and looks around for the rest.
Ligatures come before composition: the other order leaves an accent uncomposed.
"""

from __future__ import annotations

import re
import unicodedata

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text.chain import Chain
from ptce_corpus.text.lexicon import known

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SUPERSCRIPTS = str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz")
_SPACING_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308"}

_RETURN_BEFORE_FEED = re.compile(r"\r(?=\n)")
_OTHER_LINE_ENDS = re.compile(r"[\r\x0b\x0c\u2028\u2029]")
_WINDOWS_1252 = re.compile(r"[\x80-\x9f]")
_HYPHEN_MARK = re.compile(r"[\ufffe\x02]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\uffff\ufff9-\ufffb]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
_MARK = re.compile(r"[\u0300-\u036f]")
_DECOMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}")
_SIGNS = re.compile(r"[\u212a\u212b]")
_ACCENT_APART = re.compile(r"[´`¨][aeiouAEIOU]")
_ACCENTS_APART = re.compile(r"(?<![^\W_])(?=[^\W\d_]{1,40}[´`¨][aeiouAEIOU])(?:[^\W\d_]|[´`¨](?=[aeiouAEIOU])){3,60}")
_WIDE_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SOFT_HYPHEN_AT_END = re.compile(r"\u00ad(?=[ \t]{0,8}\n)")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TRAILING = re.compile(r"(?<![ \t])[ \t]++(?=\n|\Z)")
_COLUMN_GAP = re.compile(r"\S {4}")
_DOUBLE_SPACE = re.compile(r"(?<=\S )[ \t]{1,2}(?=\S)")
_CURLY_APOSTROPHE = re.compile(r"[’‘ʼ‛＇]")
_ACCENT_FOR_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[´`ʹ′](?=[^\W\d_])")
_QUOTE = re.compile(r"[«»“”„‟‹›〝〞＂]|\n[ \t]*(?=\n)")
_CHEVRONS = re.compile(
    r"(?<![<\w])<<(?![<\w=])|(?<![>\w=])>>(?![>\w=])|(?<![<\w])<<(?=[^\W\d_]{2})|(?<=[^\W\d_])>>(?![>\w=])"
)
_CARET = re.compile(r"(?<=[\wM])\^(?:\{([^\W\d_]{1,4}|°)\}|([EeOo](?:[rR])?|[èÈ]me|[èÈ]re|nde?|me|re)(?!\w))")
_RAISED = re.compile(r"[ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ]{1,4}")
_NUMBER_SIGN = re.compile(r"[ºᵒ˚](?<=\b[nN].)|№")
_ORDINAL_APART = re.compile(r" (?=[eè][mr]es?\b)(?<=\d.)")
_BULLET = re.compile(
    r"(?m)^(?P<indent>[ \t]{0,40})[•●▪◦‣∙■□▶►➢➤⇒✓✔❖◆○·∎⁃\uf0b7\uf0a7\uf0fc\uf0d8\u2043][ \t]{0,8}(?=\S)"
)


def line_ends(text: AlignedText) -> AlignedText:
    """Every line ends with a line feed alone."""
    return text.sub(_RETURN_BEFORE_FEED, "", rule="line-end").sub(_OTHER_LINE_ENDS, r"\n", rule="line-end")


def controls(text: AlignedText) -> AlignedText:
    """Control characters go; those that are Windows-1252 letters and marks read as Latin-1 become what they were.

    A break that a PDF reader marked inside a word (U+FFFE, U+0002) becomes a hyphen at a line's end or is settled by
    the lexicon.
    """
    text = text.sub(_WINDOWS_1252, _from_windows, rule="code-page")
    text = text.sub(_HYPHEN_MARK, _hyphen, rule="hyphen-mark")
    text = text.sub(_SURROGATES, "\ufffd", rule="control")
    return text.sub(_CONTROLS, "", rule="control")


def _from_windows(match: re.Match[str]) -> str:
    try:
        return match.group().encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _hyphen(match: re.Match[str]) -> str:
    """What stood at a break mark: nothing inside a known word, else a hyphen."""
    text, at = match.string, match.start()
    head = re.search(r"[^\W\d_]{0,40}\Z", text[max(at - 40, 0) : at])
    tail = re.match(r"[^\W\d_]{0,40}", text[at + 1 : at + 41])
    if not (head and tail and head.group() and (tail.group() or text[at + 1 : at + 2] == "\n")):
        return ""
    if not tail.group():
        return "-"
    return "" if known(head.group() + tail.group()) else "-"


def ligatures(text: AlignedText) -> AlignedText:
    """Typographic ligatures become their letters; œ and æ are letters and stay."""
    return text.sub(_LIGATURE, lambda match: _LIGATURES[match.group()], rule="ligature")


def composed(text: AlignedText) -> AlignedText:
    """Letters and the accents that follow them become one character (Unicode NFC); so do accents set apart."""
    if _MARK.search(text.text):
        text = text.sub(_DECOMPOSED, lambda match: unicodedata.normalize("NFC", match.group()), rule="composition")
    text = text.sub(_SIGNS, lambda match: unicodedata.normalize("NFC", match.group()), rule="composition")
    if not _ACCENT_APART.search(text.text):
        return text
    return text.edited(edit for match in _ACCENTS_APART.finditer(text.text) for edit in _accents(match))


def _accents(match: re.Match[str]) -> list[Edit]:
    """Accents printed before their letters (``Proc`es``, as LaTeX of old sets it), where that makes a known word."""
    word = match.group()
    if not known(_ACCENT_APART.sub(lambda accent: _joined(accent.group()), word)):
        return []
    return [
        Edit(Span(*accent.span()).shifted(match.start()), _joined(accent.group()), "composition", 0.98)
        for accent in _ACCENT_APART.finditer(word)
    ]


def _joined(accent: str) -> str:
    return unicodedata.normalize("NFC", accent[1] + _SPACING_ACCENTS[accent[0]])


def spaces(text: AlignedText) -> AlignedText:
    """Spaces of every width become the plain one, invisible characters go, lines end without a space.

    Gaps of a page set in columns stay as they are: they carry the layout. Tabs become spaces where a page uses
    them between words.
    """
    text = text.sub(_WIDE_SPACE, " ", rule="space")
    text = text.sub(_SOFT_HYPHEN_AT_END, "-", rule="soft-hyphen").sub(_INVISIBLE, "", rule="invisible")
    if text.text.count("\t") > text.text.count(" "):
        text = text.sub(r"\t", " ", rule="space")
    text = text.sub(_TRAILING, "", rule="trailing-space")
    if not ("  " in text.text or " \t" in text.text) or _COLUMN_GAP.search(text.text):
        return text
    return text.sub(_DOUBLE_SPACE, "", rule="space")


def apostrophes(text: AlignedText) -> AlignedText:
    """One apostrophe, the straight one."""
    text = text.sub(_CURLY_APOSTROPHE, "'", rule="apostrophe")
    return text.sub(_ACCENT_FOR_APOSTROPHE, "'", rule="apostrophe")


def quotation_marks(text: AlignedText) -> AlignedText:
    """Curly quotation marks become guillemets, or straight marks inside guillemets and where they have no partner."""
    if "<<" in text.text or ">>" in text.text:
        text = text.sub(_CHEVRONS, lambda match: "«" if "<" in match.group() else "»", rule="quotation-mark")
    return text.edited(
        Edit(Span(at, at + 1), after, "quotation-mark") for at, after in _marks(text.text) if text.text[at] != after
    )


def _marks(text: str) -> list[tuple[int, str]]:
    """Each curly mark of ``text`` with what it becomes; a paragraph's end closes whatever is open."""
    found: list[tuple[int, str]] = []
    inside, pending = False, -1
    for match in _QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            inside, pending = False, -1
        elif mark in "«»":
            inside, pending = mark == "«", -1
        elif inside:
            found.append((at, '"'))
        elif pending >= 0 and mark in "”›“‟〞":
            found[pending] = (found[pending][0], "«")
            found.append((at, "»"))
            pending = -1
        else:
            pending = len(found) if mark in "“„‹‟〝" else -1
            found.append((at, '"'))
    return found


def ordinals(text: AlignedText) -> AlignedText:
    """Raised letters come down to the line: ``2^E`` is ``2e``, ``3^{ème}`` is ``3ème``, ``nº`` is ``n°``."""
    if "^" in text.text:
        text = text.sub(_CARET, lambda match: (match.group(1) or match.group(2)).lower(), rule="ordinal")
    text = text.sub(_RAISED, lambda match: match.group().translate(_SUPERSCRIPTS), rule="ordinal")
    text = text.sub(_NUMBER_SIGN, lambda match: "n°" if match.group() == "№" else "°", rule="ordinal")
    return text.sub(_ORDINAL_APART, "", rule="ordinal")


def bullets(text: AlignedText) -> AlignedText:
    """Every bullet at the head of a line becomes ``• ``."""
    return text.sub(_BULLET, lambda match: f"{match['indent']}• ", rule="bullet")


normalised = (
    Chain() | line_ends | controls | ligatures | composed | spaces | apostrophes | quotation_marks | ordinals | bullets
)
"""All of the above, in the order that works."""
