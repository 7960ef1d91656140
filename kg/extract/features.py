"""Features of a candidate: what its shape, its neighbours in the text, the paper and the lexicon say about it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.candidates import Candidate, Place
from kg.extract.document import Text
from kg.extract.enumerations import Spot
from kg.extract.lexicon import Known, Lexicon
from kg.extract.senses import FUNCTION, SENSES
from kg.extract.text import SPACES, Passage, Sentence, Word
from kg.extract.written import SHAPES, UNKNOWN, Written, spelled, written

NEAR = 4
"""How many words before and after a place count as its neighbours."""
_MOST_NAMES = 1 << 14
"""Names whose features are kept: the same come again and again."""


SIDES = ("x-2", "x-1", "x+1", "x+2")
"""The words around a place that speak for themselves, by how far they stand behind it."""
Sides = tuple[list[Word], list[Word], list[Word], list[Word]]
"""These words at the places of a name."""


@dataclass(slots=True)
class Features:
    """What speaks for and against each kind that a candidate may be; the classifier adds the weights up."""

    said: Set[str]
    """What the paper says around its places and the lexicon knows, and what of its writing may be joined with others."""
    written: Written
    leads: frozenset[str]
    """Those features that are joined with others: what the lexicon knows, and main shapes."""
    surfaces: Set[str]
    """Its name as it is written at its places."""
    sides: Sides
    """The words around its places, for each of `SIDES`; they and their groups are joined with nothing."""

    @property
    def found(self) -> frozenset[str]:
        """What the name itself says and what the paper says around its places."""
        return frozenset([*self.said, *self.written.said])

    @property
    def company(self) -> frozenset[str]:
        """What the words around its places say, and their groups."""
        near = [(side, word) for side, words in zip(SIDES, self.sides, strict=True) for word in words]
        groups = [f"{side}:{word.group}" for side, word in near if word.group]
        return frozenset([*[f"{side}={word.lower}" for side, word in near], *groups])

    def names(self) -> frozenset[str]:
        """Give all features by the names that the classifier has for them, conjunctions included."""
        joined = (name for one in self.found for name in beside(self.leads, one))
        return frozenset([*joined, *together(self.leads), *spelled(self.written.name), *self.company])


_CONTEXT = ("a+", "a-", "t+", "list", "titlehead:", "appos:", "pre:", "holds", "doc:")
_STRONG = frozenset("titlecolon defined intitle first count1 onlytitle wordy".split())


def beside(leads: Iterable[str], one: str) -> Iterator[str]:
    """Give the names of a feature and of its conjunctions with the leading features of a candidate."""
    yield one
    if one in _STRONG or one.startswith(_CONTEXT):
        yield from (f"{lead}&{one}" for lead in leads)


def together(leads: frozenset[str]) -> Iterator[str]:
    """Give the names of the conjunctions of leading features: of what the lexicon knows with the shapes."""
    shapes = leads & SHAPES
    yield from (f"{lexical}&{shape}" for lexical in leads - shapes for shape in shapes)


def features(
    text: Text, found: Iterable[Candidate], lexicon: Lexicon, lists: Mapping[Spot, frozenset[str]]
) -> Iterator[Features]:
    """
    Give the features of candidates of a paper.

    `lists` says what the other members of an enumeration are; see `kg.extract.enumerations`.
    """
    paper = ["doc:data"] if text.offers_data else []
    paper.append("doc:learning" if text.learns else "doc:other")
    title, abstract = text.fields["title"], text.fields["abstract"]
    cues: dict[int, list[str]] = {}
    for candidate in found:
        said, surfaces = [*paper, *_whole(text, candidate)], set[str]()
        sides: Sides = ([], [], [], [])
        for place in candidate.places:
            if place.field == "title":
                one, sentence = title, title.sentences[place.sentence]
                said += _in_title(one, sentence, place)
            else:
                one, sentence = abstract, abstract.sentences[place.sentence]
                if place.sentence not in cues:
                    cues[place.sentence] = _cues(one, sentence)
                said += cues[place.sentence]
                said += _in_abstract(one, sentence, place)
            surfaces.add(one.text[place.start : place.end])
            _meet(sides, one, sentence, place)
            if lists and (listed := lists.get((place.field, place.start))):
                said += listed
        how = written(_best(surfaces), lexicon.common)
        said += how.more
        said += [_BY[source] for source in candidate.sources]
        if candidate.known:
            lexical, kinds = _lexical(candidate.known)
            said += lexical
            leads = _leads(how.shapes, kinds)
        else:
            said.append(UNKNOWN)
            leads = how.leads
        yield Features({*said}, how, leads, surfaces, sides)


def _best(surfaces: set[str]) -> str:
    """Give the writing of a name that tells most: the one with most capitals."""
    if len(surfaces) == 1:
        return next(iter(surfaces))
    return max(surfaces, key=lambda written: (sum(c.isupper() for c in written), written))


def surface(text: Text, place: Place) -> str:
    """Give the text of a place."""
    return text.fields[place.field].text[place.start : place.end]


class _Sources(dict[str, str]):
    """The feature for each way of being found."""

    def __missing__(self, source: str) -> str:
        return self.setdefault(source, f"by:{source}")


_BY = _Sources()


def _lexical(known: Sequence[Known]) -> tuple[Sequence[str], tuple[str, ...]]:
    """Give what the lexicon says about a name that it knows, and those of it that lead."""
    if len(known) == 1:
        return _meaning(known[0].kind, known[0].flags, known[0].name)
    kinds = (*[f"lex:{kind}" for kind in dict.fromkeys([one.kind for one in known])],)
    if len(kinds) > 1:
        kinds = (*kinds, "lex:several")
    found = [*kinds]
    for one in known:
        found += _meaning(one.kind, one.flags, one.name)[0]
    return found, kinds


@lru_cache(_MOST_NAMES)
def _meaning(kind: str, flags: frozenset[str], name: str) -> tuple[Sequence[str], tuple[str, ...]]:
    """Give what the lexicon says by one of the things that a name may mean, and those of it that lead."""
    family = [f"family={name}"] if kind == "family" else []
    return (f"lex:{kind}", *[f"lex:{kind}:{flag}" for flag in flags], *family), (f"lex:{kind}",)


@lru_cache(_MOST_NAMES)
def _leads(shapes: frozenset[str], kinds: tuple[str, ...]) -> frozenset[str]:
    return shapes.union(kinds)


_COUNTS = ("", "count1", "count2", "count3", "count4")


_PARTED = re.compile(r"[”\"']?(?::| [–—-]{1,3} )")
"""What parts a name from the rest of a title."""


def _whole(text: Text, candidate: Candidate) -> list[str]:
    """Give what the paper as a whole says of a name: where and how often it has it, and how it defines it."""
    places = candidate.places
    said = [_COUNTS[min(len(places), 4)]]
    if places[0].field == "title":
        said.append("intitle")
        if places[-1].field == "title":
            said.append("onlytitle")
        if places[0].start <= 1 and _PARTED.match(text.paper.title, places[0].end):
            said.append("titlecolon")
    if text.defining:
        defining = [text.defining[key] for key in candidate.keys if key in text.defining]
        if defining:
            said += _defined(text.definitions[min(defining)].long)
    return said


def _defined(long: str) -> Iterator[str]:
    words = long.split()
    yield "defined"
    yield f"longwords{min(len(words), 5)}"
    yield "longcapital" if sum(word[0].isupper() for word in words) > len(words) / 2 else "longlower"
    last = words[-1].lower()
    yield f"longlast={last.removesuffix('s')}"
    if sense := SENSES.get(last):
        yield f"long:{sense}"


_CUES = frozenset({"introduce", "evaluate", "data", "compare"})
"""Senses that say something about a name wherever they stand in its sentence."""
_HEADS = frozenset("data env task model method tool metric theory thing".split())
_APPOSITION = re.compile(
    r"[\"”’')]*\s*(?:\([^)]*\)\s*)?(?:[,:–—]|--)?\s*(?:which is |is |are |as |serves as )?(?:a|an|the|our)\b(?P<body>[^,.;:()]{0,90})"
)
_NAMING = frozenset("called named dubbed termed namely titled coined".split())
_HOLDS = re.compile(
    r"[\"”’')]*\s*(?:\([^)]*\)\s*)?,?\s*(?:which |that )?(?:\w+ )?(?:contain|compris|consist|includ|cover|span|featur|provid|encompass|offer)\w*"
    r"(?P<number>[^.;]{0,40}?(?:\d|thousand|million|hundred|hours|tasks|images|samples|questions|instances))?"
)
_BREAKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + ",:(\"“'‘`."
_LETTERS = string.ascii_lowercase + "-"
_BEFORE = {word: f"-1={word}" for word in FUNCTION}
_BEHIND = {word: f"+1={word}" for word in FUNCTION}
_NEARBY = {
    side: [
        {sense: f"{side}{min(distance, 3)}:{sense}" for sense in {*SENSES.values()}}
        for distance in range(1, NEAR + 1)
    ]
    for side in ("a+", "a-", "t+", "t-")
}
"""What a sense near a place says, by side and distance."""


def _in_title(one: Passage, sentence: Sentence, place: Place) -> list[str]:
    said = _near(one, sentence, place, "t+", "t-")
    if place.first == sentence.first and one.text[place.end : place.end + 1] == ":":
        senses = one.senses[place.last : sentence.last]
        said.append(f"titlehead:{'data' if 'data' in senses else _first_head(senses)}")
        said.append(f"titlehead:is {_explained(one, place.last, sentence.last)}")
    return said


def _explained(one: Passage, first: int, last: int) -> str | None:
    """Give the sense of the word in which the first noun phrase ends: "corpus" in "a large corpus of tweets"."""
    start = next((at for at in range(first, last) if one.words[at].lower not in FUNCTION), first)
    ends = (
        at for at in range(start + 1, last) if one.words[at].lower in FUNCTION or one.gap(at) not in SPACES
    )
    return one.senses[next(ends, last) - 1]


def _in_abstract(one: Passage, sentence: Sentence, place: Place) -> list[str]:
    """Give what the words and phrases beside a place say: "X, a large dataset of ...", "the corpus X"."""
    abstract, said = one.text, _near(one, sentence, place, "a+", "a-")
    if place.first == sentence.first:
        said.append("first")
    else:
        said.append(_BEFORE.get(one.words[place.first - 1].lower, "-1=?"))
    if place.last < sentence.last:
        said.append(_BEHIND.get(one.words[place.last].lower, "+1=?"))
    mark = abstract[sentence.start : place.start].rstrip()[-1:]
    if mark and not mark.isalnum():
        said.append(f"<{mark}")
    mark = abstract[place.end : sentence.end].lstrip()[:1]
    if mark and not mark.isalnum():
        said.append(f">{mark}")
    found = _APPOSITION.match(abstract, place.end, sentence.end)
    if found and (head := _first_head(map(SENSES.get, found.group("body").lower().split()))):
        said.append(f"appos:{head}")
    sense = SENSES.get(_called(abstract[max(sentence.start, place.start - 40) : place.start]))
    if sense in _HEADS:
        said.append(f"pre:{sense}")
    holds = _HOLDS.match(abstract, place.end, sentence.end)
    if holds:
        said.append("holds:number" if holds.group("number") else "holds")
    return said


def _cues(one: Passage, sentence: Sentence) -> list[str]:
    """Give what a sentence says about all names in it."""
    return [f"in:{sense}" for sense in _CUES.intersection(one.senses[sentence.first : sentence.last])]


def _near(one: Passage, sentence: Sentence, place: Place, behind: str, before: str) -> list[str]:
    """Give the sense of the nearest word after and before a place that has one, with its distance."""
    said, senses, names = [], one.senses, _NEARBY
    first = place.last
    for at in range(first, min(first + NEAR, sentence.last)):
        if sense := senses[at]:
            said.append(names[behind][at - first][sense])
            break
    last = place.first - 1
    for at in range(last, max(last - NEAR, sentence.first - 1), -1):
        if sense := senses[at]:
            said.append(names[before][last - at][sense])
            break
    return said


def _meet(sides: Sides, one: Passage, sentence: Sentence, place: Place) -> None:
    """Add the two words before and after a place."""
    words, before, behind = one.words, place.first - 1, place.last
    sides[1].append(words[before])
    sides[2].append(words[behind])
    if before > sentence.first:
        sides[0].append(words[before - 1])
    if behind + 1 < sentence.last:
        sides[3].append(words[behind + 1])


def _first_head(senses: Iterable[str | None]) -> str | None:
    return next((sense for sense in senses if sense in _HEADS), None)


def _called(before: str) -> str:
    """Give the word right before a name, but for verbs of naming: "dataset" in "a new dataset, called "."""
    while True:
        before = before.rstrip(_BREAKS)
        rest = before.rstrip(_LETTERS)
        word = before[len(rest) :]
        if word not in _NAMING:
            return word
        before = rest
