"""The records of a corpus as they were read, listing by listing, and what its owner added and decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from kg.corpus.joining import joined
from kg.errors import UsageError
from kg.model import Decision, NameList, Paper, Problem


@dataclass(frozen=True, slots=True)
class Listing:
    """One saved listing with the records that it holds, in their order."""

    file: str
    """File name without its folder, or "stdin"."""
    source: str
    """Where it was read from: an absolute path, or "-" for standard input; of copies, each path on its own line."""
    digest: str
    """SHA-256 of its bytes."""
    format: str
    """Name of the reader."""
    papers: tuple[Paper, ...] = field(default=(), repr=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """Each place where these bytes were read from; sorted."""
        return places(self.source)


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

        A file with bytes that are there already adds only its place; a file that was read before from the same place
        and has changed since replaces what it held, which stays as long as a copy elsewhere is known to hold it.
        A listing without papers changes nothing.
        """
        kept = {(one.file, one.digest): one for one in self.listings}
        read_from = {source: key for key, one in kept.items() for source in one.sources}
        for new in listings:
            if not new.papers:
                continue
            key = (new.file, new.digest)
            for source in new.sources:
                before = read_from.get(source, key)
                if source != "-" and before != key:
                    _forget(kept, before, source)
                read_from[source] = key
            sources = {*kept.get(key, new).sources, *new.sources}
            kept[key] = replace(new, source="\n".join(sorted(sources)))
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
        """
        Give the corpus with more lexicons; one of the same file replaces an earlier one.

        Raises UsageError for two different lists of one file name, of which one would replace the other.
        """
        new: dict[str, NameList] = {}
        for one in lists:
            if new.setdefault(one.file, one) != one:
                raise UsageError(f"two different lexicons are called {one.file}; rename one of them")
        known = {one.file: one for one in self.lexicons} | new
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

    def missing_from(self, other: Corpus) -> dict[str, tuple[str, ...]]:
        """Give the names of the listings, decisions and lexicons that another corpus lacks, by what they are."""
        there = {one.file for one in other.lexicons}
        decided = [one for one in self.decisions if one not in other.decisions]
        return {
            "listing": self.beyond(other),
            "decision": tuple(" and ".join(filter(None, (one.name, one.other))) for one in decided),
            "lexicon": tuple(one.file for one in self.lexicons if one.file not in there),
        }

    def papers(self) -> tuple[list[Paper], list[Problem]]:
        """Give every paper once, sorted by id, and what was doubtful about joining records (`kg.corpus.joining`)."""
        listed = zip(self.listings, self.names(), strict=True)
        return joined([(paper, name) for listing, name in listed for paper in listing.papers])


def places(source: str) -> tuple[str, ...]:
    """Give the single places of `Listing.source`."""
    return tuple(source.split("\n"))


def _forget(kept: dict[tuple[str, str], Listing], key: tuple[str, str], source: str) -> None:
    """Take a place away from a listing, and the listing with its last one."""
    if left := [one for one in kept[key].sources if one != source]:
        kept[key] = replace(kept[key], source="\n".join(left))
    else:
        del kept[key]


def _named(listing: Listing) -> str:
    path = PurePath(listing.file)
    return f"{path.stem}~{listing.digest[:8]}{path.suffix}"
