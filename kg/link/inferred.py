"""
Inferred citations: a paper that mentions what another paper introduces builds on that paper.

An inference, never mixed with stated citations: every edge names the sentences on both sides that it rests on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import Any

import orjson
import polars as pl

from kg.dates import before, date_of, earliest
from kg.graph import RELATIONSHIPS, table
from kg.graph.evidence import record
from kg.link.introducers import founders
from kg.link.introductions import (
    is_its_own,
    is_new,
    is_said_plainly,
    is_title_of,
)
from kg.link.uses import Use, best, uses
from kg.model import KNOWN_NAME, KNOWN_RULES, LISTED_TITLE, Mention, Paper
from kg.names.folding import fold_name, fold_title
from kg.text.titles import BEGINNING, PLAIN, topics

LEAST = 0.3
"""Least confidence of an edge; below it two of three edges would be wrong by their own account."""

_EARLIER = 0.1
"""
Share of the papers mentioning a thing that may be older than the paper whose title says that it introduces it: dates are
not exact. A paper that only its abstract says so of uses a thing in a new way as soon as an older one mentions it.
"""

_ACRONYM = 5
"""Most letters of a name in capitals that unrelated papers may well give to unrelated things."""

_SHORT = re.compile(r"[A-Za-z](?:[^\w\s]?[A-Za-z]){0,4}")
"""Names outside the lexicon that they are as likely to: CoMo, OPEn, Q&A."""
_PARTED = re.compile(r"[^\W\d_][ -][^\W\d_]")
"""Words of a name."""
_SHARED = 3
"""Words of the introducing title, other than the name, that a paper must share to mean a plain name in its sense."""
_SETTLED = 3
"""Where at least one in so many papers with a name shares these words, it has this sense in the others as well."""
_MANY = 6
"""Fewest papers with a name for which it is enough that half share one word."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why a paper builds on another: one name with the best place on either side."""

    via: str
    entity: str
    introduced: Mention
    said: Mention
    """Where the introducing paper says so: a sentence that does so plainly, else where it is surest, mostly its title."""
    mentioned: Mention
    use: Use
    """What the citing paper says that it does with the thing."""
    confidence: float
    spelled_alike: bool
    """Whether both papers spell an acronym out, and alike."""
    listed: bool
    """Whether the introducing paper is known to be the one."""


def builds_on(
    papers: Sequence[Paper],
    mentions: Sequence[Mention],
    entity_of: Sequence[str],
    called: Mapping[str, str],
    first: Mapping[tuple[str, str], Set[str]] = MappingProxyType({}),
) -> pl.DataFrame:
    """
    Infer citations from names; `entity_of` gives for each mention the id of its entity, `called` the name of each.

    `first` has the folded titles of the papers that are known to have introduced a thing, by kind and canonical name;
    their wording does not matter.

    Gives the table BUILDS_ON: the paper at the start mentions what the paper at the end introduces; `roles` say how
    it speaks of these things (see `kg.link.uses`). A family of methods counts only where the paper that is known to have
    founded it names it in its title. Where several papers introduce a thing, the earliest counts; where dates do not
    tell which that is, they share the confidence, and short acronyms give no edge. No edge points to the future; of
    two opposite edges the more confident one stays. The order of papers and mentions has no influence.
    """
    dates = {paper.id: date_of(paper) for paper in papers}
    together: dict[str, list[Mention]] = defaultdict(list)
    for mention, entity in zip(mentions, entity_of, strict=True):
        together[entity].append(mention)
    reasons: dict[tuple[str, str], list[_Reason]] = defaultdict(list)
    texts = {paper.id: paper for paper in papers}
    for entity, places in sorted(together.items()):
        listed = {place.paper for place in places if _is_listed(place, texts, first)}
        found = _reasons(entity, called[entity], places, dates, listed)
        for reason in _of_one_thing([*found], texts):
            reasons[reason.mentioned.paper, reason.introduced.paper].append(reason)
    sure = {pair: _together(found) for pair, found in reasons.items()}
    rows = [
        {
            "start": start,
            "end": end,
            "via": sorted({reason.via for reason in reasons[start, end]}),
            "roles": sorted({role for reason in reasons[start, end] for role in reason.use.roles}),
            "confidence": confidence,
            "evidence": _evidence(reasons[start, end]),
        }
        for (start, end), confidence in sorted(sure.items())
        if confidence >= LEAST and confidence > sure.get((end, start), 0)
    ]
    return table(RELATIONSHIPS["BUILDS_ON"], pl.DataFrame(rows) if rows else None, ("start", "end"))


def _is_listed(
    place: Mention, papers: Mapping[str, Paper], first: Mapping[tuple[str, str], Set[str]]
) -> bool:
    """Tell whether a paper is known to have introduced a thing."""
    titles = founders(place, first) if place.role == "introduces" else ()
    return bool(titles) and fold_title(papers[place.paper].title) in titles


def _of_one_thing(reasons: Sequence[_Reason], papers: Mapping[str, Paper]) -> list[_Reason]:
    """
    Give the reasons of one entity without those where two papers more likely give one plain name to two things.

    A paper that uses the thing should share words with the title that introduces it. A name that many papers use in
    this sense has it in the others as well.
    """
    if not any(map(_is_plain, reasons)):
        return list(reasons)
    same = [one for one in reasons if not _is_own(one, papers)]
    agreeing = [one for one in same if _shares_topics(one, papers)]
    settled = len(agreeing) > 1 and _SETTLED * len(agreeing) >= len(reasons)
    if not settled and len(reasons) >= _MANY:
        # Half of them share a word, and the title writes the name as they do: many use Adam, for anything.
        near = [one for one in same if _shares_topics(one, papers, 1) and one.introduced.surface == one.via]
        settled = 2 * len(near) >= len(reasons)
    proven = same if settled else agreeing
    return [one for one in reasons if not _is_plain(one)] + [one for one in proven if _is_plain(one)]


def _is_plain(reason: _Reason) -> bool:
    """
    Tell whether unrelated papers are likely to give a name to another thing.

    Such names of the lexicon (Hydra, RAPTOR) are plain as well: either paper may mean a thing that it does not know.
    """
    if reason.introduced.kind == "repo" or reason.spelled_alike:
        return False
    if reason.listed and reason.mentioned.rule == KNOWN_NAME:
        return False
    if _is_written_apart(reason.introduced, reason.mentioned):
        return True
    names = [reason.via, reason.introduced.surface]
    if _is_known(reason):
        # The title of TABNet is not that of TabNet, which the lexicon knows.
        here, known = map(_letters, names)
        return any(map(PLAIN.fullmatch, names)) or (here != known and here.casefold() == known.casefold())
    names.append(reason.mentioned.surface)
    return any(PLAIN.fullmatch(name) or _SHORT.fullmatch(name) for name in names)


def _is_own(reason: _Reason, papers: Mapping[str, Paper]) -> bool:
    """Tell whether a paper gives the name to a thing of its own: in its title, explicitly, or by spelling it out."""
    place = reason.mentioned
    if papers[place.paper].title.find(place.surface, 0, BEGINNING + len(place.surface)) >= 0:
        return True
    _, _, after = place.sentence.partition(place.surface)
    return is_said_plainly(place) or bool(re.match(r" \([A-Z][\w-]+ ", after))


def _shares_topics(reason: _Reason, papers: Mapping[str, Paper], least: int = _SHARED) -> bool:
    """Tell whether a paper shares so many words with the introducing title; of a short one, half are enough."""
    source, user = papers[reason.introduced.paper], papers[reason.mentioned.paper]
    name = reason.introduced.surface
    spoken = topics(source.title if " " in name else source.title.replace(name, "", 1))
    if _is_known(reason):
        least = min(least, max(1, (len(spoken) + 1) // 2))
    return len(spoken & topics(f"{user.title} {user.abstract}")) >= least


def _is_known(reason: _Reason) -> bool:
    return reason.introduced.rule == reason.mentioned.rule == KNOWN_NAME


def _reasons(
    entity: str, name: str, places: Sequence[Mention], dates: Mapping[str, str | None], listed: Set[str]
) -> Iterator[_Reason]:
    """Give which paper builds on which through one entity of a name; those that are `listed` have introduced it."""
    said = [place for place in places if place.role == "introduces"]
    introducing = {place.paper for place in said}
    if not said or all(place.paper in introducing for place in places):
        return  # as of most things: nobody says so, or nobody else names it
    if any(place.family for place in places):
        # What is mentioned is the family that a paper founded only where the paper gave it the name.
        named = {place.paper for place in said if place.field == "title" and place.rule != LISTED_TITLE}
        listed = named & listed
        if not listed:
            return
    own = {place.paper for place in said if is_its_own(place)}
    introduced = {
        paper: place
        for paper, place in best(said).items()
        if paper in listed or (not listed and is_new(place, own=paper in own))
    }
    if not introduced:
        return
    # A title that explains the name ("X: ...") gives it to a thing of its own, introduced or not.
    titled = {place.paper for place in places if is_title_of(place)}
    using = [place for place in places if place.paper not in introducing | titled]
    mentioned, used = best(using), uses(using)
    plainly = best(place for place in said if place.field != "title" and is_said_plainly(place))
    known = {place.paper for place in places if place.rule in KNOWN_RULES}
    spelled = _spelled_out(places) if _is_acronym(name) else {}
    for source, share in _sources("" if listed else name, introduced, dates):
        earlier = _EARLIER if source.kind == "repo" or is_title_of(source) else 0
        if not listed and _was_there_before(source, mentioned.values(), dates, earlier):
            continue
        for user in mentioned.values():
            if user.rule == KNOWN_NAME and source.paper not in known:
                continue  # the source has given the name of the well-known thing to another
            if not before(dates[user.paper], dates[source.paper]) and _one_thing(source, user, spelled):
                confidence = source.confidence * share * user.confidence
                alike = not spelled.get(user.paper, set()).isdisjoint(spelled.get(source.paper, ()))
                use = used[user.paper]
                told = plainly.get(source.paper, source)
                yield _Reason(name, entity, source, told, user, use, confidence, alike, bool(listed))


def _was_there_before(
    source: Mention, mentioned: Collection[Mention], dates: Mapping[str, str | None], share: float
) -> bool:
    """Tell whether a larger share of the papers that mention what a paper is said to introduce is older than it."""
    earlier = sum(before(dates[one.paper], dates[source.paper]) for one in mentioned)
    return earlier > share * len(mentioned)


def _one_thing(source: Mention, user: Mention, spelled: Mapping[str, Set[str]]) -> bool:
    """
    Tell whether two papers mean one thing by a name.

    A paper that spells out a short acronym must do so like the other paper; `spelled` holds the long forms. A source that
    lacks the name is known to have introduced it: whoever means what the lexicon knows means that.
    """
    if source.rule == LISTED_TITLE:
        return user.rule == KNOWN_NAME
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

    GraSP is not GRASP, and MISTRAL is not Mistral: unrelated papers give acronyms that differ in capitals alone. And
    what is written as words of a sentence, such as "a guard agent" or "mix-hop", is not GuardAgent or MixHop.
    """
    if _is_written_apart(one, other) and (" " in other.surface or other.surface.islower()):
        return False
    texts = {_letters(place.surface) for place in (one, other)}
    if len(texts) == 1 or len({text.casefold() for text in texts}) == 2:
        return True
    return one.rule == other.rule == KNOWN_NAME and not any(text.isupper() for text in texts)


def _is_written_apart(source: Mention, user: Mention) -> bool:
    """Tell whether a name that is introduced as one word is written as several ones, or with a hyphen."""
    if _PARTED.search(source.surface) or not _PARTED.search(user.surface):
        return False
    return _letters(source.surface).casefold() == _letters(user.surface).casefold()


def _letters(text: str) -> str:
    """Give letters and digits without a plural s."""
    letters = "".join(c for c in text if c.isalnum())
    return letters[:-1] if letters.endswith(("s", "S")) else letters


def _sources(
    name: str, introduced: Mapping[str, Mention], dates: Mapping[str, str | None]
) -> list[tuple[Mention, float]]:
    """
    Give the papers that may have introduced an entity first, each with its share of the confidence.

    Papers later than another one are out. Of those that dates do not tell apart at most one is right, so they share
    the confidence in proportion to that of each introduction; a share below `LEAST` carries no edge. Under one short
    acronym they more likely introduce different things, and a paper that mentions it may mean neither.
    """
    first = earliest(dates[paper] for paper in introduced)
    possible = [
        place for paper, place in introduced.items() if not any(before(date, dates[paper]) for date in first)
    ]
    if len(possible) > 1 and _is_acronym(name):
        return []
    total = sum(place.confidence for place in possible)
    shares = [(place, place.confidence / total) for place in possible if total]
    return [(place, share) for place, share in shares if place.confidence * share >= LEAST]


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
                "introduced": _side(reason.said),
                "mentioned": _side(reason.use.place),
            }
            for reason in ordered
        ]
    ).decode()


def _side(place: Mention) -> dict[str, Any]:
    return {"paper": place.paper, **record(place)}
