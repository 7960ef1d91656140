"""
Misspelled words in names: "Vision Transfomer" is "Vision Transformer" where the corpus writes both.

Only a rare word of a long name is taken for a misspelling, of a frequent word that differs in one letter, and only
where the name with that word occurs as well. Candidates share a form with one letter left out (W. Garbe's SymSpell), so
that no word is compared with all others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from kg.model import LISTED_NAME, Kind, Mention
from kg.names.folding import without_plural
from kg.resolve.spelling import spelling_key
from kg.resolve.usage import Usage

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_WORD = 7
_SHORTEST_NAME = 12
"""Fewest letters of a name: shorter ones often differ in one letter and are two things."""
_FEW = 2
"""A word in so many papers or fewer is corrected to one in twice as many papers; any other to one in ten times as many."""


def corrections(
    mentions: Sequence[Mention], usage: Usage, keys: Collection[tuple[Kind, str]]
) -> dict[tuple[Kind, str], str]:
    """Give, for the keys of misspelled names, the keys that they are misspellings of."""
    right = _right_words(_papers_by_word(mentions, usage))
    if not right:
        return {}
    names = {
        (kind, text)
        for kind, name, surface, rule, _ in usage.written
        for text in ((name,) if rule == LISTED_NAME else (name, surface))
    }
    found: dict[tuple[Kind, str], str] = {}
    for kind, name in sorted(names):
        corrected = _corrected(name, right)
        if corrected and (kind, spelling_key(corrected)) in keys:
            found[kind, spelling_key(name)] = spelling_key(corrected)
    return found


def _papers_by_word(mentions: Sequence[Mention], usage: Usage) -> dict[str, int]:
    """Give in how many papers names have each longer word."""
    words: dict[str, list[str]] = {}
    for _, _, surface, *_ in usage.written:
        if surface not in words:
            words[surface] = [word for word in _words(surface) if len(word) >= _SHORTEST_WORD]
    papers: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for word in words.get(mention.surface, ()):
            if mention.kind != "repo":
                papers[word].add(mention.paper)
    return {word: len(found) for word, found in papers.items()}


def _words(name: str) -> Iterator[str]:
    """Give the words of a name that are written like ordinary words: coined ones have capitals inside."""
    return (word.lower() for word in _WORD.findall(name) if word[1:].islower())


def _right_words(papers: Mapping[str, int]) -> dict[str, str]:
    """Give for each misspelled word the right one."""
    frequent = sorted(word for word, count in papers.items() if count >= 2)
    without: dict[str, list[str]] = defaultdict(list)
    for word in frequent:
        for short in _deletions(word):
            without[short].append(word)
    found = {}
    for word, count in sorted(papers.items()):
        least = 2 * count if count <= _FEW else 10 * count
        near = {
            other
            for short in _deletions(word)
            for other in without.get(short, ())
            if papers[other] >= least and _is_misspelling(word, other)
        }
        if len(near) == 1:
            found[word] = near.pop()
    return found


def _deletions(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def _is_misspelling(word: str, other: str) -> bool:
    return (
        word != other
        and word[0] == other[0]
        and not (word.startswith(other) or other.startswith(word))  # an ending more is another word
        and without_plural(word) != without_plural(other)
        and spelling_key(word) != spelling_key(other)
        and OSA.distance(word, other, score_cutoff=1) == 1
    )


def _corrected(name: str, right: Mapping[str, str]) -> str | None:
    wrong = [word for word in _words(name) if word in right]
    if len(wrong) != 1 or len(_WORD.findall(name)) < 2 or sum(map(len, _WORD.findall(name))) < _SHORTEST_NAME:
        return None
    return re.sub(wrong[0], right[wrong[0]], name, flags=re.IGNORECASE)


def is_misspelled(name: str, other: str) -> bool:
    """Tell whether two long names differ in one letter of one word."""
    one, two = list(_words(name)), list(_words(other))
    if len(one) != len(two) or len(spelling_key(name)) < _SHORTEST_NAME:
        return False
    different = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    return len(different) == 1 and _is_misspelling(*different[0])
