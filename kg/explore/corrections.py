"""Typing errors in a search: the most similar words in the graph."""

from __future__ import annotations

import re
from collections import Counter

from kg.stores.base import Store

_LIKENESS = 75
"""Least similarity of a word that may have been meant, out of 100."""
_SHORTEST = 4
"""Fewest letters of a word; shorter ones are similar to too many others."""
_MOST_NAMES = 50_000
_SIGNS = re.compile(r"[\W_]+")


def corrected(store: Store, words: str) -> str | None:
    """
    Replace each word that occurs in no title and no name by the most similar one that does, the most frequent first.

    Words without a similar one are left out; None where nothing is left, or nothing was wrong.
    """
    from rapidfuzz import fuzz, process

    known = _words(store)
    meant = []
    for word in words.split():
        letters = _letters(word)
        if letters in known:
            meant.append(word)
        elif len(letters) >= _SHORTEST:
            near = process.extractOne(letters, list(known), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
            meant += [known[near[0]]] if near else []
    found = " ".join(meant)
    return found if found and found != " ".join(words.split()) else None


def _words(store: Store) -> dict[str, str]:
    """Give the words of titles and names, each by its letters and digits, the most frequent first."""
    often: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for label, name in (("Paper", "title"), ("Dataset|Method|Repo", "name")):
        cypher = f"MATCH (n:{label}) RETURN n.{name} ORDER BY n.id LIMIT {_MOST_NAMES}"
        for (text,) in store.query(cypher).rows:
            for word in re.split(r"[\s/]+", text or ""):
                if letters := _letters(word):
                    often[letters] += 1
                    spelled.setdefault(letters, re.sub(r"^\W+|\W+$", "", word))
    return {word: spelled[word] for word, _ in sorted(often.items(), key=lambda one: (-one[1], one[0]))}


def _letters(word: str) -> str:
    return _SIGNS.sub("", word).casefold()
