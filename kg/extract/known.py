"""A name that is known, and what a text must look like to mean it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.names.folding import greek_in_words

THINGS = frozenset({"dataset", "method", "family"})
"""Kinds that can become a mention; names of all other kinds are left out."""
DOUBTFUL = frozenset({"word", "ambiguous"})
"""Flags of names without a space that may mean something else."""
OWN = "own"
"""Flag of a name that a user gave without a warning: it means what they say wherever it occurs."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the lexicon knows, in one of its spellings."""

    name: str
    """The canonical name."""
    spelling: str
    kind: str
    """dataset, method, family, or one of the kinds of other.tsv (metric, task, venue, ...)."""
    flags: frozenset[str] = frozenset()

    def is_spelled(self, surface: str) -> bool:
        """Tell whether a text is the spelling itself, or its plural; of Greek letters the name is as good."""
        written = {greek_in_words(one) for one in (surface, _singular(surface))}
        return greek_in_words(self.spelling) in written

    @property
    def is_a_word(self) -> bool:
        """Tell whether the spelling is a word with a capital, of which there may be several: Flowers are no Flower."""
        return "word" in self.flags and self.spelling.istitle() and self.spelling.isalpha()

    def allows(self, surface: str, common: frozenset[str]) -> bool:
        """Tell whether a text that differs from the spelling in case and separators alone may mean this name."""
        if _are_apart(surface, self.spelling):
            return False
        if "case" in self.flags:
            return _letters(surface).removesuffix("s") == _letters(self.spelling).removesuffix("s")
        several = " " in self.spelling or "-" in self.spelling
        acronym = self.spelling.isupper() or len(self.spelling) < 5
        if (several and self.spelling.islower()) or ("nocase" in self.flags and (several or not acronym)):
            return True
        here, known = _letters(surface), _letters(self.spelling)
        if here == known or here.removesuffix("s") == known:
            return True
        doubtful = not several and not self.flags.isdisjoint(DOUBTFUL)
        if doubtful or here.lower() in common:
            return False
        return len(known) >= 5 and self.spelling.count(" ") in (
            surface.count(" "),
            len(re.split("[ -]", surface)) - 1,
        )


_APART = re.compile(r"(?:[^\W_][^\w.]+)+[^\W_]s?$|A \w")
"""Single letters with something between them: "H&E" is no HE, "V/I" no VI, and "A 3D" no A3D."""


_LAST_APART = re.compile(r"[A-Z]{2,}-[A-Z]s?$")
"""Capitals with a hyphen before the last one: "PAC-S" is no PACS, "SAV" no SA-V."""


def _are_apart(surface: str, spelling: str) -> bool:
    """Tell whether a hyphen or another mark that only one of two names has makes them two."""
    if len(spelling) < 5 and _APART.match(surface) and not _APART.match(spelling):
        return True
    if _LAST_APART.match(surface):
        return spelling.isalpha()
    return len(spelling) < 5 and surface.isalpha() and bool(_LAST_APART.match(spelling))


def _singular(text: str) -> str:
    """Give a name without the s that makes it a plural, as after a capital letter or a digit."""
    return text[:-1] if text[-1:] == "s" and not text[-2:-1].islower() else text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, greek_in_words(text)))
