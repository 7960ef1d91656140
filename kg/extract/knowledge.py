"""What extraction knows besides the papers: shipped data, a user's names, extractors from other packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.lexicon.tables import load_lexicon
from kg.extract.lexicon.user_names import with_names
from kg.extract.models import linear, network
from kg.extract.paper import Tools
from kg.model import NameList
from kg.system import fingerprints

FOUND_WITH = ("disjoint.py", "extract", "ids.py", "model.py", "names", "text/titles.py")
"""The code and data that mentions are found with; a change of any of it may change those of the same paper."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a person adds to what ships with the package."""

    lexicons: tuple[NameList, ...] = ()
    extractors: tuple[str, ...] = ()
    """Names of extractors of other packages."""


def knowledge_digest(lexicons: Iterable[NameList]) -> str:
    """
    Give a text that changes whenever the mentions that kg itself finds in a paper may change.

    It covers the code of the extraction, the shipped lexicon and weights, and the user's names. Findings of extractors have
    keys of their own.
    """
    found = hashlib.sha256(_shipped().encode())
    for given in lexicons:
        found.update(repr((given.format, given.names)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


@lru_cache(maxsize=4)
def tools(known: Knowledge = Knowledge()) -> Tools:  # frozen
    """Give the lexicon, with the user's names, and the models that ship with the package."""
    names = with_names(load_lexicon(), known.lexicons)
    return Tools(names, network.load(), linear.load("roles"))


@cache
def _shipped() -> str:
    """Give the digest of the package's code and data that mentions depend on."""
    return fingerprints.package_digest(FOUND_WITH)
