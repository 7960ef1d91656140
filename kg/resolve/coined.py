"""Names that several papers coin, each for something else (STAR, PRISM), and plain ones that others use for what they like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.dates import before, date_of
from kg.disjoint import DisjointSets
from kg.model import KNOWN_RULES, Mention, Paper
from kg.resolve.normalise import SURE, Group
from kg.titles import PLAIN, begins_title, topics

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


def find_coined(block: Sequence[Group], mentions: Sequence[Mention], papers: Mapping[str, Paper]) -> None:
    """
    Note in the groups of one name which thing they mean, where papers coin it for several things.

    Papers that introduce a name have coined one thing if what they say of it shares words, if they spell the name out
    alike, or if they share an author. What the lexicon knows under the name is another one; where the titles of several
    papers begin with just that, it is the one that most others mean, and where that of one does, it is another thing than
    what older papers mean that do not speak alike. Any other paper means the thing of which it speaks in
    the same words, if there is just one such; else none of them, or the only one, unless the name is plain.
    """
    if len(block) < 2:
        return
    texts = {at: text for at, group in enumerate(block) if (text := _coining_text(group, mentions, papers))}
    if any(group.known for group in block):  # "a LLaMA3.2 model" of a paper is one of that known version
        texts = {
            at: text for at, text in texts.items() if "\n" not in text or not _has_digits(block[at].name)
        }
    if not texts:
        return
    new, of_new = _things(block, {at: text for at, text in texts.items() if not block[at].known}, papers)
    old, of_old = _things(block, {at: text for at, text in texts.items() if block[at].known}, papers)
    known = set(old.values())
    if len(known) < 2 and not (known and _is_older(block, old, of_old, mentions, papers)):
        old, of_old, known = {}, {}, set()
    coined, told = new | old, {}
    for at, group in enumerate(block):
        if at not in coined and (of_old or not group.known):
            told[at] = _meant(group, mentions, papers, (of_new, of_old) if not group.known else (of_old,))
    rest = any(group.known and at not in old for at, group in enumerate(block))
    things = known.union(new.values())
    if len(things) + rest < 2 and not (
        of_new and (told := _apart(block, coined, told, _first_year(block, texts, papers), papers))
    ):
        return
    for at, thing in (coined | told).items():
        block[at].coined_by = thing
    if len(known) > 1:
        _give_to_lexicon(block, known, Counter(told.values()))


def _is_older(
    block: Sequence[Group],
    coined: Mapping[int, str],
    signs: Mapping[Sign, str],
    mentions: Sequence[Mention],
    papers: Mapping[str, Paper],
) -> bool:
    """Tell whether papers that mean a known name are older than all whose titles begin with it, and none speaks alike."""
    dates = {at: date_of(papers[group.paper]) for at, group in enumerate(block) if group.paper in papers}
    others = [at for at, group in enumerate(block) if group.known and at not in coined]
    if not any(all(before(dates.get(at), dates.get(one)) for one in coined) for at in others):
        return False
    return not any(_meant(block[at], mentions, papers, (signs,)) for at in others)


def _apart(
    block: Sequence[Group],
    coined: Mapping[int, str],
    told: Mapping[int, str],
    since: str | None,
    papers: Mapping[str, Paper],
) -> dict[int, str]:
    """
    Give what papers mean that do not coin a name, where some do not mean the only thing that is coined; else nothing.

    These do not speak of it in the same words, and the name is plain, they write it in other capitals, or they are of an
    earlier year. Where enough other papers mean the thing, these mean it as well.
    """
    agreeing = sum(map(bool, told.values()))
    if agreeing > 1 and _SETTLED * agreeing >= len(told):
        return {}
    written = {_letters(block[at].name) for at in coined}
    open_ = {
        at
        for at, meant in told.items()
        if not meant
        and (
            PLAIN.fullmatch(name := block[at].name)
            or _is_other(name, written)
            or (since and before(_year(block[at], papers), since))
        )
    }
    thing = next(iter(coined.values()), "")
    return {at: "" if at in open_ else thing for at in told} if open_ else {}


def _first_year(block: Sequence[Group], texts: Mapping[int, str], papers: Mapping[str, Paper]) -> str | None:
    """Give the year of the first paper whose title coins a name, None where one has no date or there is none."""
    years = [_year(block[at], papers) for at, text in texts.items() if "\n" not in text]
    return min((year or "" for year in years), default=None)


def _year(group: Group, papers: Mapping[str, Paper]) -> str | None:
    date = date_of(papers[group.paper]) if group.paper in papers else None
    return date and date[:4]


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
    told: Sequence[Mapping[Sign, str]],
) -> str:
    """Give the thing that signs in the sentences of a group tell, or its long form does; "" where that is not just one."""
    said = [_title(group, papers), *(mentions[number].sentence for number in group.mentions)]
    signs = [(group.stem,)] if group.stem else [*_signs(said, group), *_authors(group, papers)]
    things = {of[sign] for of in told for sign in signs if sign in of}
    return things.pop() if len(things) == 1 else ""


def _things(
    block: Sequence[Group], texts: Mapping[int, str], papers: Mapping[str, Paper]
) -> tuple[dict[int, str], dict[Sign, str]]:
    """Give the first paper of the thing that each group coins, and of the one that each sign tells."""
    alike, first = DisjointSets[int](), dict[Sign, int]()
    for at, text in texts.items():
        group = block[at]
        signs = [*_signs([text], group), *_authors(group, papers), *([(group.stem,)] if group.stem else [])]
        alike.join([at, *[first.setdefault(sign, at) for sign in signs]])
    ids: dict[int, str] = {}
    for at in texts:
        root, paper = alike.find(at), block[at].paper
        ids[root] = min(ids.get(root, paper), paper)
    return {at: ids[alike.find(at)] for at in texts}, {
        sign: ids[alike.find(at)] for sign, at in first.items()
    }


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
