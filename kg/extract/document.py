"""A paper as the rest of the extraction sees it: sentences, words, definitions, and whether it is about learning or data."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from kg.extract.known import OWN, Known
from kg.extract.lexicon.introductions import Listed, introduced
from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.definitions import definitions, expansion
from kg.extract.text.sentences import Passage, passage
from kg.ids import fold_name
from kg.model import Field, Paper

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


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition: its long and its short form, as written and folded."""

    long: str
    short: str
    long_key: str
    short_key: str


@dataclass(slots=True)
class Text:
    """A paper split into sentences and words, with its definitions."""

    paper: Paper
    fields: dict[Field, Passage]
    definitions: list[Defined]
    offers_data: bool
    """Whether the abstract announces a new dataset or benchmark."""
    learns: bool
    """Whether the paper is about machine learning."""
    defining: dict[str, int] = field(init=False)
    """For each folded name, the index of the first definition in which it is the long or the short form."""
    founded: Set[Listed] = field(init=False)
    """The known things that the paper is listed to have introduced."""

    def __post_init__(self) -> None:
        """Look the definitions and the paper up once."""
        self.founded = introduced(self.paper)
        self.defining = {}
        for number, one in enumerate(self.definitions):
            self.defining.setdefault(one.long_key, number)
            self.defining.setdefault(one.short_key, number)

    def founds(self, known: Known) -> bool:
        """Tell whether the paper is listed as one that introduced a known name, and no user gave that to another thing."""
        return (known.kind, known.name) in self.founded and OWN not in known.flags


def read(paper: Paper, lexicon: Lexicon) -> Text:
    """Split a paper into sentences and words, and find its definitions."""
    found = []
    in_title = expansion(paper.title)
    for text, more in ((paper.title, [in_title] if in_title else []), (paper.abstract, [])):
        for one in [*more, *definitions(text)]:
            long, short = text[slice(*one.long)], text[slice(*one.short)]
            found.append(Defined(long, short, fold_name(long), fold_name(short)))
    fields: dict[Field, Passage] = {
        "title": passage(paper.title, lexicon.words),
        "abstract": passage(paper.abstract, lexicon.words),
    }
    learns = any(not _LEARNING.isdisjoint(one.keys) for one in fields.values())
    return Text(paper, fields, found, _new_data(paper.abstract), learns)


def _new_data(abstract: str) -> bool:
    """Tell whether an abstract announces a dataset or benchmark: a word for data follows a verb such as "release"."""
    text = abstract.lower()
    return any(
        _OFFER.search(text, max(0, found.start() - _OFFERED), found.start())
        for word in [word for word in _DATA if word in text]
        for found in re.finditer(word, text)
    )
