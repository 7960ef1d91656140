"""What extraction knows besides the papers: shipped data, a user's names, extractors from other packages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import shipped
from kg.extract import classify, lexicon, network, plugins
from kg.extract.paper import Tools
from kg.extract.user_names import with_names
from kg.model import NameList


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
    """Give the lexicon, with the user's names, and the models that ship with the package."""
    names = with_names(lexicon.load(), known.lexicons)
    return Tools(names, network.load(), classify.load("roles"))


@cache
def _shipped() -> str:
    """Give the digest of the package's code and data that mentions depend on."""
    return shipped.digest(("disjoint.py", "extract", "ids.py", "model.py"))
