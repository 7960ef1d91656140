"""A paper as the rest of the extraction sees it: sentences, words, definitions, and whether it is about learning or data."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from kg.extract.known import OWN, Known
from kg.extract.lexicon.introductions import Listed, introduced
from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.definitions import Definition, definitions, expansion
from kg.extract.text.sentences import Passage, passage
from kg.model import Field, Paper
from kg.names.folding import fold_name

_LEARNING = frozenset(
    "learning neural network networks training trained deep pretrained transformer transformers llm llms classifier "
    "classifiers embeddings finetuning attention stateoftheart baselines benchmark benchmarks".split()
)
_OFFER = re.compile(
    r"\b(?:introduc|present|releas|construct|propos|buil[dt]|creat|curat|collect|develop|publish|contribut|annotat)\w*\b"
    r"[^.;]{0,89}[^.;\w]\Z"
)
_OFFERED = 130
"""How many characters before the word for data the verb may begin."""
_DATA = (
    "dataset",
    "benchmark",
    "corpus",
    "corpora",
    "testbed",
    "challenge",
    "leaderboard",
    "treebank",
    "test suite",
    "test set",
)


@dataclass(slots=True, init=False)
class Defined:
    """A definition: its long and its short form, as written and folded."""

    long: str
    short: str
    long_key: str
    short_key: str

    def __init__(self, long: str, short: str) -> None:
        """Fold both forms."""
        self.long, self.short = long, short
        self.long_key, self.short_key = fold_name(long), fold_name(short)


@dataclass(slots=True, init=False)
class Text:
    """A paper split into sentences and words, with its definitions."""

    paper: Paper
    fields: dict[Field, Passage]
    definitions: list[Defined]
    offers_data: bool
    """Whether the abstract announces a new dataset or benchmark."""
    learns: bool
    """Whether the paper is about machine learning."""
    defining: dict[str, int]
    """For each folded name, the index of the first definition in which it is the long or the short form."""
    founded: Set[Listed]
    """The known things that the paper is listed to have introduced."""

    def __init__(
        self,
        paper: Paper,
        fields: dict[Field, Passage],
        definitions: list[Defined],
        *,
        offers_data: bool,
        learns: bool,
    ) -> None:
        """Look the definitions and the paper up once."""
        self.paper, self.fields, self.definitions = paper, fields, definitions
        self.offers_data, self.learns = offers_data, learns
        self.founded = introduced(paper)
        self.defining = {}
        for number, one in enumerate(definitions):
            self.defining.setdefault(one.long_key, number)
            self.defining.setdefault(one.short_key, number)

    def founds(self, known: Known) -> bool:
        """Tell whether the paper is listed as one that introduced a known name, and no user gave that to another thing."""
        return (known.kind, known.name) in self.founded and OWN not in known.flags


def read(paper: Paper, lexicon: Lexicon) -> Text:
    """Split a paper into sentences and words, and find its definitions."""
    in_title = expansion(paper.title)
    found = [
        _defined(paper.title, one) for one in [*([in_title] if in_title else []), *definitions(paper.title)]
    ]
    found += [_defined(paper.abstract, one) for one in definitions(paper.abstract)]
    fields: dict[Field, Passage] = {
        "title": passage(paper.title, lexicon.words),
        "abstract": passage(paper.abstract, lexicon.words),
    }
    learns = any(not _LEARNING.isdisjoint(one.keys) for one in fields.values())
    return Text(paper, fields, found, offers_data=_new_data(paper.abstract), learns=learns)


def _defined(text: str, one: Definition) -> Defined:
    return Defined(text[slice(*one.long)], text[slice(*one.short)])


def _new_data(abstract: str) -> bool:
    """Tell whether an abstract announces a dataset or benchmark: a word for data follows a verb such as "release"."""
    text = abstract.lower()
    for word in _DATA:
        at = text.find(word)
        while at >= 0:
            if _OFFER.search(text, max(0, at - _OFFERED), at):
                return True
            at = text.find(word, at + 1)
    return False
