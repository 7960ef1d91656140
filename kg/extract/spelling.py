"""Names that neighbouring words spell together, whatever stands between them: "Image Net", "image-net", "ImageNet"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

_MOST_WORDS = 9
_MOST_SEEN = 200_000


def occurrences(keys: Sequence[str], names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """
    Give the places where neighbouring words together spell one of a few names: (first word, behind the last, name).

    From each first word only the longest. A plural s at the end is allowed.

    >>> list(occurrences(["image", "nets", "net"], ["imagenet", "net"]))
    [(0, 2, 'imagenet'), (1, 2, 'net'), (2, 3, 'net')]
    """
    joined = "".join(keys)
    begins = [*accumulate(map(len, keys), initial=0)]

    def word(place: int) -> int:
        at = bisect_right(begins, place) - 1
        return at if begins[at] == place else -1

    longest: dict[int, tuple[int, str]] = {}
    for name in names:
        place = joined.find(name)
        while place >= 0:
            first, end = word(place), place + len(name)
            behind = max(word(end), word(end + 1) if joined.startswith("s", end) else -1)
            if 0 <= first < behind <= first + _MOST_WORDS:
                longest[first] = max(longest.get(first, (0, "")), (behind, name))
            place = joined.find(name, place + 1)
    return ((first, *longest[first]) for first in sorted(longest))


@dataclass(frozen=True, slots=True)
class Spellings:
    """Folded names, in the form that makes it quick to see that words spell none of them."""

    names: Collection[str]
    endings: frozenset[str]
    """The names, with and without a plural s."""
    openings: frozenset[str]
    """Every beginning of these."""

    def find(self, keys: Sequence[str], firsts: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """
        Give the places where neighbouring words together spell a name: (first word, behind the last, name).

        Of those that begin with the words `firsts`; from each first word only the longest. A plural s at the end is
        allowed.

        >>> list(spellings(["imagenet", "net"]).find(["image", "nets", "net"], range(3)))
        [(0, 2, 'imagenet'), (1, 2, 'net'), (2, 3, 'net')]
        """
        endings, openings = self.endings, self.openings
        for first in firsts:
            key, found, behind = "", "", first
            last, most = first, min(first + _MOST_WORDS, len(keys))
            while last < most:
                key += keys[last]
                last += 1
                if key not in openings:
                    break
                if key in endings:
                    found, behind = key, last
            if found:
                yield first, behind, found if found in self.names else found[:-1]


def spellings(names: Collection[str]) -> Spellings:
    """Give the names in the form in which they are found quickly."""
    endings = frozenset(names).union([f"{name}s" for name in names])
    openings = endings.union([name[:length] for name in names for length in range(1, len(name))])
    return Spellings(names, endings, openings)


class Followers(dict[str, str]):
    """The characters that may follow a beginning of a name, found when they are first asked for."""

    def __init__(self, openings: frozenset[str]) -> None:
        """Take every beginning of the names; see `Spellings`."""
        super().__init__()
        self.openings = openings
        self.alphabet = sorted({*chain.from_iterable(openings)})

    def __missing__(self, key: str) -> str:
        """Find the characters."""
        answer = ""
        if key in self.openings:
            answer = "".join([one for one in self.alphabet if key + one in self.openings])
        if len(self) < _MOST_SEEN:
            self[key] = answer
        return answer

    def firsts(self, keys: Sequence[str], alone: Iterable[object]) -> list[int]:
        """Give the words that may begin a name; `alone` tells of each whether it may be one by itself."""
        initials = [*[key[:1] for key in keys[1:]], "\n"]
        words = zip(alone, map(self.__getitem__, keys), initials, strict=False)
        openings = self.openings
        return [
            first
            for first, (lone, follow, initial) in enumerate(words)
            if lone or (initial in follow and keys[first] + keys[first + 1] in openings)
        ]
