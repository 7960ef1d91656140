"""Known names: datasets, methods, method families, and names that are none of these; see `lexicon/README.md`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kg.extract.known import DOUBTFUL, OWN, THINGS, Known
from kg.extract.lexicon import long_forms
from kg.extract.lexicon.parts import Parts
from kg.extract.lexicon.prefix_index import Spellings, ends_in_plural, followers
from kg.extract.text.words import Vocabulary
from kg.names.folding import fold_name

FILES = ("datasets", "methods", "families", "other")
_KIND = {"datasets": "dataset", "methods": "method", "families": "family"}
_MOST_SEEN = 200_000


class Meanings(dict[str, tuple[Known, ...]]):
    """A cache of what each surface may mean, filled on demand: the same words occur again and again."""

    def __init__(self, names: Mapping[str, tuple[Known, ...]], common: frozenset[str]) -> None:
        """Look surfaces up in these names; see `Lexicon`."""
        super().__init__()
        self.names, self.common = names, common

    def __missing__(self, surface: str) -> tuple[Known, ...]:
        """Look a surface up."""
        answer = self.looked_up(surface, fold_name(surface))
        if len(self) < _MOST_SEEN:
            self[surface] = answer
        return answer

    def looked_up(self, surface: str, key: str) -> tuple[Known, ...]:
        """Give what a surface with this key may mean, past the cache."""
        answer: tuple[Known, ...] = ()
        plural = key[-1:] == "s" and ends_in_plural(surface)
        for form in (key, key[:-1]) if plural else (key,):  # "ViTs" is no VITS, but several ViT
            if not answer and form in self.names:
                found = [one for one in self.names[form] if one.allows(surface, self.common)]
                answer = tuple([one for one in found if form == key or not one.is_a_word])
        if len(answer) > 1:  # "AutoFormer" is not Autoformer, where both are known
            answer = tuple([one for one in answer if one.is_spelled(surface)]) or answer
        return answer

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word is an ordinary one with a capital at most, in all its parts, and names nothing."""
        plain = all(part[1:].islower() for part in word.split("-")) and self.is_common(word)
        return plain and not any(one.kind in THINGS for one in self.looked_up(word, fold_name(word)))

    def is_common(self, word: str) -> bool:
        """Tell whether a word, or each of its parts, is an ordinary word of the language, in any case."""
        return self.common.issuperset(word.lower().split("-"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known names by their folded form, with indexes to find them quickly."""

    names: MappingProxyType[str, tuple[Known, ...]]
    spellings: Spellings
    """The index of the folded names, which finds them in sentences."""
    common: frozenset[str]
    """Ordinary words of the language, which papers write in lower case."""
    expansions: MappingProxyType[tuple[str, str], tuple[str, ...]]
    """Spellings of several words by kind and canonical name."""
    meanings: Meanings
    """What each surface may mean."""
    words: Vocabulary
    """The words of texts, each with what is known under it."""
    parts: Parts
    """What is known under the beginning and the end of a name."""

    def get(self, surface: str) -> tuple[Known, ...]:
        """Give what a surface may mean, by spelling and case."""
        return self.meanings[surface]

    def agrees(self, known: Known, short: str, long: str) -> bool:
        """
        Tell whether a paper that spells out an acronym as `long` can mean the known name.

        "Sheaf Neural Network (SNN)" does not mean the spiking neural network that SNN mostly stands for. Where the
        lexicon does not spell the name out, the acronym must be written as there: "Video-in-the-Loop (ViTL)" is no ViT-L.
        A word or an abbreviation of several meanings must be spelled out there: nearly all papers that spell out SAFE or
        MAGIC have made a name for another thing.
        """
        spelled = self.expansions.get((known.kind, known.name), ())
        if spelled:
            return any(long_forms.alike(one, long) for one in spelled)
        return known.flags.isdisjoint(DOUBTFUL) and (known.is_spelled(short) or OWN in known.flags)


@cache
def load_lexicon() -> Lexicon:
    """Give the lexicon that ships with the package."""
    folder = files("kg.extract.lexicon")
    known = [one for file in FILES for one in _read(file, (folder / f"{file}.tsv").read_text("utf-8"))]
    common = (folder / "common.txt").read_text("utf-8").splitlines()
    return make(known, (line for line in common if line and not line.startswith("#")))


def make(known: Iterable[Known], common: Iterable[str]) -> Lexicon:
    """Give a lexicon of the given names and common words."""
    names: dict[str, list[Known]] = {}
    for one in known:
        if key := fold_name(one.spelling):
            names.setdefault(key, []).append(one)
    together: dict[tuple[str, str], list[str]] = {}
    for found in names.values():
        for one in found:
            together.setdefault((one.kind, one.name), []).append(one.spelling)
    by_key = MappingProxyType({key: tuple(found) for key, found in names.items()})
    usual, spelt = frozenset(common), Spellings(by_key)
    meanings = Meanings(by_key, usual)
    return Lexicon(
        by_key,
        spelt,
        usual,
        MappingProxyType({name: longs for name, found in together.items() if (longs := _long_forms(found))}),
        meanings,
        Vocabulary(meanings.looked_up, followers(spelt.openings), meanings.is_ordinary),
        Parts(meanings.__getitem__),
    )


def _read(file: str, text: str) -> Iterator[Known]:
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, second, third = (*line.split("\t"), "", "")[:3]
        if file == "other":
            kind, aliases, flags = second, third, frozenset[str]()
        else:
            kind, aliases, flags = _KIND[file], second, frozenset(third.split())
        for spelling in (name, *filter(None, (alias.strip() for alias in aliases.split("|")))):
            yield Known(name, spelling, kind, flags)


_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
"""A word within a name: three of OpenStreetMap, three of View-of-Delft."""


def _long_forms(spellings: Collection[str]) -> tuple[str, ...]:
    """Give the spellings of several words; written in one, their initials are another spelling (OpenStreetMap, OSM)."""
    found = [one for one in spellings if " " in one]
    folded = {one.lower() for one in spellings}
    for one in spellings:
        parts = [] if " " in one or len(folded) == 1 else _PART.findall(one)
        if len(parts) > 2 and "".join([part[0] for part in parts]).lower() in folded - {one.lower()}:
            found.append(" ".join(parts))
    return tuple(found)
