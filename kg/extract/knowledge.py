"""What extraction knows besides the papers: shipped data, a user's names, extractors from other packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.extract import classify, contexts, lexicon, plugins
from kg.extract.paper import Tools
from kg.extract.user_names import with_names
from kg.model import NameList

_ENDINGS = (".py", ".tsv", ".txt", ".json", ".npz")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a person adds to what ships with the package."""

    lexicons: tuple[NameList, ...] = ()
    extractors: tuple[str, ...] = ()
    """Names of plug-ins."""

    def digest(self) -> str:
        """
        Give a text that changes whenever the mentions found in a paper may change.

        It covers the code of the extraction, the shipped lexicon and weights, the user's names, and the chosen
        plug-ins with their versions.
        """
        found = hashlib.sha256(_shipped().encode())
        for given in self.lexicons:
            found.update(repr((given.format, given.names)).encode("utf-8", "surrogatepass"))
        for name in sorted(set(self.extractors)):
            found.update(repr((name, plugins.version(name))).encode("utf-8", "surrogatepass"))
        return found.hexdigest()


@lru_cache(maxsize=4)
def tools(known: Knowledge = Knowledge()) -> Tools:  # frozen
    """Give the lexicon, with the user's names, and the network and classifiers that ship with the package."""
    names = with_names(lexicon.load(), known.lexicons)
    return Tools(names, contexts.load(), classify.load("kinds"), classify.load("roles"))


@cache
def _shipped() -> str:
    """Give the digest of the package's code and data that mentions depend on."""
    found = hashlib.sha256()
    below = [(name, files("kg") / name) for name in ("disjoint.py", "ids.py", "model.py")]
    parts = [*_inside(files("kg.extract")), *below]
    for name, file in sorted(parts, key=lambda part: part[0]):
        found.update(f"{name}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _inside(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _inside(entry, f"{name}/")
        elif name.endswith(_ENDINGS):
            yield name, entry
