"""What the full-text search of all stores has in common, so that they find and rank alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kg.names.folding import GREEK, fold_name, fold_title, greek_in_words, other_names
from kg.text.word_lists import singular

NAME, ALIASES, ABSTRACT = 10, 8, 1
"""Weights of a word in a name or title, in other names, and in an abstract."""
WHOLE_NAME = 1000
"""Bonus of a node whose whole name was asked for: it comes before all others."""
WORDS_IN_NAME, WORDS = 100, 50
"""Bonus of a name or title, and of a whole text, with all words as they were asked for: others have some of the same stem."""
EXTRA = 100
"""How many more nodes to rank by their names than are wanted."""
SNIPPET = 32
"""Words of a snippet."""
_MOST_WORDS = 32
_SHORTEST_BEGINNING = 4
"""Fewest letters and digits of a word that may be the beginning of a longer one: too many begin like a short one."""
_SIGNS = re.compile(r"[\W_]+")
_LETTERS = {name: letter for letter, name in GREEK.items()}
_SPELT_OUT = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(_LETTERS, key=len, reverse=True))})", re.IGNORECASE)
_MU, _MICRO = "\u03bc\u00b5"
"""The letter, and the sign that many keyboards have in its place."""


def asked(words: str) -> list[str]:
    """Give the words to look for, as many as count."""
    return [word for word in words.split() if any(c.isalnum() for c in word)][:_MOST_WORDS]


def search_form(name: str) -> str:
    """
    Give the form in which two spellings of a name are the same but for its signs.

    >>> search_form("Micro  NET"), search_form("μP") == search_form("muP")
    ('micro net', True)
    """
    return greek_in_words(" ".join(unicodedata.normalize("NFKC", name).casefold().split()))


def joined(name: str) -> str:
    """
    Give a name as one word of letters and digits, folded as where names are joined.

    >>> joined("ResNet-50"), joined("β-VAE"), joined("GPT-3.5")
    ('resnet50', 'betavae', 'gpt35')
    """
    return _SIGNS.sub("", fold_name(name))


def spellings(word: str) -> list[str]:
    """
    Give the ways in which a word may be written: as it is, and with Greek letters spelt out or as letters.

    >>> spellings("ResNet"), spellings("beta-VAE"), spellings("π0")
    (['ResNet'], ['beta-VAE', 'β-VAE'], ['π0', 'pi0'])
    """
    plain = unicodedata.normalize("NFKC", word)
    letters = _SPELT_OUT.sub(lambda name: _LETTERS[name[0].lower()], plain)
    ways = (word, plain, greek_in_words(plain), letters, letters.replace(_MU, _MICRO))
    return list(dict.fromkeys(ways))


def bonus(names: Sequence[str], abstract: str, words: str) -> int:
    """
    Give by how much a text is better than its words alone make it, for an index finds words of the same stem as well.

    >>> bonus(["Iwin-Transformers"], "", "transformer"), bonus(["Medical Transformation"], "", "transformer")
    (100, 0)
    """
    wanted = _singulars(words)
    # A hyphen joins, or parts: both count.
    found = [_singulars(name) | _singulars(name.replace("-", " ")) for name in names]
    if any(wanted <= name for name in found):
        return WORDS_IN_NAME
    return WORDS if wanted <= _singulars(abstract).union(*found) else 0


def _singulars(text: str) -> set[str]:
    return {singular(word) for word in fold_title(text).split()}


def begins_others(word: str) -> bool:
    """
    Tell whether longer words that begin with a word are looked for where nothing holds all words.

    >>> begins_others("trans"), begins_others("Dou"), begins_others("鸟鸣")
    (True, False, True)
    """
    return len(_SIGNS.sub("", word)) >= _SHORTEST_BEGINNING or not word.isascii()


def instead_of_abstract(name: str, aliases: Sequence[str]) -> str:
    """Give the snippet of a node that has no abstract: its other names, or its name."""
    return " ".join((" · ".join(other_names(name, aliases)) or name).split())
