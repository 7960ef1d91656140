"""Names that several papers coin, each for something else (STAR, PRISM), and plain ones that others use for what they like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.dates import before, date_of
from kg.disjoint import DisjointSets
from kg.model import KNOWN_RULES, Mention, Paper
from kg.resolve.normalise import SURE, Group
from kg.text.titles import PLAIN, begins_title, topics

_SHARED = 2
"""Words that texts about one thing share, besides its name."""
_COMMON = frozenset(
    "accura achiev across addres algori approa archit baseli based benchm betwee combin comple compre comput compar "
    "consis datase demons design develo differ divers effect effici enable enhanc evalua existi experi extens first framew "
    "furthe genera improv includ inform integr introd langua large learni level levera method model models module multi "
    "multip networ neural novel outper paper parame perfor presen proble proces propos provid qualit repres result robust "
    "scale signif specif state strate struct system tasks these throug toward traini under using which while withou".split()
)
"""Topics of titles and sentences about anything: nearly each is in 2 to 20 % of those in which papers introduce things."""
_MOST_WORDS = 60
"""How many words of a text are compared: more than a title and a sentence have."""
_SETTLED = 3
"""Where at least one in so many papers with a plain name means what is coined, those that do not tell mean it as well."""

Sign = tuple[str, ...]
"""What tells a thing: words that are together in a text about it, its long form, or an author."""


@dataclass(frozen=True, slots=True)
class _Coining:
    """The things that papers coin under one name, each called by the first paper of it."""

    things: dict[int, str]
    """By the number of the group that coins it."""
    signs: dict[Sign, str]
    """By the signs that tell it."""


def find_coined(block: Sequence[Group], mentions: Sequence[Mention], papers: Mapping[str, Paper]) -> None:
    """
    Note in the groups of one name which thing they mean, where papers coin it for several things.

    Papers that introduce a name have coined one thing if what they say of it shares words, if they spell the name out
    alike, or if they share an author. What the lexicon knows under the name is another one; where the titles of several
    papers begin with just that, it is the one that most others mean, and where that of one does, it is another thing than
    what older papers mean that do not speak alike. Any other paper means the thing of which it speaks in
    the same words, if there is just one such; else none of them, or the only one, unless the name is plain.
    """
    texts = _coining_texts(block, mentions, papers) if len(block) > 1 else {}
    if not texts:
        return
    new = _coining(block, {at: text for at, text in texts.items() if not block[at].known}, papers)
    old = _coining(block, {at: text for at, text in texts.items() if block[at].known}, papers)
    titled = set(old.things.values())
    if len(titled) < 2 and not (titled and _is_older(block, old, mentions, papers)):
        titled, old = set(), _Coining({}, {})
    coined = new.things | old.things
    meant = {
        at: _meant(group, mentions, papers, (old.signs,) if group.known else (new.signs, old.signs))
        for at, group in enumerate(block)
        if at not in coined and (old.signs or not group.known)
    }
    in_lexicon = any(group.known and at not in coined for at, group in enumerate(block))
    if len(set(coined.values())) + in_lexicon < 2:
        since = _first_year(block, texts, papers)
        meant = _apart(block, coined, meant, since, papers) if new.signs else {}
        if not meant:
            return
    for at, thing in (coined | meant).items():
        block[at].coined_by = thing
    if len(titled) > 1:
        _give_to_lexicon(block, titled, Counter(meant.values()))


def _coining_texts(
    block: Sequence[Group], mentions: Sequence[Mention], papers: Mapping[str, Paper]
) -> dict[int, str]:
    """Give what the papers say that coin a name, by the number of their group."""
    texts = {at: text for at, group in enumerate(block) if (text := _coining_text(group, mentions, papers))}
    if any(group.known for group in block):  # "a LLaMA3.2 model" of a paper is one of that known version
        return {at: text for at, text in texts.items() if "\n" not in text or not _has_digits(block[at].name)}
    return texts


def _is_older(
    block: Sequence[Group],
    coining: _Coining,
    mentions: Sequence[Mention],
    papers: Mapping[str, Paper],
) -> bool:
    """Tell whether papers that mean a known name are older than all whose titles begin with it, and none speaks alike."""
    dates = [_date(group, papers) for group in block]
    others = [at for at, group in enumerate(block) if group.known and at not in coining.things]
    if not any(all(before(dates[at], dates[one]) for one in coining.things) for at in others):
        return False
    return not any(_meant(block[at], mentions, papers, (coining.signs,)) for at in others)


def _apart(
    block: Sequence[Group],
    coined: Mapping[int, str],
    meant: Mapping[int, str],
    since: str | None,
    papers: Mapping[str, Paper],
) -> dict[int, str]:
    """
    Give what papers mean that do not coin a name, where some do not mean the only thing that is coined; else nothing.

    These do not speak of it in the same words, and the name is plain, they write it in other capitals, or they are of an
    earlier year. Where enough other papers mean the thing, these mean it as well.
    """
    agreeing = sum(map(bool, meant.values()))
    if agreeing > 1 and _SETTLED * agreeing >= len(meant):
        return {}
    written = {_letters(block[at].name) for at in coined}
    open_ = {
        at
        for at, thing in meant.items()
        if not thing
        and (
            PLAIN.fullmatch(name := block[at].name)
            or _is_other(name, written)
            or before(_date(block[at], papers), since)
        )
    }
    only = next(iter(coined.values()), "")
    return {at: "" if at in open_ else only for at in meant} if open_ else {}


def _first_year(block: Sequence[Group], texts: Mapping[int, str], papers: Mapping[str, Paper]) -> str | None:
    """Give the year of the first paper whose title coins a name, None where one has no date or there is none."""
    dates = [_date(block[at], papers) for at, text in texts.items() if "\n" not in text]
    return min(((date or "")[:4] for date in dates), default=None)


def _date(group: Group, papers: Mapping[str, Paper]) -> str | None:
    return date_of(papers[group.paper]) if group.paper in papers else None


def _is_other(name: str, written: Collection[str]) -> bool:
    """Tell whether a name of one word differs in its capitals alone from how the papers write it that coin it: QUEST, QueST."""
    letters = _letters(name)
    alike = {one for one in written if one.casefold() == letters.casefold()}
    return " " not in name and bool(alike) and letters not in alike


def _has_digits(name: str) -> bool:
    return any(map(str.isdigit, name))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).removesuffix("s")


def _meant(
    group: Group,
    mentions: Sequence[Mention],
    papers: Mapping[str, Paper],
    signs: Sequence[Mapping[Sign, str]],
) -> str:
    """Give the thing that signs in the sentences of a group tell, or its long form does; "" where that is not just one."""
    said = [_title(group, papers), *(mentions[number].sentence for number in group.mentions)]
    own = [(group.stem,)] if group.stem else [*_signs(said, group), *_authors(group, papers)]
    things = {of[sign] for of in signs for sign in own if sign in of}
    return things.pop() if len(things) == 1 else ""


def _coining(block: Sequence[Group], texts: Mapping[int, str], papers: Mapping[str, Paper]) -> _Coining:
    """Give which things are coined: groups that share a sign coin one."""
    alike, first = DisjointSets[int](), dict[Sign, int]()
    for at, text in texts.items():
        group = block[at]
        signs = [*_signs([text], group), *_authors(group, papers), *([(group.stem,)] if group.stem else [])]
        alike.join([at, *[first.setdefault(sign, at) for sign in signs]])
    ids: dict[int, str] = {}
    for at in texts:
        root, paper = alike.find(at), block[at].paper
        ids[root] = min(ids.get(root, paper), paper)
    return _Coining(
        {at: ids[alike.find(at)] for at in texts}, {sign: ids[alike.find(at)] for sign, at in first.items()}
    )


def _give_to_lexicon(block: Iterable[Group], things: Iterable[str], meant: Mapping[str, int]) -> None:
    """Take that of some things which most other papers mean for the one that the lexicon knows, if one is meant most."""
    ranked = sorted(((meant.get(thing, 0), thing) for thing in things), reverse=True)
    if ranked and ranked[0][0] > ranked[1][0]:
        for group in block:
            if group.coined_by == ranked[0][1]:
                group.coined_by = ""


def _coining_text(group: Group, mentions: Sequence[Mention], papers: Mapping[str, Paper]) -> str:
    """Give what a paper says that coins a name: the title that begins with it, else title and first sentence; "" for none."""
    if group.kind == "repo" or group.family:
        return ""
    found = [mentions[number] for number in group.mentions]
    titled = (one.sentence for one in found if _begins(one) and (one.rule in KNOWN_RULES) == group.known)
    if (text := next(titled, "")) or group.known:
        return text
    said = next((one.sentence for one in found if _coins(one)), "")
    return f"{_title(group, papers)}\n{said}" if said else ""


def _begins(one: Mention) -> bool:
    """Tell whether a title begins with a name that its paper introduces; known ones of several words are descriptions."""
    if one.rule in KNOWN_RULES and " " in one.surface:
        return False
    return begins_title(one) and _coins(one)


def _coins(one: Mention) -> bool:
    """Tell whether a paper surely introduces a name, or says that it is no known one."""
    return one.role == "introduces" and (one.new or one.confidence >= SURE)


def _title(group: Group, papers: Mapping[str, Paper]) -> str:
    return papers[group.paper].title if group.paper in papers else ""


def _authors(group: Group, papers: Mapping[str, Paper]) -> Iterator[Sign]:
    paper = papers.get(group.paper)
    return ((f"by {author.casefold()}",) for author in (paper.authors if paper else ()))


def _signs(texts: Iterable[str], group: Group) -> Iterator[Sign]:
    """Give the longer words of some texts, a few together; those in the names of the group do not count."""
    text = " ".join(texts).lower()
    for surface in sorted(group.surfaces, key=len, reverse=True):
        if " " not in surface:
            text = text.replace(surface.lower(), " ")
    return combinations(sorted(topics(text) - _COMMON)[:_MOST_WORDS], _SHARED)
