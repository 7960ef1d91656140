"""
Phrases for what groups of papers are about, as their titles and abstracts put it: "medical image segmentation".

A phrase is one to four words with no filler among them that authors write in lower case, so that names of data and
methods are none. It tells a group from the others by how much more often its papers have it (pointwise mutual
information, weighted by their number, as `kg.export.clusters.words` does it).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from math import log

from kg.words import listed, singular

_LONGEST = 4
"""Words of a phrase."""
_FEWEST = 2
"""Papers of a group that have a phrase of its name."""
_LEAST = 0.1
"""Share of the papers of a group that do."""
_LEAST_ALONE = 0.25
"""The same for a single word."""
_TITLE = 2.0
"""How much more a paper counts that has a phrase in its title."""
_LONG = {1: 0.4, 2: 1.0, 3: 1.3, 4: 1.4}
"""Factor by the number of words: one word says little."""
_PHRASES = 2
"""Most phrases for a group."""
_LESS = 0.5
"""How much less than the first one a second phrase of a group may tell."""
_BESIDE = 1 / 3
"""Share of the papers with the second phrase of a group that have the first as well: else they are two subjects."""
_SHORTEST = 4
"""Characters than which a phrase has more."""
_SMALL = (0.5, 0.2)
"""Least share of the places where it is in small letters of a word and of several: some write Terms With Capitals."""
_MOSTLY = 0.6
"""A phrase is a part of a longer one where that is this often as frequent."""
_READ = 3000
"""Characters of an abstract that are read."""
_CLAUSE = re.compile(r"[^\w\s'’-]+|\s[-–—]+\s")
_WORD = re.compile(r"\w[\w'’]*(?:-[\w'’]+)*")
_DIGIT = re.compile(r"\d")
_BETWEEN = frozenset(
    "com e eg et al g github http https i i.e ie org real-world s state-of-the-art vs www "
    "accordingly achieving analyzed competitive deal empirical empirically evaluate evaluating examine extensively greatly "
    "learn learned let likely meanwhile nearly nevertheless outperforming potentially produced proposing proven public "
    "publicly quite really researcher shall studying theoretical third throughout train trained typical unless user valid "
    "validate".split()
)
"""
What no phrase holds besides words of `kg.words`: abbreviations, compounds, pieces of addresses, and words that are named as
terms which two papers share.
"""
_NAMED_SO = frozenset({"approach", "method", "result", "work"})
"""Words of research papers that a phrase may hold, though they tell no subject alone: "finite element method"."""
_OF_ANY = frozenset(
    "comprehensive content current date different effective existing framework given information irrelevant judge large long "
    "new novel open process relevant several strategy study synthetic systematic target to up user".split()
)
"""Words that with others of their like and general ones tell no subject: "systematic study", "irrelevant information"."""
_DESCRIBES = re.compile(
    r"(?:ional|ical|ual|ural|oral|ial|ular|ary|ive|ed|ous|able|ible|ant|tic|phic|nic|mic|ric|free|wise|level|scale|time|order|shot)$"
)
"""Ends of words that describe others ("equivariant"): no phrase ends with one."""


def phrases(
    groups: Mapping[int, Iterable[int]],
    texts: Mapping[int, tuple[str, str]],
    known: Container[str] = frozenset(),
) -> dict[int, list[str]]:
    """
    Give for each group of papers the phrases that say what it is about, the most telling first; none where there are none.

    `texts` has title and abstract of each paper. No two groups have the same phrase: it is that of the group which it
    tells most about. A word is a phrase only if it is the name of something that is `known`, folded by `kg.ids.fold_name`.
    """
    group_of = {paper: number for number, papers in groups.items() for paper in papers}
    sizes = Counter(group_of.values())
    everywhere: Counter[str] = Counter()
    inside: dict[int, Counter[str]] = {number: Counter() for number in groups}
    titled: dict[int, Counter[str]] = {number: Counter() for number in groups}
    having: dict[tuple[int, str], set[int]] = defaultdict(set)
    written: Counter[tuple[str, str]] = Counter()
    for paper, number in sorted(group_of.items()):
        title, abstract = texts[paper]
        in_title = {folded for folded, _ in _phrases(title)}
        found = dict(_phrases(abstract[:_READ]))
        written.update(found.items())
        everywhere.update(in_title | found.keys())
        inside[number].update(in_title | found.keys())
        titled[number].update(in_title)
        for phrase in in_title | found.keys():
            having[number, phrase].add(paper)
    spelt = _spelt(written)
    best = []
    for number, counts in inside.items():
        for phrase, count in _whole(counts).items():
            if phrase not in spelt or not _may_name(phrase, count, sizes[number], known):
                continue
            usual = everywhere[phrase] / len(group_of)
            worth = _worth(phrase, count, titled[number][phrase], count / sizes[number] / usual)
            if worth > 0:
                best.append((-worth, number, phrase))
    return {
        number: [spelt[phrase] for phrase in chosen]
        for number, chosen in _shared_out(sorted(best), groups, having).items()
    }


def _may_name(phrase: str, papers: int, size: int, known: Container[str]) -> bool:
    """Tell whether a phrase that so many papers of a group have may be its name."""
    if papers < max(_FEWEST, (_LEAST if " " in phrase else _LEAST_ALONE) * size):
        return False
    return phrase in known if " " not in phrase else not all(map(_tells_nothing, phrase.split()))


def _worth(phrase: str, papers: int, titles: int, contrast: float) -> float:
    """Give how much a phrase tells of a group: so many papers and titles have it, so many times more than elsewhere."""
    return (papers + _TITLE * titles) * log(contrast) * _LONG[min(4, phrase.count(" ") + 1)]


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    """Give the phrases of a text, folded and as written."""
    for clause in _CLAUSE.split(text):
        run: list[str] = []
        for word in [*_WORD.findall(clause), ""]:
            if len(word) > 1 and not _is_filler(word.lower()) and not _DIGIT.search(word):
                run.append(word)
                continue
            yield from _parts(run)
            run = []


def _parts(run: Sequence[str]) -> Iterator[tuple[str, str]]:
    plain = [word.lower().replace("-", " ") for word in run]
    for end, word in enumerate(run, 1):
        if not (last := _last(word)):
            continue
        if _tells_alone(word):
            yield last, word
        for start in range(max(0, end - _LONGEST), end - 1):
            yield " ".join([*plain[start : end - 1], last]), " ".join(run[start:end])


@lru_cache(maxsize=1 << 16)
def _last(word: str) -> str:
    """Give the last word of a phrase folded, "" for a word that ends none."""
    return "" if _DESCRIBES.search(word) else singular(word.lower().replace("-", " "))


@lru_cache(maxsize=1 << 16)
def _tells_alone(word: str) -> bool:
    return "-" not in word and len(_last(word)) > _SHORTEST and not _is_general(word.lower())


@lru_cache(maxsize=1 << 16)
def _is_filler(word: str) -> bool:
    """Tell whether no phrase holds a word."""
    forms, filler = {word, singular(word)}, listed("function", "research", "prose")
    return not _BETWEEN.isdisjoint(forms) or not (filler.isdisjoint(forms) or forms & _NAMED_SO)


@lru_cache(maxsize=1 << 16)
def _is_general(word: str) -> bool:
    """Tell whether a word tells no subject alone."""
    return (one := singular(word)) in _NAMED_SO or one in listed("general", "trade")


@lru_cache(maxsize=1 << 16)
def _tells_nothing(word: str) -> bool:
    """Tell whether a word tells no subject beside another such either: "case study", "neural network"."""
    return _is_general(word) or singular(word) in _OF_ANY


def _spelt(written: Counter[tuple[str, str]]) -> dict[str, str]:
    """Give for each folded phrase how it is mostly written with a small last word, unless it is seldom so: a name."""
    total: Counter[str] = Counter()
    best: dict[str, tuple[bool, int, str]] = {}
    for (folded, _), count in written.items():
        total[folded] += count
    for (folded, phrase), count in written.items():
        often = count >= _SMALL[" " in folded] * total[folded]
        if often and phrase.split()[-1].islower() and len(phrase) > _SHORTEST + phrase.count(" "):
            form = (not phrase.islower(), -count, phrase)
            best[folded] = min(best.get(folded, form), form)
    small = {word for _, phrase in written for word in phrase.split() if word.islower()}
    return {folded: _uncapitalised(phrase, small) for folded, (_, _, phrase) in best.items()}


def _uncapitalised(phrase: str, small: Container[str]) -> str:
    """Give a phrase without the capital that the begin of a sentence gave to its first word."""
    first = phrase[0].lower() + phrase[1:]
    return first if first.split()[0] in small else phrase


def _whole(counts: Counter[str]) -> dict[str, int]:
    """Leave out phrases that are mostly a part of a longer one ("architecture search")."""
    longer: dict[str, int] = {}
    for phrase, count in counts.items():
        words = phrase.split()
        for part in (" ".join(words[1:]), " ".join(words[:-1])):
            longer[part] = max(longer.get(part, 0), count)
    return {phrase: count for phrase, count in counts.items() if longer.get(phrase, 0) < _MOSTLY * count}


def _shared_out(
    best: Iterable[tuple[float, int, str]],
    groups: Iterable[int],
    having: Mapping[tuple[int, str], Set[int]],
) -> dict[int, list[str]]:
    """
    Give each group its best phrases, each to one group, none of one group with a word in common that tells something.

    `having` has the papers of a group that have a phrase: the second must be of the subject of the first.
    """
    chosen: dict[int, list[str]] = {number: [] for number in groups}
    taken: set[frozenset[str]] = set()
    first: dict[int, float] = {}
    for rank, number, phrase in best:
        mine = chosen[number]
        worse = rank > _LESS * first.get(number, rank)
        if worse or len(mine) == _PHRASES or (telling := _telling(phrase)) in taken:
            continue
        papers = having[number, phrase]
        if not any(_core(phrase) & _core(one) or _apart(having[number, one], papers) for one in mine):
            mine.append(phrase)
            taken.add(telling)
            first.setdefault(number, rank)
    return chosen


def _apart(one: Set[int], other: Set[int]) -> bool:
    return len(one & other) < _BESIDE * len(other)


def _telling(phrase: str) -> frozenset[str]:
    """Give the words of a phrase that tell something, all of them where none does."""
    several = phrase.split()
    return frozenset(word for word in several if not _is_general(word)) or frozenset(several)


def _core(phrase: str) -> frozenset[str]:
    """Give the words of a phrase but for general ones at its end, all of them where there are no others."""
    several = phrase.split()
    while several and _is_general(several[-1]):
        several.pop()
    return frozenset(several or phrase.split())
