"""
Finer roles: what a paper does with a thing that it mentions, where the sentence says so.

`evaluatesOn`: it reports experiments on the dataset; `comparesWith`: it measures its own work, or things of one kind,
against the thing; `extends`: its own work is built on the thing; `uses`: its own work applies, combines or trains the
thing, or learns from the data. Rules tell the second and the third (`kg.extract.roles.rules`). The others a linear model
tells, which hears the rules and the wording around the name (`kg.extract.roles.context_features`): whether the dataset is evaluated
on, and of `uses` what the rules miss. `kg.training.finer_roles` trains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.models import linear
from kg.extract.roles import context_features, rules
from kg.extract.roles.governors import governed
from kg.extract.roles.introducing import Spoken
from kg.model import FinerRole, Mention, Paper

FILE = "finer-roles"
"""The name of the model beside the weights."""
CLASSES: tuple[FinerRole, ...] = ("evaluatesOn", "uses")
"""The roles that the model tells; each has a logit of its own, since a name may have both."""
_LEAST = {"evaluatesOn": 1_100, "uses": 1_735}
"""The least logits, in thousandths: those of probabilities of 0.75 and 0.85."""
_SPEAKS_OF_ITSELF = (
    "We ",
    " we ",
    "Our ",
    " our ",
    "his paper",
    "his work",
    "his study",
    "his article",
    "his thesis",
    "his report",
)  # found faster than by an expression
"""From here on an abstract that tells something of nobody tells it of the paper."""
_TITLE_EXTENDS = ("extending ", "generalizing ", "generalising ", "modifying ")
"""A title up to the name of what the paper extends, but for an article."""


@dataclass(slots=True)
class Described:
    """A mention in an abstract, with what its roles depend on."""

    mention: Mention
    ruled: tuple[FinerRole, ...]
    """Its roles by rule."""
    spoken: Spoken | None
    """What the model hears; nothing of families, of which readers disagree where a paper uses one."""


def with_finer_roles(paper: Paper, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of a paper, each with the finer roles that its sentence states."""
    found = {id(one.mention): _roles(one) for one in described(paper, mentions)}
    return [
        replace(one, roles=roles) if (roles := found.get(id(one)) or _in_title(paper, one)) else one
        for one in mentions
    ]


def described(paper: Paper, mentions: Sequence[Mention]) -> list[Described]:
    """Describe the mentions of others' datasets and methods in the abstract of a paper."""
    wanted = [one for one in mentions if _is_of_others(one) and one.field == "abstract"]
    if not wanted:
        return []
    turn = _turn(paper, mentions)
    own = {one.surface for one in mentions if one.role == "introduces" and len(one.surface) > 1}
    names = sorted(
        {(one.start, one.end, one.role == "introduces") for one in mentions if one.field == "abstract"}
    )
    titles = {one.name for one in mentions if one.field == "title"}
    written = [one.name for one in mentions]
    sentences: dict[int, context_features.Read] = {}
    found = []
    for one in wanted:
        begin = _beginning(paper, one)
        if begin < 0:
            continue
        start, told = one.start - begin, turn < begin
        text = one.sentence.replace("\n", " ")
        spot = governed(text, start, one.end - begin)
        ruled = rules.roles(spot, own, data=one.kind == "dataset", told=told)
        spoken = None
        if not one.family:
            if begin not in sentences:
                sentences[begin] = context_features.read(text, _within(names, begin, begin + len(text)))
            part = context_features.part_of(begin, len(paper.abstract))
            place = context_features.Place(one.kind, told, part, one.name in titles, written.count(one.name))
            spoken = context_features.features(sentences[begin], start, place, spot, ruled)
        found.append(Described(one, ruled, spoken))
    return found


def _within(names: Sequence[tuple[int, int, bool]], begin: int, end: int) -> list[tuple[int, int, bool]]:
    """Give the names in a sentence, with their places in it."""
    return [
        (start - begin, last - begin, own) for start, last, own in names if begin <= start and last <= end
    ]


def _is_of_others(mention: Mention) -> bool:
    return mention.role == "mentions" and mention.kind != "repo"


def _turn(paper: Paper, mentions: Sequence[Mention]) -> int:
    """Give where an abstract first speaks of the paper's own work; its end where it never does."""
    places = [one.start for one in mentions if one.role == "introduces" and one.field == "abstract"]
    places += [at for words in _SPEAKS_OF_ITSELF if (at := paper.abstract.find(words)) >= 0]
    return min(places, default=len(paper.abstract))


def _beginning(paper: Paper, mention: Mention) -> int:
    """Give where the sentence of a mention begins in the abstract; the place counts where a sentence comes twice."""
    first = max(0, mention.end - len(mention.sentence))
    return paper.abstract.find(mention.sentence, first, mention.start + len(mention.sentence))


def _roles(one: Described) -> tuple[FinerRole, ...]:
    if one.spoken is None:
        return one.ruled
    tried, used = linear.load(FILE).added(one.spoken.said, one.spoken.words)
    if one.mention.kind == "dataset" and tried >= _LEAST["evaluatesOn"]:
        return ("evaluatesOn",)
    ruled = tuple(role for role in one.ruled if role != "evaluatesOn")
    return ruled or (("uses",) if used >= _LEAST["uses"] else ())


def _in_title(paper: Paper, mention: Mention) -> tuple[FinerRole, ...]:
    """Give the role of a name that a title says to be extended: "Extending BERT to Owls"."""
    if mention.field != "title" or not _is_of_others(mention):
        return ()
    before = paper.title[: mention.start].lower().removesuffix("the ")
    return ("extends",) if before in _TITLE_EXTENDS else ()
