"""
Phrases for what groups of papers are about, as their titles and abstracts put it: "medical image segmentation".

A phrase is one to four words with no filler among them that authors write in lower case, so that names of data and
methods are none. It tells a group from the others by how much more often its papers have it (pointwise mutual
information, weighted by their number, as `kg.export.clusters.words` does it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from math import log

_LONGEST = 4
"""Words of a phrase."""
_FEWEST = 2
"""Papers of a group that have a phrase of its name."""
_LEAST = 0.1
"""Share of the papers of a group that do."""
_TITLE = 2.0
"""How much more a paper counts that has a phrase in its title."""
_LONG = {1: 0.4, 2: 1.0, 3: 1.3, 4: 1.4}
"""Factor by the number of words: one word says little."""
_PHRASES = 2
"""Most phrases for a group."""
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
_FILLER = frozenset(
    # what holds sentences together
    "a about above across after again against all almost alone along already also although always among an and another any "
    "are around as at away be became because become been before behind being below between beyond both but by can cannot "
    "could despite did do does doing done down due during each either else enough especially etc even ever every far few "
    "for from further furthermore get give given gives had has have having hence her here his how however i if in indeed "
    "instead into is it its itself just least less let like likely made mainly make makes making many may me meanwhile "
    "might more moreover most mostly much must my namely near nearly need needed needs neither never nevertheless no nor "
    "not notably nothing now of off often on once one only onto or other others otherwise our out over own per perhaps "
    "quite rather really s same seem several shall she should since so some still such take taken than that the their them "
    "then there thereby therefore these they this those though through throughout thus to together too toward towards two "
    "under unless unlike until up upon us use used useful user uses using usually various very via was way ways we well "
    "were what when where whereas whether which while who whole whose why will with within without would yet you your "
    "three four five first second third e g eg ie i.e vs non based et al "
    # what papers say of themselves
    "able abstract accordingly achieve achieved achieves achieving address addresses addressing aim aims allow allows "
    "analyses analyze analyzed analyzing applied apply available benefit benefits best better capabilities capable "
    "challenging common commonly comparable compare compared comparison competitive complex comprehensive compute "
    "computed conduct conducted consider considered consistent consistently construct contrast contributions crucial "
    "current currently deal demonstrate demonstrated demonstrates demonstrating dependent describe designed detailed "
    "details develop developed developing differences different difficult direct directly discuss easily effective "
    "effectively effectiveness effects efficiency efficient efficiently efforts empirical empirically enable enables "
    "enabling enhance enhanced enhances ensure entire establish evaluate evaluated evaluates evaluating evaluations "
    "examine existing experimental explore explored extend extended extensive extensively final finally find finding "
    "findings focus focused focuses following found fully fundamental gains general generally github goal good great "
    "greatly help helps high higher highest highly html http https identify implement implemented important improve "
    "improved improvement improvements improves improving include includes including increase increased increases "
    "increasing increasingly individual inspired introduce introduced introduces introducing investigate key known "
    "largely larger largest latter lead leading leads learn learned levels leverage leveraging limitation limitations "
    "limited low lower main major multiple new novel obtain obtained offer offers open original outperform "
    "outperforming outperforms overall overcome paper papers particular particularly perform performance performed "
    "performing performs popular possible potentially powerful practical present presented presents previous "
    "previously prior produce produced promising propose proposed proposes proposing prove proven provide provided "
    "provides providing public publicly real real-world recent recently reduce reduced reduces reducing regarding "
    "related relevant rely remain remains require required requirements requires requiring researchers respect "
    "respectively resulting reveal show showed showing shown shows significant significantly similar simple small "
    "solve solving specific specifically state-of-the-art strong studied studying successful successfully suggest "
    "suitable superior tested testing theoretical total traditional train trained typical typically understand "
    "understanding unified unique utilize utilizing valid validate wide widely yield yields "
    "com www org".split()
)
"""Words that no phrase holds."""
_GENERAL = frozenset(
    "ability accuracy agent agents algorithm algorithms analysis application applications approach approaches "
    "architecture architectures article aspect aspects average baseline baselines benchmark benchmarks capability "
    "case cases challenge challenges class code complexity component components computation concept contribution cost "
    "costs data dataset datasets deep design detail development difference domain domains effect effort end "
    "evaluation evidence example examples experiment experiments fact factor factors feature features field fields "
    "framework frameworks function functions future gain gap group human idea image images impact implementation "
    "information input insight insights issue issues knowledge lack language large layer layers learning level limit "
    "literature long loss manner mean meaning means measure mechanism mechanisms method methodology methods metric "
    "metrics model modeling models natural network networks neural number numbers order output outputs parameter "
    "parameters part parts perspective point points potential power practice problem problems procedure process "
    "processes processing project properties property purpose quality question questions range rate report research "
    "resource resources result results review role run sample samples scale scenario scenarios scheme set sets "
    "setting settings single solution solutions source space standard state step steps strategies strategy structure "
    "structures studies study success support survey system systems target task tasks technique techniques term terms "
    "test theory time tool tools training type types value values variety version weight weights work works world "
    "years "
    "".split()
)
"""Words that tell no subject alone."""


_DESCRIBES = re.compile(
    r"(?:ional|ical|ual|ural|oral|ial|ular|ary|ive|ed|ous|able|ible|ant|tic|phic|nic|mic|ric|free|wise|level|scale|time|order|shot)$"
)
"""Ends of words that describe others ("equivariant"): no phrase ends with one."""


def phrases(
    groups: Mapping[int, Iterable[int]], texts: Mapping[int, tuple[str, str]]
) -> dict[int, list[str]]:
    """
    Give for each group of papers the phrases that say what it is about, the most telling first; none where there are none.

    `texts` has title and abstract of each paper. No two groups have the same phrase: it is that of the group which it
    tells most about.
    """
    group_of = {paper: number for number, papers in groups.items() for paper in papers}
    sizes = Counter(group_of.values())
    everywhere: Counter[str] = Counter()
    inside: dict[int, Counter[str]] = {number: Counter() for number in groups}
    titled: dict[int, Counter[str]] = {number: Counter() for number in groups}
    written: Counter[tuple[str, str]] = Counter()
    for paper, number in sorted(group_of.items()):
        title, abstract = texts[paper]
        in_title = {folded for folded, _ in _phrases(title)}
        found = dict(_phrases(abstract[:_READ]))
        written.update(found.items())
        everywhere.update(in_title | found.keys())
        inside[number].update(in_title | found.keys())
        titled[number].update(in_title)
    spelt = _spelt(written)
    worth = {
        (number, phrase): (count + _TITLE * titled[number][phrase])
        * log(count / sizes[number] / (everywhere[phrase] / len(group_of)))
        * _LONG[min(4, phrase.count(" ") + 1)]
        for number, counts in inside.items()
        for phrase, count in _whole(counts).items()
        if count >= max(_FEWEST, _LEAST * sizes[number]) and phrase in spelt
    }
    best = sorted((-value, number, phrase) for (number, phrase), value in worth.items() if value > 0)
    return {
        number: [spelt[phrase] for phrase in chosen] for number, chosen in _shared_out(best, groups).items()
    }


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    """Give the phrases of a text, folded and as written."""
    for clause in _CLAUSE.split(text):
        run: list[str] = []
        for word in [*_WORD.findall(clause), ""]:
            if len(word) > 1 and word.lower() not in _FILLER and not _DIGIT.search(word):
                run.append(word)
                continue
            yield from _parts(run)
            run = []


def _parts(run: Sequence[str]) -> Iterator[tuple[str, str]]:
    small = [word.lower() for word in run]
    plain = [word.replace("-", " ") for word in small]
    for end in range(1, len(run) + 1):
        if _DESCRIBES.search(run[end - 1]):
            continue
        last = _singular(plain[end - 1])
        if not (small[end - 1] in _GENERAL or "-" in run[end - 1] or len(last) <= _SHORTEST):
            yield last, run[end - 1]
        for start in range(max(0, end - _LONGEST), end - 1):
            yield " ".join([*plain[start : end - 1], last]), " ".join(run[start:end])


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


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


def _shared_out(best: Iterable[tuple[float, int, str]], groups: Iterable[int]) -> dict[int, list[str]]:
    """Give each group its best phrases, each to one group, none of one group with a word in common that tells something."""
    chosen: dict[int, list[str]] = {number: [] for number in groups}
    taken: set[frozenset[str]] = set()
    for _, number, phrase in best:
        words = _core(phrase)
        mine = chosen[number]
        if len(mine) < _PHRASES and words not in taken and not any(words & _core(other) for other in mine):
            mine.append(phrase)
            taken.add(words)
    return chosen


def _core(phrase: str) -> frozenset[str]:
    """Give the words of a phrase that tell something, all of them where none does."""
    words = frozenset(phrase.split())
    return words - _GENERAL or words
