"""The removable parts of a corpus, and which of them a person means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.corpus.listings import Corpus
from kg.errors import NotFoundError, UsageError
from kg.text.wording import likely

_MOST = 8
"""Names that a message tells."""


class Part(NamedTuple):
    """Something that was added to a corpus and can be taken out again."""

    kind: str
    """listing, lexicon, extractor or encoder."""
    name: str
    other: tuple[str, ...] = ()
    """Other names of it: the name of its file, the path of that."""

    def __str__(self) -> str:
        """Give its name for a message."""
        return self.name if self.kind == "listing" else f"the {self.kind} {self.name}"


def parts(corpus: Corpus) -> Iterator[Part]:
    """Give all parts of a corpus."""
    for name, listing in zip(corpus.names(), corpus.listings, strict=True):
        yield Part("listing", name, (listing.file, *listing.sources))
    for lexicon in corpus.lexicons:
        yield Part("lexicon", lexicon.file)
    for name, _ in corpus.extractors:
        yield Part("extractor", name)
    if corpus.encoder:
        yield Part("encoder", corpus.encoder[0], corpus.encoder[:1])


def part_named(corpus: Corpus, wanted: str) -> Part:
    """
    Give the part that a person means: by its name, else by its path, else by its name without suffixes.

    Raises NotFoundError for an unknown name and UsageError for one that several parts have.
    """
    held = list(parts(corpus))
    paths = {wanted, str(Path(wanted).absolute()), str(Path(wanted).resolve())}
    found = (
        [one for one in held if one.name == wanted][:1]
        or [one for one in held if not paths.isdisjoint(one.other)]
        or [one for one in held if one.name.startswith(f"{wanted}.")]
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{wanted!r} may mean {', '.join(map(str, found))}; give one of these names")
    if meant := likely(wanted, [one.name for one in held]):
        raise NotFoundError(f"the store holds no {wanted!r}; did you mean {' or '.join(meant[:_MOST])}?")
    more = f" and {len(held) - _MOST:,} more" if len(held) > _MOST else ""
    names = ", ".join(map(str, held[:_MOST])) or "nothing"
    raise NotFoundError(f"the store holds no {wanted!r}; it holds {names}{more}")
