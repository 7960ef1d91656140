"""Eponyms: names of methods that are a person's name and an ordinary word ("Moser iteration", "Dijkstra's algorithm")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.sentences import Passage
from kg.extract.text.words import Word

_EPONYMOUS = frozenset(
    "algorithm method theory protocol approximation iteration dynamics estimator filter divergence distance kernel "
    "sampling sampler decomposition transform scheme criterion procedure averaging causality clustering copula "
    "cubature discrepancy encoding expansion factorization filtering heuristic loss momentum orthogonalization parser "
    "process quadrature regression rule score search shrinkage smoothing spline splitting test trick value voting "
    "wavelet".split()
)
"""Words that with a person's name make the name of a method."""
_PEOPLE = re.compile(r"[A-Z][^\W\d_]+(?:(?:--?|–)[A-Z][^\W\d_]+)+")
"""Several persons, after whom a thing is called: Ledoit-Wolf."""
_POSSESSIVE = frozenset({"'s ", "’s ", "' ", "’ "})
"""What may stand between the person after whom a thing is called and the thing."""


def is_eponym(run: Sequence[Word], one: Passage, behind: int, lexicon: Lexicon) -> bool:
    """Tell whether a run is a person's name or the like that only the next word makes a method ("Moser iteration")."""
    return (
        one.words[behind].lower.removesuffix("s") in _EPONYMOUS
        and not any(word.named and not _PEOPLE.fullmatch(word.text) for word in run)
        and all(word.lower not in lexicon.common for word in run if len(word.text) > 3)
        and (one.gap(behind) == " " or one.gap(behind) in _POSSESSIVE)
    )
