"""LaTeX in titles and abstracts: accents become letters; emphasis and other commands are removed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.names.folding import GREEK

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
    "oe": "œ",
    "OE": "Œ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
}
_SHORTHANDS = {"ie": "i.e.", "eg": "e.g.", "etal": "et al.", "cf": "cf.", "wrt": "w.r.t.", "etc": "etc."}
_ACCENT = re.compile(r"""\\(?:(['`^"~=.])\s?|([cvuHkrdb])(?=\{|\s))\s?(?:\{\\?([^\W\d_])\}|\\?([^\W\d_]))""")
_STACKED = 3
"""Accents that one letter may have."""
_LETTER = re.compile(r"\\(ss|ae|AE|aa|AA|oe|OE|dh|DH|th|TH|dj|DJ|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z])\s?)")
_STYLED = re.compile(
    r"\\(?:emph|textbf|textit|texttt|textsc|textrm|textsf|textnormal|text|mathrm|underline|uline|mbox|"
    r"textsuperscript|textsubscript|textsl|enquote|[gG]ls(?:pl|entryshort)?|ac[spf]?)\s?\{([^{}]*)\}"
)
_TORN = re.compile(r"ext(?<![A-Za-z\\]ext)(?:bf|it|rm|sc|sf|tt)\{([^{}]*)\}")
"""
A command whose first letters were taken for a tab.

What may not stand before it is asked for behind its first letters, here and below: a search for these is far quicker.
"""
_SWITCHED = re.compile(r"\{\\(?:em|bf|it|tt|sc|rm|sf|sl|bfseries|itshape|ttfamily|scshape)\b\s*+([^{}]*)\}")
_SHORTHAND = re.compile(r"\\(ie|eg|etal|cf|wrt|etc)\b\.?(?:\{\})?(?:\\(?=\s))?")
_POWER = re.compile(r"\\textsuperscript(?<=[\w)]\\textsuperscript)\s?\{([-+−–]?\d+[-+−]?)\}")
_DEEPEST = 10
_NOTED = re.compile(
    r"[ ~]?\\(?:cite[a-z]{0,10}|(?:eq|c|C|auto|page)?ref|label|footnote)\*?(?:\[[^\]]{0,100}\]){0,2}\{[^{}]*\}"
)
"""Commands for citations, references and footnotes, none of which is printed in the text itself."""
_LINKED = re.compile(r"\\href\s?\{([^{}]*)\}\s?\{([^{}]*)\}")
_DOLLAR, _BACKSLASH = "\ue000", "\ue001"
"""What stands for signs that were escaped, until commands and formulas are found."""
_FORMULA = re.compile(r"(\$[^$]{1,500}\$)")
_SIGNS = {
    "textasciitilde": "~", "textbraceleft": "{", "textbraceright": "}", "textbar": "|", "textless": "<",
    "textgreater": ">", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotesingle": "'", "textquotedblleft": "“", "textquotedblright": "”", "textbullet": "•",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "dots": "…", "ldots": "…",
    "textellipsis": "…", "newline": " ", "url": "", "relax": "", "textminus": "−", "textperiodcentered": "·",
    "TeX": "TeX", "LaTeX": "LaTeX", "S": "§", "P": "¶", "pounds": "£", "copyright": "©", "dag": "†", "ddag": "‡", "ensuremath": "",
    "~": " ", "--": "–", "---": "—", "``": "“", "''": "”", "\\\\": " ",
    "\\{": "{", "\\}": "}", "\\,": " ", "\\;": " ", "\\:": " ", "\\ ": " ",
}  # fmt: skip
_SIGNS |= {f"text{name}": letter for letter, name in GREEK.items()}
_SIGNS |= {f"text{name.capitalize()}": letter.upper() for letter, name in GREEK.items()}
_SIGNS["textmu"] = "µ"
_TYPED = re.compile(
    r"\\vphantom\{\\[{}]\}|\\([A-Za-z]{1,24})(?![A-Za-z])(?:\{\}|\s)?|[{}]|~|---?|``|''|\\[-\\{},;: /!]"
)
_IN_FORMULA = re.compile(
    r"\{\\text(?:backslash|asciicircum)\}|\\text(?:backslash|asciicircum)(?:\{\}|(?![A-Za-z])\s?)|\\\$"
)
"""What Zotero makes of the symbols of a formula."""
_OF_FORMULA = {"b": _BACKSLASH, "a": "^", "$": _DOLLAR}
_IN_ADDRESS = re.compile(r"\\url(?=\{)|[{}\s]|\\(?=[_%&#~$])|\\textasciitilde")
_ESCAPED = re.compile(r"\\([%&_#$])")


def plain(text: str) -> str:
    r"""
    Give a text without LaTeX accents, emphasis and escapes; formulas stay as they are.

    >>> plain(r"Poincar\'e and {\em MyNet} by Erd\H{o}s, \eg 5\% \emph{better}")
    'Poincaré and MyNet by Erdős, e.g. 5% better'
    """
    if "{" in text:
        text = _TORN.sub(r"\1", text)
    if "\\" not in text:
        return text
    for _ in range(_STACKED):
        text, found = _ACCENT.subn(_accented, text)
        if not found:
            break
    text = _LETTER.sub(lambda found: _LETTERS[found.group(1)], text)
    text = _POWER.sub(r"^\1", text)
    for pattern in (_STYLED, _SWITCHED):
        for _ in range(_DEEPEST):  # one inside the other
            text, found = pattern.subn(r"\1", text)
            if not found:
                break
    text = _SHORTHAND.sub(lambda found: _SHORTHANDS[found.group(1)], text)
    return _ESCAPED.sub(r"\1", text)


def typeset(text: str) -> str:
    r"""
    Give a text of a BibTeX field as it is printed: besides what `plain` does, braces are removed, escaped symbols are
    unescaped, and citations, references and footnotes are left out.

    >>> typeset(r"{BERT}: {P}re-training of ``Deep'' Transformers~--- in $\mathbb{R}^{n}$ {\textendash} at {A\&B}")
    'BERT: Pre-training of “Deep” Transformers — in $\\mathbb{R}^{n}$ – at A&B'
    """
    if "\\" in text:
        text = _IN_FORMULA.sub(_of_formula, text)
        text = _LINKED.sub(r"\2 (\1)", _NOTED.sub("", text))
    parts = _FORMULA.split(plain(text))
    parts[::2] = [_TYPED.sub(_sign, part) for part in parts[::2]]
    return "".join(parts).replace(_DOLLAR, "$").replace(_BACKSLASH, "\\")


def address(text: str) -> str:
    r"""
    Give an address, DOI or number of a BibTeX field without what TeX needs around and in it.

    >>> address(r"\url{https://example.org/{\textasciitilde}ara/a\_b}")
    'https://example.org/~ara/a_b'
    """
    return _IN_ADDRESS.sub(lambda found: "~" if found.group().endswith("tilde") else "", text)


def _sign(found: re.Match[str]) -> str:
    if name := found.group(1):
        return sign if (sign := _SIGNS.get(name, _known_sign(name))) is not None else found.group()
    return _SIGNS.get(found.group(), "")


@lru_cache(maxsize=1024)
def _known_sign(name: str) -> str | None:
    """Give what a command without arguments prints, or None."""
    from pylatexenc.latex2text import get_default_latex_context_db

    printed = getattr(get_default_latex_context_db().get_macro_spec(name), "simplify_repl", None)
    return printed if isinstance(printed, str) and printed.isprintable() and "%" not in printed else None


def _of_formula(found: re.Match[str]) -> str:
    return _OF_FORMULA[found.group().removeprefix("{").removeprefix("\\").removeprefix("text")[0]]


def _accented(found: re.Match[str]) -> str:
    mark = found.group(1) or found.group(2)
    return unicodedata.normalize("NFC", (found.group(3) or found.group(4)) + _ACCENTS[mark])
