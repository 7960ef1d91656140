"""
Inferred citations: a paper that mentions what another paper introduces builds on that paper.

An inference, never mixed with stated citations: every edge names the sentences on both sides that it rests on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import prod
from typing import Any

import orjson
import polars as pl

from kg.evidence import record
from kg.graph import RELATIONSHIPS, table
from kg.ids import arxiv_month, fold_name
from kg.model import FIELDS, KNOWN_NAME, TOLD_NAME, Mention, Paper

LEAST = 0.3
"""Least confidence of an edge; below it two of three edges would be wrong by their own account."""

_EARLIER = 0.1
"""Share of the papers mentioning a thing that may be older than the paper that introduces it: dates are not exact."""

_BEGINNING = 4
"""Characters of a title before the name that it begins with: quotes, an article."""
_PLAINLY = re.compile(
    r"\b(?:(?:introduc|propos|present|develop|releas)\w*|called|named|dubbed|termed|coined)"
    r"(?: (?!using\b|to\b|with\b|by\b|for\b|on\b|how\b)[^\s.;:]+){0,3} \W*$"
)
"""How a sentence that introduces a thing explicitly reads up to the name of it."""

_ACRONYM = 5
"""Most letters of a name in capitals that unrelated papers may well give to unrelated things."""

_PLAIN = re.compile(r"[A-Z]{1,8}|[A-Z][a-z]+|[A-Z0-9]{1,3}")
"""Names that unrelated papers are likely to give to other things: a few capitals, a word, a person's name."""
_SHARED = 3
"""Words of the introducing title, other than the name, that a paper must share to mean a plain name in its sense."""
_STEM = 6
"""Leading letters by which words are compared."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why a paper builds on another: one name with the best place on either side."""

    via: str
    entity: str
    introduced: Mention
    mentioned: Mention
    confidence: float
    spelled_alike: bool
    """Whether both papers spell an acronym out, and alike."""


def builds_on(papers: Sequence[Paper], mentions: Sequence[Mention], entity_of: Sequence[str]) -> pl.DataFrame:
    """
    Infer citations from names; `entity_of` gives for each mention the id of its entity.

    Gives the table BUILDS_ON: the paper at the start mentions what the paper at the end introduces. Families of
    methods never count. Where several papers introduce a thing, the earliest counts; where dates do not tell
    which that is, they share the confidence, and short acronyms give no edge. No edge points to the future; of
    two opposite edges the more confident one stays. The order of papers and mentions has no influence.
    """
    dates = {paper.id: _date(paper) for paper in papers}
    together: dict[str, list[Mention]] = defaultdict(list)
    for mention, entity in zip(mentions, entity_of, strict=True):
        together[entity].append(mention)
    reasons: dict[tuple[str, str], list[_Reason]] = defaultdict(list)
    texts = {paper.id: paper for paper in papers}
    for entity, places in sorted(together.items()):
        for reason in _of_one_thing([*_reasons(entity, places, dates)], texts):
            reasons[reason.mentioned.paper, reason.introduced.paper].append(reason)
    sure = {pair: _together(found) for pair, found in reasons.items()}
    rows = [
        {
            "start": start,
            "end": end,
            "via": sorted({reason.via for reason in reasons[start, end]}),
            "confidence": confidence,
            "evidence": _evidence(reasons[start, end]),
        }
        for (start, end), confidence in sorted(sure.items())
        if confidence >= LEAST and confidence > sure.get((end, start), 0)
    ]
    return table(RELATIONSHIPS["BUILDS_ON"], pl.DataFrame(rows) if rows else None, ("start", "end"))


def _of_one_thing(reasons: Sequence[_Reason], papers: Mapping[str, Paper]) -> list[_Reason]:
    """
    Give the reasons of one entity without those where two papers more likely give one plain name to two things.

    A paper that uses the thing should share words with the title that introduces it. A name that most papers use in
    this sense has it in the others as well, except where only the introducing paper makes it one.
    """
    if not any(map(_is_plain, reasons)):
        return list(reasons)
    same = [one for one in reasons if one.mentioned.rule != TOLD_NAME and not _is_own(one, papers)]
    agreeing = [one for one in same if _shares_topics(one, papers)]
    settled = len(agreeing) > 1 and 2 * len(agreeing) > len(reasons)
    proven = same if settled else agreeing
    return [one for one in reasons if not _is_plain(one)] + [one for one in proven if _is_plain(one)]


def _is_plain(reason: _Reason) -> bool:
    """Tell whether unrelated papers are likely to give a name to another thing; names in the lexicon are exempt."""
    known = reason.introduced.rule == reason.mentioned.rule == KNOWN_NAME
    if reason.introduced.kind == "repo" or reason.spelled_alike or known:
        return False
    names = (reason.via, reason.introduced.surface, reason.mentioned.surface)
    return any(_PLAIN.fullmatch(name) for name in names)


def _is_own(reason: _Reason, papers: Mapping[str, Paper]) -> bool:
    """Tell whether a paper gives the name to a thing of its own: in its title, explicitly, or by spelling it out."""
    place = reason.mentioned
    if papers[place.paper].title.find(place.surface, 0, _BEGINNING + len(place.surface)) >= 0:
        return True
    _, _, after = place.sentence.partition(place.surface)
    return _is_said_plainly(place) or bool(re.match(r" \([A-Z][\w-]+ ", after))


def _shares_topics(reason: _Reason, papers: Mapping[str, Paper]) -> bool:
    source, user = papers[reason.introduced.paper], papers[reason.mentioned.paper]
    spoken = _topics(source.title.replace(reason.introduced.surface, "", 1))
    return len(spoken & _topics(f"{user.title} {user.abstract}")) >= _SHARED


def _topics(text: str) -> set[str]:
    """Give the prefixes of the longer words of a text: "segmenting" and "segmentation" are of one topic."""
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text.lower())}


def _reasons(entity: str, places: Sequence[Mention], dates: Mapping[str, str | None]) -> Iterator[_Reason]:
    """Give which paper builds on which through one entity."""
    if any(place.family for place in places):
        return
    said = _best(place for place in places if place.role == "introduces" and place.rule != TOLD_NAME)
    introduced = {paper: place for paper, place in said.items() if _is_new(place)}
    if not introduced:
        return
    mentioned = _best(place for place in places if place.paper not in said)
    name = _name(places)
    spelled = _spelled_out(places) if _is_acronym(name) else {}
    for source, share in _sources(name, introduced, dates):
        if _was_there_before(source, mentioned.values(), dates):
            continue
        for user in mentioned.values():
            if user.rule == TOLD_NAME and not _begins_title(source):
                continue
            if not _before(dates[user.paper], dates[source.paper]) and _one_thing(source, user, spelled):
                confidence = source.confidence * share * user.confidence
                alike = not spelled.get(user.paper, set()).isdisjoint(spelled.get(source.paper, ()))
                yield _Reason(name, entity, source, user, confidence, alike)


def _is_new(source: Mention) -> bool:
    """
    Tell whether a paper that is said to introduce a thing is the first to have it.

    Such a paper mostly has the name at the beginning of its title. Elsewhere only explicit words count ("we introduce X"),
    and not for names in the lexicon or plain ones, of which papers say so for a new use as well.
    """
    if source.kind == "repo" or _begins_title(source):
        return True
    if source.rule == KNOWN_NAME or source.field != "abstract" or _PLAIN.fullmatch(source.surface):
        return False
    return _is_said_plainly(source)


def _is_said_plainly(place: Mention) -> bool:
    """Tell whether the sentence of a name says explicitly that the paper introduces it."""
    before, _, _ = place.sentence.partition(place.surface)
    return bool(_PLAINLY.search(before.lower()))


def _begins_title(place: Mention) -> bool:
    return place.field == "title" and place.start <= _BEGINNING


def _was_there_before(
    source: Mention, mentioned: Collection[Mention], dates: Mapping[str, str | None]
) -> bool:
    """Tell whether older papers mention what a paper is said to introduce, which then only uses it in a new way."""
    earlier = sum(_before(dates[one.paper], dates[source.paper]) for one in mentioned)
    return earlier > _EARLIER * len(mentioned)


def _one_thing(source: Mention, user: Mention, spelled: Mapping[str, Set[str]]) -> bool:
    """
    Tell whether two papers mean one thing by a name.

    A paper that spells out a short acronym must do so like the other paper; `spelled` holds the long forms.
    """
    long = spelled.get(user.paper)
    return _written_alike(source, user) and (not long or not long.isdisjoint(spelled.get(source.paper, ())))


def _spelled_out(places: Iterable[Mention]) -> dict[str, set[str]]:
    """Give for each paper the names of several words, folded."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in places:
        if " " in place.surface:
            found[place.paper].add(fold_name(place.surface).removesuffix("s"))
    return found


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= _ACRONYM


def _written_alike(one: Mention, other: Mention) -> bool:
    """
    Tell whether two names agree in their capitals; names in the lexicon need not.

    GraSP is not GRASP, and MISTRAL is not Mistral: unrelated papers give acronyms that differ in capitals alone.
    """
    texts = {_letters(place.surface) for place in (one, other)}
    if len(texts) == 1 or len({text.casefold() for text in texts}) == 2:
        return True
    return one.rule == other.rule == KNOWN_NAME and not any(text.isupper() for text in texts)


def _letters(text: str) -> str:
    """Give letters and digits without a plural s."""
    letters = "".join(c for c in text if c.isalnum())
    return letters[:-1] if letters.endswith(("s", "S")) else letters


def _best(places: Iterable[Mention]) -> dict[str, Mention]:
    """Give for each paper the place with the highest confidence, of equals the first in the text."""
    best: dict[str, Mention] = {}
    for place in sorted(places, key=_rank):
        best.setdefault(place.paper, place)
    return best


def _rank(place: Mention) -> tuple[Any, ...]:
    return (
        place.paper,
        -place.confidence,
        FIELDS.index(place.field),
        place.start,
        place.end,
        place.rule,
        place.name,
    )


def _name(places: Iterable[Mention]) -> str:
    """Give the name that most papers use, of equally frequent ones the shortest."""
    votes = Counter(name for _, name in {(place.paper, place.name) for place in places})
    return min(votes, key=lambda name: (-votes[name], len(name), name))


def _sources(
    name: str, introduced: Mapping[str, Mention], dates: Mapping[str, str | None]
) -> list[tuple[Mention, float]]:
    """
    Give the papers that may have introduced an entity first, each with its share of the confidence.

    Papers later than another one are out. Of those that dates do not tell apart at most one is right, so they share
    the confidence in proportion to that of each introduction; a share below `LEAST` carries no edge. Under one short
    acronym they more likely introduce different things, and a paper that mentions it may mean neither.
    """
    known = sorted({date for paper in introduced if (date := dates[paper])}, reverse=True)
    earliest = {len(date): date for date in known}.values()  # one of each precision
    possible = [
        place
        for paper, place in introduced.items()
        if not any(_before(date, dates[paper]) for date in earliest)
    ]
    if len(possible) > 1 and _is_acronym(name):
        return []
    total = sum(place.confidence for place in possible)
    shares = [(place, place.confidence / total) for place in possible if total]
    return [(place, share) for place, share in shares if place.confidence * share >= LEAST]


def _date(paper: Paper) -> str | None:
    """Give when a paper appeared: its date, or else the month in its arXiv identifier."""
    return paper.published or (arxiv_month(paper.arxiv_id) if paper.arxiv_id else None)


def _before(date: str | None, other: str | None) -> bool:
    """Tell whether one date is certainly before another: both known, and different at their common precision."""
    if not date or not other:
        return False
    common = min(len(date), len(other))
    return date[:common] < other[:common]


def _together(reasons: Sequence[_Reason]) -> float:
    """Give the probability that at least one of the reasons holds, assuming that they are independent."""
    return round(1 - prod(1 - reason.confidence for reason in reasons), 4)


def _evidence(reasons: Sequence[_Reason]) -> str:
    ordered = sorted(reasons, key=lambda reason: (reason.via, reason.entity))
    return orjson.dumps(
        [
            {
                "via": reason.via,
                "entity": reason.entity,
                "introduced": _side(reason.introduced),
                "mentioned": _side(reason.mentioned),
            }
            for reason in ordered
        ]
    ).decode()


def _side(place: Mention) -> dict[str, Any]:
    return {"paper": place.paper, **record(place)}
