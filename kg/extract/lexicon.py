"""Known names: datasets, methods, method families, and names that are none of these; see `lexicon/README.md`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rapidfuzz import fuzz

from kg.extract.text import Token
from kg.ids import fold_name

FILES = ("datasets", "methods", "families", "other")
_KIND = {"datasets": "dataset", "methods": "method", "families": "family"}
_MOST_TOKENS = 9
_MOST_SEEN = 200_000
_SAME_EXPANSION = 85
"""Percent of equal characters above which two long forms are spellings of each other."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the lexicon knows, in one of its spellings."""

    name: str
    """The canonical name."""
    spelling: str
    kind: str
    """dataset, method, family, or one of the kinds of other.tsv (metric, task, venue, ...)."""
    flags: frozenset[str] = frozenset()

    def allows(self, surface: str, common: frozenset[str]) -> bool:
        """Tell whether a text that equals the spelling but for case and separators may mean this name."""
        several = " " in self.spelling or "-" in self.spelling
        acronym = self.spelling.isupper() or len(self.spelling) < 5
        if (several and self.spelling.islower()) or ("nocase" in self.flags and (several or not acronym)):
            return True
        here, known = _letters(surface), _letters(self.spelling)
        if here == known or here.removesuffix("s") == known:
            return True
        doubtful = not several and ("word" in self.flags or "ambiguous" in self.flags)
        if doubtful or here.lower() in common:
            return False
        return len(known) >= 5 and surface.count(" ") == self.spelling.count(" ")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known names by their folded form, and what is needed to find them quickly."""

    names: MappingProxyType[str, tuple[Known, ...]]
    prefixes: frozenset[str]
    """Every beginning of a folded name."""
    common: frozenset[str]
    """Words that are written in lower case in ordinary sentences."""
    expansions: MappingProxyType[tuple[str, str], tuple[str, ...]]
    """Folded spellings of several words by kind and canonical name."""

    seen: dict[str, tuple[Known, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What `get` has answered: the same words come again and again."""

    def get(self, surface: str) -> tuple[Known, ...]:
        """Give what a surface may mean, by spelling and case."""
        answer = self.seen.get(surface)
        if answer is None:
            answer = self._look_up(surface)
            if len(self.seen) < _MOST_SEEN:
                self.seen[surface] = answer
        return answer

    def _look_up(self, surface: str) -> tuple[Known, ...]:
        key = fold_name(surface)
        found = self.names.get(key) or (self.names.get(key[:-1]) if key.endswith("s") else None) or ()
        return tuple(known for known in found if known.allows(surface, self.common))

    def agrees(self, known: Known, long: str) -> bool:
        """
        Tell whether a paper that spells an acronym out as `long` can mean the known name.

        "Sheaf Neural Network (SNN)" does not mean the spiking neural network that SNN mostly stands for.
        """
        spelled = self.expansions.get((known.kind, known.name), ())
        if not spelled:
            return "ambiguous" not in known.flags
        return any(fuzz.partial_ratio(one, fold_name(long)) >= _SAME_EXPANSION for one in spelled)


@cache
def load() -> Lexicon:
    """Give the lexicon that ships with the package."""
    folder = files("kg.extract") / "lexicon"
    known = [one for file in FILES for one in _read(file, (folder / f"{file}.tsv").read_text("utf-8"))]
    common = (folder / "common.txt").read_text("utf-8").splitlines()
    return make(known, (line for line in common if line and not line.startswith("#")))


def make(known: Iterable[Known], common: Iterable[str]) -> Lexicon:
    """Give a lexicon of the given names and common words."""
    names: dict[str, list[Known]] = {}
    for one in known:
        if key := fold_name(one.spelling):
            names.setdefault(key, []).append(one)
    expansions: dict[tuple[str, str], list[str]] = {}
    for found in names.values():
        for one in found:
            if " " in one.spelling:
                expansions.setdefault((one.kind, one.name), []).append(fold_name(one.spelling))
    return Lexicon(
        MappingProxyType({key: tuple(found) for key, found in names.items()}),
        frozenset(key[:length] for key in names for length in range(1, len(key) + 1)),
        frozenset(common),
        MappingProxyType({name: tuple(found) for name, found in expansions.items()}),
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


def matches(
    tokens: Sequence[Token], names: Container[str], prefixes: Container[str]
) -> Iterator[tuple[int, int, str]]:
    """
    Give all places where neighbouring tokens together spell a folded name: (first token, behind the last, key).

    From each first token only the longest name is given. A plural s at the end is allowed.
    """
    folded = [token.key for token in tokens]
    for first in range(len(tokens)):
        head = folded[first]
        if head not in prefixes and not (head.endswith("s") and head[:-1] in names):
            continue
        key, found = "", None
        for last in range(first, min(first + _MOST_TOKENS, len(tokens))):
            key += folded[last]
            if key in names:
                found = (first, last + 1, key)
            elif key.endswith("s") and key[:-1] in names:
                found = (first, last + 1, key[:-1])
            if key not in prefixes:
                break
        if found:
            yield found


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
