"""Extraction from one paper: its candidates, the decisions about them, and a mention for every place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.extract import repos
from kg.extract.candidates.gathering import Candidate, Place, candidates
from kg.extract.candidates.lists import expand
from kg.extract.document import Text, read
from kg.extract.features.enumerations import enumerations
from kg.extract.features.kinds import features
from kg.extract.judgement import LISTED, Judged, judge, worth_judging
from kg.extract.known import OWN
from kg.extract.lexicon.tables import Lexicon
from kg.extract.models.linear import Linear, Weights
from kg.extract.models.network import Described, Network, logits, windows
from kg.model import FIELDS, LISTED_NAME, LISTED_TITLE, Mention, Paper

_AT_A_TIME = 100
"""Papers that take each step together, so that what a step looks things up in stays in the cache of the processor."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The lexicon, the network of kinds and the model of roles; never changed."""

    lexicon: Lexicon
    kinds: Network
    roles: Linear


def extract(paper: Paper, tools: Tools) -> list[Mention]:
    """Give the mentions of a paper, in the order of their places: title, abstract, stated code."""
    return extract_all([paper], tools)[0]


def extract_all(papers: Sequence[Paper], tools: Tools) -> list[list[Mention]]:
    """Give the mentions of each of some papers, as `extract` does, in less time."""
    return [_extracted(one, answers, tools) for one, answers in judged_all(papers, tools)]


def judged_all(papers: Sequence[Paper], tools: Tools) -> Iterator[tuple[Described, Iterator[Weights]]]:
    """Give for each of some papers its candidates, and the logits of their kinds, which have to be taken in that order."""
    for start in range(0, len(papers), _AT_A_TIME):
        found = described(papers[start : start + _AT_A_TIME], tools.lexicon)
        answers = iter(logits(found, tools.kinds))
        for one in found:
            yield one, islice(answers, len(one.found))


def described(papers: Sequence[Paper], lexicon: Lexicon) -> list[Described]:
    """Give the candidates of each paper that are worth judging, with their features."""
    both = [_with_candidates(paper, lexicon) for paper in papers]
    return [_described(text, found, lexicon) for text, found in both]


def _with_candidates(paper: Paper, lexicon: Lexicon) -> tuple[Text, list[Candidate]]:
    text = read(paper, lexicon)
    return text, candidates(text, lexicon)


def _described(text: Text, found: Sequence[Candidate], lexicon: Lexicon) -> Described:
    lists = enumerations(text, found)
    worthy = [candidate for candidate in found if worth_judging(candidate)]
    said = features(text, worthy, lexicon, lists)
    return Described(text, worthy, said, [windows(text, one) for one in worthy])


def _extracted(one: Described, answers: Iterator[Weights], tools: Tools) -> list[Mention]:
    """Give the mentions of a paper; the next of the answers are the logits of its candidates."""
    mentions = list(repos.mentions(one.text.paper, one.text.fields))
    for candidate, said in zip(one.found, one.features, strict=True):
        judged = judge(one.text, candidate, said, next(answers), tools.roles, tools.lexicon)
        if judged:
            mentions += _mentions(one.text, judged, tools.lexicon)
    mentions.sort(key=lambda one: (FIELDS.index(one.field), one.start, one.end, one.kind, one.name))
    kept = _outermost(mentions)
    return [*_unnamed(one.text, kept, tools.lexicon), *kept]


def _unnamed(text: Text, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Give what the paper is listed to have introduced and its mentions do not name: its title says so."""
    named = {("family" if one.family else one.kind, one.name) for one in mentions}
    for listed in sorted(text.founded - named):
        if any((one.kind, one.name) == listed and text.founds(one) for one in lexicon.get(listed[1])):
            kind, name = listed
            title = text.paper.title
            yield Mention(
                paper=text.paper.id,
                kind="dataset" if kind == "dataset" else "method",
                name=name,
                field="title",
                start=0,
                end=len(title),
                surface=title,
                sentence=title,
                role="introduces",
                rule=LISTED_TITLE,
                confidence=LISTED,
                family=kind == "family",
            )


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


def _mentions(text: Text, judged: Judged, lexicon: Lexicon) -> Iterator[Mention]:
    for place in judged.candidate.places:
        body = text.paper.text(place.field)
        written = body[place.start : place.end]
        names, more = expand(written, body[place.end : place.end + 60])
        if len(names) == 1 or any(OWN in one.flags for one in lexicon.get(written)):
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
        new=judged.new,
    )
