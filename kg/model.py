"""
The values that travel through the pipeline, from the records of papers to the entities that they name.

They are small objects that never change. From the links on, everything is a table: `kg.graph`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kg.names.folding import fold_name

Kind = Literal["dataset", "method", "repo"]
Field = Literal["title", "abstract", "code"]
FIELDS: tuple[Field, ...] = get_args(Field)
"""In the order in which their places are listed."""
Role = Literal["introduces", "mentions"]
FinerRole = Literal["comparesWith", "evaluatesOn", "extends", "uses"]


@dataclass(frozen=True, slots=True)
class Saying:
    """What a finer role says."""

    active: str
    """What a paper does that has it."""
    passive: str
    """What is done to what has it, before "by"."""
    cost: int
    """What it costs a path to follow a mention that says so (see `kg.graph.path_costs`): the less it says, the more."""


SAYINGS: Mapping[str, Saying] = {
    "extends": Saying("extends", "extended", 200),
    "uses": Saying("uses", "used", 250),
    "mentions": Saying("refers to", "referred to", 400),
    "evaluatesOn": Saying("evaluates on", "evaluated on", 250),
    "comparesWith": Saying("compares with", "compared with", 250),
}
"""Finer roles, and "mentions" for none, as reasons to say that a paper builds on another: the strongest first."""
TELLING = (*(role for role in SAYINGS if role != "mentions"), "mentions")
"""Finer roles as they are listed of mentions: those that say what a paper does with a thing first, and "mentions" last."""
Verdict = Literal["merge", "split", "dataset", "method", "other"]


def strongest(roles: Collection[str]) -> str:
    """
    Give the role that says most: of a paper that extends a thing and compares with it, the former.

    >>> strongest(["comparesWith", "extends"]), strongest([])
    ('extends', 'mentions')
    """
    return next((role for role in SAYINGS if role in roles), "mentions")


@dataclass(frozen=True, slots=True)
class Paper:
    """A scientific paper as its sources describe it; only the title is certain."""

    title: str
    abstract: str = ""
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    published: str | None = None
    """ISO date, as precise as the source is: "2024", "2024-03" or "2024-03-11"."""
    authors: tuple[str, ...] = ()
    venue: str | None = None
    keywords: tuple[str, ...] = ()
    upvotes: int | None = None
    references: tuple[str, ...] = ()
    """Stated references, each an arXiv id, a DOI or a title."""
    code: tuple[str, ...] = ()
    """Addresses of code that the source states beside the text."""
    citation_key: str | None = None
    """By which a text in LaTeX or Markdown cites it, where a bibliography gives it a key."""
    id: str = ""
    """Set once the records of all listings are joined; empty as a reader gives it."""
    listings: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """Year of publication, where known."""
        return int(self.published[:4]) if self.published else None

    def text(self, field: Field) -> str:
        """Give the text that the span of a mention refers to; code links are joined by line ends."""
        if field == "title":
            return self.title
        return self.abstract if field == "abstract" else "\n".join(self.code)


NAME_KINDS = (
    "dataset", "family", "field", "hardware", "language", "method", "metric", "organisation", "person", "task", "term",
    "unit", "venue",
)  # fmt: skip
"""Kinds of names in a lexicon; extraction leaves alone all but datasets, methods and families."""
NAME_FLAGS = ("ambiguous", "case", "nocase", "word")
"""Warnings about a name in a lexicon, and how it may be written; see `kg/extract/lexicon/README.md`."""


@dataclass(frozen=True, slots=True, order=True)
class KnownName:
    """A name from a user's own lexicon or from a dump."""

    name: str
    kind: str
    """dataset, method, family, or what is neither, such as metric; see `kg/extract/lexicon/README.md`."""
    aliases: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameList:
    """A file of names that a person gave."""

    file: str
    """File name without its folder."""
    format: str
    """"tsv", or "dump", whose names nobody checked one by one, so that they are trusted less."""
    names: tuple[KnownName, ...]
    """Sorted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record, or a part of one, that could not be read: reported and counted, never silently dropped."""

    source: str
    reason: str
    line: int | None = None
    lost: bool = True
    """Whether a record was skipped; False for a warning about a record that was kept."""
    outcome: str = ""
    """What became of the record, such as "the record is skipped", where reading went on."""

    def __str__(self) -> str:
        """Give the problem as `file:line: reason; outcome`."""
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.reason}{self.outcome and f'; {self.outcome}'}"


KNOWN_NAME = "known name"
"""Rule of a mention whose name the lexicon knows, so that its meaning is settled."""
IN_TITLE = "named in the title"
"""Rule of a mention whose name the title introduces."""
DEFINED = "defined in the text"
"""Rule of a mention whose name the paper spells out, or which spells it out."""
LISTED_NAME = "abbreviated list"
"""Rule of a mention whose surface is a list such as "CIFAR-10/100" and therefore no name of the thing."""
LISTED_TITLE = "listed title"
"""Rule of a mention of what a paper is known to have introduced, where its text lacks the name: the surface is its title."""
NAMELESS = frozenset({LISTED_NAME, LISTED_TITLE})
"""Rules of mentions whose surface is no name of the thing."""
KNOWN_RULES = frozenset({KNOWN_NAME, LISTED_TITLE})
"""Rules of mentions of what the lexicon knows."""


@dataclass(slots=True, unsafe_hash=True)  # frozen, each would take four times as long, and there are millions
class Mention:
    """One place where a paper names a dataset, a method or a repository; never changed once it is made."""

    paper: str
    kind: Kind
    name: str
    """The name of the thing: mostly the surface, but "CIFAR-100" for the second name in "CIFAR-10/100"."""
    field: Field
    start: int
    end: int
    surface: str
    """Exactly the text of the field from start to end (in characters)."""
    sentence: str
    role: Role
    rule: str
    """Name of the rule that found it."""
    confidence: float
    """Between 0 and 1."""
    family: bool = False
    """Whether it names an established family of methods such as "graph neural network"."""
    roles: tuple[FinerRole, ...] = ()
    """What the paper does with the thing, where the sentence says so."""
    new: bool = False
    """Whether the paper gives a name that the lexicon knows to a thing of its own."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity and why it belongs to it."""

    name: str
    rule: str
    of: str
    """The name of the entity that it was matched to."""
    score: float
    """Between 0 and 1."""
    papers: tuple[str, ...]
    """Ids of the papers that write it so, sorted; empty for a name that the lexicon alone gives."""
    evidence: Mention | None = None
    """The place that supports it best."""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What a person decided about one name, or about two; it overrides what is found in the texts."""

    verdict: Verdict
    kind: Kind
    """What the names are; for a verdict about the kind of a name, that kind or any."""
    name: str
    other: str = ""
    """The second name; empty where the verdict is about the kind of the first."""

    @property
    def about(self) -> tuple[str, ...]:
        """What the decision is about: a later one about the same takes its place."""
        if self.other:
            return self.kind, *sorted((self.name, self.other))
        return (fold_name(self.name) or self.name,)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing under all its names."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[Alias, ...]
    """
    All names but the canonical one, sorted by name and rule.

    One may come twice, and the canonical one too: for papers whose topic tells that they mean the entity by it.
    """
    family: bool = False
