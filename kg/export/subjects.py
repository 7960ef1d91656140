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
from dataclasses import dataclass
from functools import lru_cache
from math import log

from kg.text.word_lists import listed, singular

Name = tuple[str, int]
"""A name, and how many papers of its group have it."""

_LONGEST = 4
"""Words of a phrase."""
_FEWEST = 3
"""Papers of a group that have its name ..."""
_SMALL_GROUP = 4
"""... where it has more than this many; else two."""
_LEAST = 0.1
"""Share of the papers of a group that do."""
_LEAST_ALONE = 0.25
"""The same for a single word and the name of a thing that is no word for it."""
_PROPER = 0.75
"""Factor of such a name: it tells less of a subject than words do."""
_TITLE = 2.0
"""How much more a paper counts that has a phrase in its title."""
_LONG = {1: 0.4, 2: 1.0, 3: 1.3, 4: 1.4}
"""Factor by the number of words: one word says little."""
_NAMES = 2
"""Most names for a group."""
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
What no phrase holds besides words of `kg.text.word_lists`: abbreviations, compounds, pieces of addresses, and words that are named as
terms which two papers share.
"""
_NAMED_SO = frozenset({"approach", "method", "result", "work"})
"""Words of research papers that a phrase may hold, though they tell no subject alone: "finite element method"."""
_OF_ANY = frozenset(
    "comprehensive content current date different effective existing framework given information irrelevant judge large long "
    "new novel open process relevant several strategy study synthetic systematic target to up user".split()
)
"""Words that with others of their like and general ones tell no subject: "systematic study", "irrelevant information"."""
_HARDLY_ENDS = frozenset("dependency image mode outcome parameter sample setting study task".split())
"""Last words of two of which the first tells too little: "medical image", "ablation study"."""
_NEED_MORE = 3
"""Words of a phrase from which on these tell enough."""
_DESCRIBES = re.compile(
    r"(?:ional|ical|ual|ural|oral|ial|ular|ary|ive|ed|ous|able|ible|ant|tic|phic|nic|mic|ric|free|wise|level|scale|time|order|shot)$"
)
"""Ends of words that describe others ("equivariant"): no phrase ends with one."""


@dataclass(frozen=True)
class _Read:
    """What groups of papers say, by names as they are compared."""

    having: dict[int, dict[str, set[int]]]
    """The papers of each group that have a name."""
    everywhere: Counter[str]
    """How many papers have it."""
    titled: Counter[tuple[int, str]]
    """How many titles of a group have it."""
    spelt: dict[str, str]
    proper: Set[str]
    """Names of things that are no words for them, such as "U-Net"."""
    things: Set[str]
    """Names of things that are."""


def names(
    groups: Mapping[int, Sequence[int]],
    texts: Mapping[int, tuple[str, str]],
    things: Iterable[tuple[int, str]] = (),
) -> dict[int, list[Name]]:
    """
    Give for each group of papers the names that say what it is about, the most telling first; none where there are none.

    `texts` has title and abstract of each paper, `things` what papers mention, as pairs of paper and name. No two groups
    have the same name: it is that of the group which it tells most about. A single word is one only where it names a thing.
    A group that has no name which enough of its papers have gets one that two have.
    """
    read = _read(groups, texts, things)
    total = sum(map(len, groups.values()))
    best = []
    for number, members in groups.items():
        for name, papers in _whole(read.having[number]).items():
            if papers > 1 and _may_name(name, read):
                contrast = papers / len(members) / (read.everywhere[name] / total)
                worth = _worth(name, papers, read.titled[number, name], contrast, name in read.proper)
                if worth > 0:
                    few = papers < _least(name, len(members), name in read.proper)
                    best.append((few, -worth, number, name))
    return {
        number: [(read.spelt[name], len(read.having[number][name])) for name in chosen]
        for number, chosen in _shared_out(sorted(best), read.having).items()
    }


def _read(
    groups: Mapping[int, Sequence[int]],
    texts: Mapping[int, tuple[str, str]],
    things: Iterable[tuple[int, str]],
) -> _Read:
    mentioned: dict[int, dict[str, str]] = defaultdict(dict)
    for paper, name in sorted(set(things)):
        mentioned[paper].setdefault(_folded(name), name)
    having: dict[int, dict[str, set[int]]] = {number: defaultdict(set) for number in groups}
    everywhere: Counter[str] = Counter()
    titled: Counter[tuple[int, str]] = Counter()
    written: Counter[tuple[str, str]] = Counter()
    called: dict[str, str] = {}
    for number, members in groups.items():
        for paper in members:
            title, abstract = texts[paper]
            in_title = {folded for folded, _ in _phrases(title)}
            found = dict(_phrases(abstract[:_READ]))
            mine = mentioned.get(paper, {})
            written.update(found.items())
            titled.update((number, name) for name in in_title)
            called.update(mine)
            for name in in_title | found.keys() | mine.keys():
                everywhere[name] += 1
                having[number][name].add(paper)
    spelt = _spelt(written)
    proper = {name for name, form in called.items() if name not in spelt and not form.islower()}
    small = {name for name, form in called.items() if form.islower()}
    return _Read(having, everywhere, titled, called | spelt, proper, small)


def _folded(name: str) -> str:
    """Give the name of a thing as a phrase of that name is given."""
    *first, last = name.lower().split() or [""]
    return " ".join([*first, singular(last)]).replace("-", " ")


def _may_name(name: str, read: _Read) -> bool:
    """Tell whether a name may be that of a group, if enough papers have it."""
    if name not in read.spelt or name in read.proper:
        return name in read.proper
    several, forms = name.split(), read.spelt[name].split()
    if len(several) < 2 or (len(forms) < _NEED_MORE and several[-1] in _HARDLY_ENDS):
        return name in read.things
    return not all(map(_tells_nothing, several))


def _least(name: str, size: int, proper: bool) -> float:
    """Give how many papers of a group must have its name."""
    share = _LEAST if " " in name and not proper else _LEAST_ALONE
    return max(_FEWEST if size > _SMALL_GROUP else 2, share * size)


def _worth(name: str, papers: int, titles: int, contrast: float, proper: bool) -> float:
    """Give how much a name tells of a group: so many papers and titles have it, so many times more than elsewhere."""
    factor = _PROPER if proper else _LONG[min(4, name.count(" ") + 1)]
    return (papers + _TITLE * titles) * log(contrast) * factor


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


def _whole(having: Mapping[str, Set[int]]) -> dict[str, int]:
    """Count papers, without phrases that are mostly a part of a longer one ("architecture search")."""
    counts = {phrase: len(papers) for phrase, papers in having.items()}
    longer: dict[str, int] = {}
    for phrase, count in counts.items():
        words = phrase.split()
        for part in (" ".join(words[1:]), " ".join(words[:-1])):
            longer[part] = max(longer.get(part, 0), count)
    return {phrase: count for phrase, count in counts.items() if longer.get(phrase, 0) < _MOSTLY * count}


def _shared_out(
    best: Iterable[tuple[bool, float, int, str]], having: Mapping[int, Mapping[str, Set[int]]]
) -> dict[int, list[str]]:
    """
    Give each group its best names, each to one group, none of one group with a word in common that tells something.

    `having` has the papers of a group that have a name: the second must be of the subject of the first. A name that too
    few have stands alone.
    """
    chosen: dict[int, list[str]] = {number: [] for number in having}
    taken: set[frozenset[str]] = set()
    first: dict[int, float] = {}
    for few, rank, number, name in best:
        mine, papers = chosen[number], having[number]
        worse = rank > _LESS * first.get(number, rank) or (few and mine)
        if worse or len(mine) == _NAMES or (telling := _telling(name)) in taken:
            continue
        if not any(_core(name) & _core(one) or _apart(papers[one], papers[name]) for one in mine):
            mine.append(name)
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
