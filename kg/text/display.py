"""Texts of papers as people read them: what nobody sees in them, and simple formulas and typing for TeX as signs."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.names.folding import GREEK

CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"
"""Control characters and ends of lines, as they stand in a class of a pattern; they stand between words."""
INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff"
"""
What nobody sees, likewise: it breaks names apart (soft hyphen, zero-width space) or turns a line's direction.

Joiners are not among them: they make one sign of two.
"""
_CONTROL, _UNSEEN = re.compile(f"[{CONTROLS}]"), re.compile(f"[{INVISIBLE}]")
_PIECE = re.compile(
    r"\$(?P<formula>[^\s$](?:[^$\n]{0,60}[^\s$\\])?)\$(?!\d)"
    r"|\\\((?P<other>(?:(?!\\\)).){1,60})\\\)"
    r"|(?P<typed>``(?=[^`\n]{1,200}'')|(?<=[^\W\d_]|[.,?!)%])''|\\\\|\\[%&_#$])"
    r"|(?<=[^\W\d_]|[.,)'])(?P<tie>~)(?=[\w$(])"
)
_TYPED = {"``": "“", "''": "”", "\\\\": " ", "~": " "}
_SIGNS = {
    "times": "×", "to": "→", "rightarrow": "→", "approx": "≈", "sim": "~", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "pm": "±", "infty": "∞", "cdot": "·", "ell": "ℓ", "star": "*", "ast": "*", "circ": "°", "dagger": "†", "in": "∈",
    "neq": "≠", "ll": "≪", "gg": "≫", "uparrow": "↑", "downarrow": "↓",
}  # fmt: skip
for _letter, _name in GREEK.items():
    _SIGNS |= {_name: _letter, _name.capitalize(): _letter.upper()}
_STYLE = re.compile(r"\\(?:text|math|rm|bf|it|cal|operatorname)[a-z]*(?![A-Za-z])\s?")
_COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z]) ?")
_POWER = re.compile(r"\^(?:\{([\d+-]{1,4})\}|(\d))")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SPACES = re.compile(r"\\[,;:! ]|~")
_ESCAPED = re.compile(r"\\([%&_#])")


def shown(text: str) -> str:
    r"""
    Give a text with simple formulas, ties, quotes and escapes as their signs; what is not simple stays as it is.

    >>> shown(r"``H$^2$SD'' under $\mu$P: $74.6\%$ in Fig.~2, $\frac{a}{b}$ for $5"), shown("U-Net")
    ('“H²SD” under μP: 74.6% in Fig. 2, $\\frac{a}{b}$ for $5', 'U-Net')
    """
    return Shown(text).text


def visible(text: str) -> str:
    r"""
    Give a text on one line without what nobody sees; a control character becomes a blank.

    >>> visible("Image\xadNet \u202eand\x00COCO")
    'ImageNet and COCO'
    """
    return _UNSEEN.sub("", _CONTROL.sub(" ", text))


class Shown:
    """A text as `shown` gives it, which knows where each place of the original is in it."""

    def __init__(self, text: str) -> None:
        """Read a text."""
        parts, end, length = [], 0, 0
        self._from, self._to = [0], [0]
        for piece in (
            _PIECE.finditer(text) if any(sign in text for sign in ("$", "\\", "~", "``", "''")) else ()
        ):
            instead = _instead(piece)
            start = piece.start()
            parts += [text[end:start], instead]
            length += start - end
            self._from += [start, piece.end()]
            self._to += [length, length + len(instead)]
            end, length = piece.end(), length + len(instead)
        self.text = "".join([*parts, text[end:]])

    def at(self, place: int) -> int:
        """Give where a place of the original is in the text, at the nearest place where it is within a replaced piece."""
        before = bisect_right(self._from, place) - 1
        to = self._to[before] + place - self._from[before]
        return min(to, self._to[before + 1]) if before + 1 < len(self._to) else to


def _instead(piece: re.Match[str]) -> str:
    formula = piece["formula"] or piece["other"]
    if formula is None:
        return _TYPED.get(piece[0]) or piece[0][-1]
    text = _COMMAND.sub(lambda one: _SIGNS.get(one[1], one[0]), _STYLE.sub("", formula))
    text = _POWER.sub(lambda one: (one[1] or one[2]).translate(_RAISED), text)
    text = _ESCAPED.sub(r"\1", _SPACES.sub(" ", text))
    text = text.replace("{", "").replace("}", "")
    return piece[0] if "\\" in text or not text.strip() else text
