"""Finding names in sequences of words, however they are separated: "Image Net", "image-net", "ImageNet"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

_MOST_WORDS = 9
_GAPS = frozenset({" ", "~", "\u00a0", "-", "", "/", "'s ", "’s ", "' ", "’ "})
"""What may separate the words of a name."""


@dataclass(slots=True, init=False)
class Spellings:
    """An index of folded names that rules out words quickly: most are no beginning of a name."""

    names: Collection[str]
    openings: set[str]
    """Every prefix of the names and of their plurals."""

    def __init__(self, names: Collection[str]) -> None:
        """Make the index of some names."""
        self.names = names
        plurals = [f"{name}s" for name in names]
        self.openings = {plural[:length] for plural in plurals for length in range(1, len(plural) + 1)}

    def firsts(self, keys: Sequence[str]) -> list[int]:
        """Give the indexes of the words that are a prefix of a name."""
        openings = self.openings
        return [at for at, key in enumerate(keys) if key in openings]

    def find(
        self, keys: Sequence[str], firsts: Iterable[int], gap: Callable[[int], str] = lambda _: ""
    ) -> Iterator[tuple[int, int, str]]:
        """
        Give where adjacent words spell a name, as (first word, last word exclusive, name).

        Only the words at the indexes `firsts` are tried as first words, and for each the longest name is given. A plural
        s at the end is allowed. `gap` gives what separates a word from the one before it; no name extends over a comma.

        >>> list(Spellings(["imagenet", "net"]).find(["image", "nets", "net"], range(3)))
        [(0, 2, 'imagenet'), (1, 2, 'net'), (2, 3, 'net')]
        """
        names, openings = self.names, self.openings
        for first in firsts:
            key, found, behind = "", "", first
            last, most = first, min(first + _MOST_WORDS, len(keys))
            while last < most:
                key += keys[last]
                last += 1
                if key not in openings:
                    break
                if last - first > 1 and gap(last - 1) not in _GAPS:
                    break
                if key in names:
                    found, behind = key, last
                elif (
                    key[-1] == "s"
                    and key[:-1] in names
                    and not (keys[last - 1] == "s" and gap(last - 1) == "-")
                ):
                    found, behind = key[:-1], last  # as `ends_in_plural`, of words apart
            if found:
                yield first, behind, found


def ends_in_plural(surface: str) -> bool:
    """
    Tell whether the s at the end of a name may be that of a plural; a capital one is a size or part of the name.

    After a number it is a size.

    >>> [ends_in_plural(name) for name in ("ViTs", "ViT-S", "COMPASS", "GRAPH NETS", "YOLOv8s")]
    [True, False, False, True, False]
    """
    if surface[-1:] == "S":
        return " " in surface and surface.isupper() and surface[-2:] != "-S"
    return not surface[-2:-1].isdigit()


def followers(openings: Set[str]) -> Callable[[str, bool], str]:
    """
    Make a function from a prefix of a name to the characters that may follow it.

    Unless it is to look closely, which takes many times as long, it gives others as well.

    >>> follow = followers(Spellings(["net", "new"]).openings)
    >>> follow("ne", True), follow("ne", False), follow("no", False)
    ('tw', 'enstw', '')
    """
    alphabet = "".join(sorted({*chain.from_iterable(openings)}))

    def follow(opening: str, closely: bool) -> str:
        """Give the characters that may follow an opening: just these if closely, else any of them or more."""
        if opening not in openings:
            return ""
        return "".join([one for one in alphabet if opening + one in openings]) if closely else alphabet

    return follow
