"""Whether two long forms are one: "graph convolution networks" and "Graph Convolutional Network", not "graph capsule network"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.names.folding import fold_name

_ENDING = re.compile(
    r"(?<=\w{4})(?:i[sz](?:ations?|e[drs]?|ers|ing)|ations?|ational|at(?:es?|ors?)|ors?|a?bly|able|i?on(?:s|al)?|ings?|e[drs]|ers|al|ives?|ity|"
    r"e|(?<!s)s|ed|ic|ian|ly|acy|ness|y|ies|an[ct]e?|en[ct]e?)$"
)
_GENERIC = frozenset(
    "network networks net nets model models modeling modelling algorithm algorithms method methods architecture "
    "architectures framework frameworks technique techniques approach approaches dataset benchmark corpus "
    "based scale a an the of for and with in on to by from via".split()
)
"""Words that tell no two long forms apart."""
_SPACES = re.compile(r"[\s_/]+")
_GAPS = re.compile(r"[\s_/–—‐‑-]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_MISSPELT = 8
"""In how many letters one may differ."""


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> bool:
    """
    Tell whether two long forms are one, up to endings, generic words, the order of words, misspellings, or more words.

    The other may leave out one word of the first; it may have any number of words more, since an acronym that both share
    stands for the words of the first.

    >>> alike("graph convolution networks", "Graph Convolutional Network"), alike("multi-agent RL", "multi-agent reinforcement learning")
    (True, True)
    >>> alike("Decision Transformer", "decision tree"), alike("graph attention transformer", "graph attention network")
    (False, False)
    """
    if _nearly(fold_name(one).removesuffix("s"), fold_name(other).removesuffix("s")):
        return True
    for gaps in (_SPACES, _GAPS):
        first, second = _stems(one, gaps), _stems(other, gaps)
        cores = [[word for word in words if word not in _GENERIC] or words for words in (first, second)]
        if _nearly("".join(cores[0]), "".join(cores[1])) or sorted(cores[0]) == sorted(cores[1]):
            return True
    return _has_more(first, second) or any(
        _aligned(_words(one, gaps), _words(other, gaps)) for gaps in (_SPACES, _GAPS)
    )


def _nearly(one: str, other: str) -> bool:
    most = min(len(one), len(other)) // _MISSPELT
    return one == other or OSA.distance(one, other, score_cutoff=most) <= most


def _words(text: str, gaps: re.Pattern[str]) -> list[str]:
    return [word for word in gaps.split(_POSSESSIVE.sub("", text)) if fold_name(word)]


def _stems(text: str, gaps: re.Pattern[str]) -> list[str]:
    return [_stem(fold_name(word)) for word in _words(text, gaps)]


def _stem(word: str) -> str:
    """Give a word without its endings; generic words lose a plural s alone."""
    before = ""
    while word != before and word not in _GENERIC:
        before, word = word, _ENDING.sub("", word)
    return word[:-1] if word[:-1] in _GENERIC else word


def _has_more(one: Sequence[str], other: Sequence[str]) -> bool:
    if min(len(one), len(other)) < 2:
        return False
    return not Counter(one) - Counter(other) or (
        len(one) == len(other) + 1 and not Counter(other) - Counter(one)
    )


def _aligned(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two sequences of words are the same but for acronyms that stand for several words."""
    if not one or not other:
        return not one and not other
    if _stem(fold_name(one[0])) == _stem(fold_name(other[0])) and _aligned(one[1:], other[1:]):
        return True
    return any(
        _abbreviates(short[0], long) and _aligned(short[1:], long[len(short[0].rstrip("s")) :])
        for short, long in ((one, other), (other, one))
    )


def _abbreviates(acronym: str, words: Sequence[str]) -> bool:
    letters = acronym.rstrip("s")
    initials = "".join(word[0] for word in words[: len(letters)]).upper()
    return len(letters) > 1 and letters.isupper() and letters == initials
