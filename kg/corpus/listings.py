"""The records of a corpus as they were read, listing by listing, and what its owner added and decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from kg.corpus.joining import joined
from kg.model import Decision, NameList, Paper, Problem


@dataclass(frozen=True, slots=True)
class Listing:
    """One saved listing with the records that it holds, in their order."""

    file: str
    """File name without its folder, or "stdin"."""
    source: str
    """Where it was read from: an absolute path, or "-" for standard input."""
    digest: str
    """SHA-256 of its bytes."""
    format: str
    """Name of the reader."""
    papers: tuple[Paper, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All listings of a store, sorted by file name and digest, and what its owner added and decided."""

    listings: tuple[Listing, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """Sorted; at most one about the same names."""
    lexicons: tuple[NameList, ...] = ()
    """The owner's own names, by file; sorted."""
    extractors: tuple[tuple[str, str], ...] = ()
    """Name and version of each extractor of another package that the owner chose; sorted."""
    encoder: tuple[str, str] | None = None
    """Name and version of the encoder that the owner chose for similarity."""

    def add(self, listings: Iterable[Listing]) -> Corpus:
        """
        Give the corpus with more listings.

        A file with bytes that are there already adds nothing, wherever it lies; a file that was read before from
        the same place and has changed since replaces what it held. A listing without papers changes nothing.
        """
        kept = {(one.file, one.digest): one for one in self.listings}
        read_from = {one.source: key for key, one in kept.items() if one.source != "-"}
        for new in listings:
            if not new.papers:
                continue
            key = (new.file, new.digest)
            before = read_from.get(new.source, key)
            if before != key:
                del kept[before]
            there = kept.get(key, new)
            kept[key] = min(there, new, key=lambda one: one.source) if there.source != new.source else new
            read_from.pop(there.source, None)
            if kept[key].source != "-":
                read_from[kept[key].source] = key
        return replace(self, listings=tuple(kept[key] for key in sorted(kept)))

    def remove(self, names: Iterable[str]) -> Corpus:
        """Give the corpus without the listings of these names (as `names` gives them)."""
        gone = set(names)
        pairs = zip(self.listings, self.names(), strict=True)
        return replace(self, listings=tuple(one for one, name in pairs if name not in gone))

    def decide(self, decisions: Iterable[Decision]) -> Corpus:
        """Give the corpus with more decisions; one about the same names replaces an earlier one."""
        known = {one.about: one for one in (*self.decisions, *decisions)}
        return replace(self, decisions=tuple(sorted(known.values())))

    def forget(self, decisions: Iterable[Decision]) -> Corpus:
        """Give the corpus without these decisions."""
        gone = set(decisions)
        return replace(self, decisions=tuple(one for one in self.decisions if one not in gone))

    def know(self, lists: Iterable[NameList]) -> Corpus:
        """Give the corpus with more lists of names; one of the same file replaces an earlier one."""
        known = {one.file: one for one in (*self.lexicons, *lists)}
        return replace(self, lexicons=tuple(known[file] for file in sorted(known)))

    def names(self) -> list[str]:
        """
        Give the name of each listing: its file name.

        Different files of one name are told apart by their content: "page.html" and "page.html" become
        "page~1f3a9c0d.html" and "page~77b0e1aa.html".
        """
        often = Counter(listing.file for listing in self.listings)
        return [_named(listing) if often[listing.file] > 1 else listing.file for listing in self.listings]

    def beyond(self, other: Corpus) -> tuple[str, ...]:
        """Give the names of the listings that another corpus lacks or has with other bytes."""
        there = {(listing.file, listing.digest) for listing in other.listings}
        listed = zip(self.names(), self.listings, strict=True)
        return tuple(name for name, one in listed if (one.file, one.digest) not in there)

    def papers(self) -> tuple[list[Paper], list[Problem]]:
        """Give every paper once, sorted by id, and what was doubtful about joining records (`kg.corpus.joining`)."""
        listed = zip(self.listings, self.names(), strict=True)
        return joined([(paper, name) for listing, name in listed for paper in listing.papers])


def _named(listing: Listing) -> str:
    path = PurePath(listing.file)
    return f"{path.stem}~{listing.digest[:8]}{path.suffix}"
