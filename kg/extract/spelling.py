"""Names that neighbouring words spell together, whatever stands between them: "Image Net", "image-net", "ImageNet"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add

_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Spellings:
    """Folded names, in the form that makes it quick to see that words spell none of them."""

    names: Collection[str]
    endings: frozenset[str]
    """The names, with and without a plural s."""
    openings: frozenset[str]
    """Every beginning of these."""

    def find(self, keys: Sequence[str], alone: Iterable[object]) -> Iterator[tuple[int, int, str]]:
        """
        Give all places where neighbouring words together spell a name: (first word, behind the last, name).

        `alone` tells of each word whether it may be a name by itself. From each first word only the longest name is
        given. A plural s at the end is allowed.

        >>> list(spellings(["imagenet", "net"]).find(["image", "nets", "net"], [False, True, True]))
        [(0, 2, 'imagenet'), (1, 2, 'net'), (2, 3, 'net')]
        """
        endings, openings = self.endings, self.openings
        pairs = map(add, keys, [*keys[1:], "\n"])
        firsts = [
            first
            for first, (lone, pair) in enumerate(zip(alone, pairs, strict=True))
            if lone or pair in openings
        ]
        for first in firsts:
            key, found, behind = "", "", first
            for last, more in enumerate(keys[first : first + _MOST_WORDS], first + 1):
                key += more
                if key in endings:
                    found, behind = key, last
                if key not in openings:
                    break
            if found:
                yield first, behind, found if found in self.names else found[:-1]


def spellings(names: Collection[str]) -> Spellings:
    """Give the names in the form in which they are found quickly."""
    endings = frozenset(names).union(f"{name}s" for name in names)
    openings = frozenset(name[:length] for name in names for length in range(1, len(name) + 1))
    return Spellings(names, endings, openings | endings)
