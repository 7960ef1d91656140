"""Extraction from one paper: its candidates, the decisions about them, and a mention for every place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.extract import classify, repos
from kg.extract.candidates import Candidate, Place, candidates
from kg.extract.contexts import Network, odds
from kg.extract.document import Text, read
from kg.extract.enumerations import enumerations
from kg.extract.features import Features, features
from kg.extract.formulas import readable
from kg.extract.judgement import Heard, Judged, is_settled, judge, worth_judging
from kg.extract.lexicon import Lexicon
from kg.extract.lists import expand
from kg.extract.text import is_name
from kg.model import FIELDS, LISTED_NAME, Kind, Mention, Paper

_CONFIDENT = 0.8
"""Least confidence of an introduced name that is looked for in the other papers."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of reading a paper: its mentions, and what matters for the reading of other papers."""

    mentions: Sequence[Mention]
    """In the order of their places: title, abstract, stated code."""
    introduced: Sequence[tuple[str, Kind]]
    """Names, as written, that it introduces with confidence and that are unlikely to mean anything else elsewhere."""
    open: Sequence[str]
    """Names, as written, whose judgement may change where another paper introduces them."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The lexicon, the context network and the classifiers; never changed."""

    lexicon: Lexicon
    contexts: Network
    kinds: classify.Linear
    roles: classify.Linear


def extract(paper: Paper, tools: Tools, heard: Heard = MappingProxyType({})) -> Sequence[Mention]:
    """Give the mentions of a paper, in the order of their places: title, abstract, stated code."""
    return findings(paper, tools, heard).mentions


def findings(paper: Paper, tools: Tools, heard: Heard = MappingProxyType({})) -> Findings:
    """Read a paper; `heard` are names that other papers introduce."""
    text = read(paper, tools.lexicon)
    found = candidates(text, tools.lexicon)
    mentions = list(repos.mentions(paper, text.fields))
    opened: set[str] = set()
    lists = enumerations(text, found)
    found = [candidate for candidate in found if worth_judging(candidate)]
    said_of_all = features(text, found, tools.lexicon, lists)
    for candidate, said, around in zip(found, said_of_all, odds(text, found, tools.contexts), strict=True):
        judged = judge(text, candidate, said, around, tools.kinds, tools.roles, heard)
        if judged:
            mentions += _mentions(text, judged, tools.lexicon)
        opened.update(_open(candidate, said, judged, tools.lexicon))
    mentions.sort(key=lambda one: (FIELDS.index(one.field), one.start, one.end, one.kind, one.name))
    mentions = _outermost(mentions)
    return Findings(mentions, _introduced(mentions, tools.lexicon), sorted(opened))


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out mentions within a longer one; they are given in the order of their places."""
    kept: list[Mention] = []
    for one in mentions:
        while kept and one.start < kept[-1].end and _stands_within(kept[-1], one):
            kept.pop()
        if not kept or one.start >= kept[-1].end or not _stands_within(one, kept[-1]):
            kept.append(one)
    return kept


def _stands_within(one: Mention, other: Mention) -> bool:
    return (
        one.end - one.start < other.end - other.start
        and other.start <= one.start
        and one.end <= other.end
        and one.field == other.field
        and "repo" not in (one.kind, other.kind)
    )


def _open(candidate: Candidate, found: Features, judged: Judged | None, lexicon: Lexicon) -> Collection[str]:
    """Give the names of a candidate if the decision may change where another paper introduces one of them."""
    settled = is_settled(candidate, judged)
    return () if settled else [name for name in found.surfaces if _is_own(name, lexicon)]


def _mentions(text: Text, judged: Judged, lexicon: Lexicon) -> Iterator[Mention]:
    for place in judged.candidate.places:
        body = text.paper.text(place.field)
        written = body[place.start : place.end]
        names, more = expand(written, body[place.end : place.end + 60])
        if len(names) == 1:
            yield _mention(text, judged, place, place.end, judged.name, judged.rule)
            continue
        for name in names:
            known = {one.name for one in lexicon.get(name) if one.kind == judged.kind}
            yield _mention(
                text, judged, place, place.end + more, known.pop() if len(known) == 1 else name, LISTED_NAME
            )


def _mention(text: Text, judged: Judged, place: Place, end: int, name: str, rule: str) -> Mention:
    body = text.paper.text(place.field)
    sentence = text.fields[place.field].sentences[place.sentence]
    return Mention(
        paper=text.paper.id,
        kind=judged.kind,
        name=name,
        field=place.field,
        start=place.start,
        end=end,
        surface=body[place.start : end],
        sentence=sentence.text,
        role=judged.role,
        rule=rule,
        confidence=judged.confidence,
        family=judged.family,
    )


def _introduced(mentions: Iterable[Mention], lexicon: Lexicon) -> list[tuple[str, Kind]]:
    """Give the names that a paper introduces with confidence and that are not ordinary words."""
    sure = {
        (name, one.kind)
        for one in mentions
        if one.role == "introduces" and one.kind != "repo" and one.confidence >= _CONFIDENT
        for name in (one.surface, readable(one.surface))
    }
    return sorted((name, kind) for name, kind in sure if _is_own(name, lexicon))


def _is_own(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is unlikely to mean anything else in another paper."""
    if name.islower():
        return False
    return " " in name or is_name(name) or not (name.lower() in lexicon.common or lexicon.get(name))
