"""Features of a candidate for its kind: of its spelling, its contexts, the paper, and its entries in the lexicon."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.candidates.gathering import Candidate, Place
from kg.extract.document import Text
from kg.extract.features.enumerations import Spot
from kg.extract.features.written import SHAPES, UNKNOWN, Written, group, spelled, written
from kg.extract.known import Known
from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.senses import FUNCTION, SENSES
from kg.extract.text.sentences import SPACES, Passage, Sentence

_MOST_NAMES = 1 << 14
"""Size of the caches of lexical features: the same entries occur again and again."""


Words = Mapping[str, Set[str]]
"""Lexicalised context features: by the prefix of their names, the words, in lower case."""


@dataclass(slots=True, init=False)
class Features:
    """
    The active binary features of a candidate, in parts that the classifier scores separately.

    `names` gives all of them by name, as the weights have them.
    """

    said: Set[str]
    """Features of the contexts, the paper and the lexicon, and `Written.more`."""
    written: Written
    leads: frozenset[str]
    """The leading features, with which context features are conjoined: kinds in the lexicon, and `SHAPES`."""
    surfaces: Set[str]
    """The surface forms at its places."""
    sides: Words
    """
    The words before ("x-1=") and after ("x+1=") its places; a boundary is an empty one. Features of them are in no
    conjunction. `kg.extract.models.network` sees more.
    """

    def __init__(
        self, said: Set[str], written: Written, leads: frozenset[str], surfaces: Set[str], sides: Words
    ) -> None:
        """Take the parts."""
        self.said, self.written, self.leads = said, written, leads
        self.surfaces, self.sides = surfaces, sides

    @property
    def found(self) -> frozenset[str]:
        """All atomic features but those of `company` and `spelled`."""
        return frozenset([*self.said, *self.written.said])

    @property
    def company(self) -> frozenset[str]:
        """The lexicalised context features."""
        return frozenset([side + word for side, words in self.sides.items() for word in words])

    def names(self) -> frozenset[str]:
        """Give the names of all active features, conjunctions included."""
        joined = (name for one in self.found for name in beside(self.leads, one))
        return frozenset([*joined, *together(self.leads), *spelled(self.written.name), *self.company])


_CONTEXT = ("list", "titlehead:", "appos:", "pre:", "doc:")
_STRONG = frozenset("titlecolon defined intitle first count1 onlytitle wordy".split())


def beside(leads: Iterable[str], one: str) -> Iterator[str]:
    """Give the name of a feature and, if it is one that is conjoined, of its conjunctions with the leading features."""
    yield one
    if one in _STRONG or one.startswith(_CONTEXT):
        yield from (f"{lead}&{one}" for lead in leads)


def together(leads: frozenset[str]) -> Iterator[str]:
    """Give the names of the conjunctions among leading features: of each kind in the lexicon with each shape."""
    shapes = leads & SHAPES
    yield from (f"{lexical}&{shape}" for lexical in leads - shapes for shape in shapes)


def features(
    text: Text, found: Iterable[Candidate], lexicon: Lexicon, lists: Mapping[Spot, frozenset[str]]
) -> list[Features]:
    """
    Give the features of each candidate of a paper, in the order of the candidates.

    `lists` has the features of the places that are members of an enumeration; see `kg.extract.features.enumerations`.
    """
    paper = ["doc:data"] if text.offers_data else []
    paper.append("doc:learning" if text.learns else "doc:other")
    return [_features(text, candidate, lexicon, lists, {*paper}) for candidate in found]


def _features(
    text: Text, candidate: Candidate, lexicon: Lexicon, lists: Mapping[Spot, frozenset[str]], said: set[str]
) -> Features:
    """Give the features of a candidate; `said` has those of the paper."""
    said.update(_whole(text, candidate))
    surfaces: set[str] = set()
    before: set[str] = set()
    behind: set[str] = set()
    inner = 0
    for place in candidate.places:
        inner += place.inner
        one = text.fields[place.field]
        sentence = one.sentences[place.sentence]
        if place.field == "title":
            said.update(_in_title(one, sentence, place))
        else:
            said.update(_in_abstract(one, sentence, place))
        surfaces.add(one.text[place.start : place.end])
        before.add(one.words[place.first - 1].lower)
        behind.add(one.words[place.last].lower)
        if lists and (listed := lists.get((place.field, place.start))):
            said.update(listed)
    if inner:
        said.add("nested" if inner == len(candidate.places) else "alsonested")
    if len(surfaces) > 1 or next(iter(surfaces))[-1] == "s":
        said.update(_forms(surfaces))
    how = written(_best(surfaces), lexicon.common)
    said.update(how.more)
    said.update([_BY[source] for source in candidate.sources])
    if candidate.known:
        lexical, kinds = _lexical(candidate.known)
        said.update(lexical)
        leads = _leads(how.shapes, kinds)
    else:
        said.add(UNKNOWN)
        leads = how.leads
        if " " in how.name or "-" in how.name:
            said.update(lexicon.parts[how.name])
    return Features(said, how, leads, surfaces, {"x-1=": before, "x+1=": behind})


_PLURAL = re.compile(r"[A-Z\d]s$")


def _forms(surfaces: Set[str]) -> Iterator[str]:
    """Give the features of a name that has a plural ("GANs"), or that is also written in lower case."""
    if any(map(_PLURAL.search, surfaces)):
        yield "plural"
        if len(surfaces) > 1:
            yield "pluraltoo"
    lower = [one.islower() for one in surfaces]
    if any(lower) and not all(lower):
        yield "lowertoo"


def _best(surfaces: set[str]) -> str:
    """Give the most informative surface form: the one with most capitals, of several the last alphabetically."""
    if len(surfaces) == 1:
        return next(iter(surfaces))
    return max(surfaces, key=lambda written: (sum(c.isupper() for c in written), written))


def surface(text: Text, place: Place) -> str:
    """Give the surface form at a place: its characters in the title or abstract."""
    return text.fields[place.field].text[place.start : place.end]


class _Sources(dict[str, str]):
    """A cache of the feature name of each source of candidates; see `Candidate.sources`."""

    def __missing__(self, source: str) -> str:
        return self.setdefault(source, f"by:{source}")


_BY = _Sources()


def _lexical(known: Sequence[Known]) -> tuple[Sequence[str], tuple[str, ...]]:
    """Give the features of the lexicon's entries for a name, and which of them are leading features."""
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
    """Give the features of one entry of the lexicon, and which of them are leading features."""
    family = [f"family={name}"] if kind == "family" else []
    return (f"lex:{kind}", *[f"lex:{kind}:{flag}" for flag in flags], *family), (f"lex:{kind}",)


@lru_cache(_MOST_NAMES)
def _leads(shapes: frozenset[str], kinds: tuple[str, ...]) -> frozenset[str]:
    """Give the leading features of a name that the lexicon knows."""
    return shapes.union(kinds)


_COUNTS = ("", "count1", "count2", "count3", "count4")


_PARTED = re.compile(r"[”\"']?(?::| [–—-]{1,3} )")
"""Separates the name that a title introduces from its explanation: a colon or a dash."""


def _whole(text: Text, candidate: Candidate) -> list[str]:
    """Give the document-level features: in which fields and how often the name occurs, and its definition."""
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
    """Give the features of the long form in the definition of a name."""
    words = long.split()
    yield "defined"
    yield f"longwords{min(len(words), 5)}"
    yield "longcapital" if sum(word[0].isupper() for word in words) > len(words) / 2 else "longlower"
    last = words[-1].lower()
    yield f"longlast={last.removesuffix('s')}"
    if sense := SENSES.get(last):
        yield f"long:{sense}"
    for word in words:
        yield f"long={word.lower()}"
        if sort := group(word):
            yield f"longin:{sort}"
    if len(words) > 1:
        yield f"longend={' '.join(words[-2:]).lower().removesuffix('s')}"


_HEADS = frozenset("data env task model method tool metric theory thing".split())
"""Senses that tell the type of what a noun phrase names."""
_APPOSITION = re.compile(
    r"[\"”’')]*\s*(?:\([^)]*\)\s*)?(?:[,:–—]|--)?\s*(?:which is |is |are |as |serves as )?(?:a|an|the|our)\b(?P<body>[^,.;:()]{0,90})"
)
_NAMING = frozenset("called named dubbed termed namely titled coined".split())
_BREAKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + ",:(\"“'‘`."
_LETTERS = string.ascii_lowercase + "-"
_BEFORE = {word: f"-1={word}" for word in FUNCTION}
_BEHIND = {word: f"+1={word}" for word in FUNCTION}


def _in_title(one: Passage, sentence: Sentence, place: Place) -> list[str]:
    """Give the features of a place in the title, among them the sense of the explanation after "X:"."""
    if place.first != sentence.first or one.text[place.end : place.end + 1] != ":":
        return []
    senses = [word.sense for word in one.words[place.last : sentence.last]]
    return [
        f"titlehead:{'data' if 'data' in senses else _first_head(senses)}",
        f"titlehead:is {_explained(one, place.last, sentence.last)}",
    ]


def _explained(one: Passage, first: int, last: int) -> str | None:
    """Give the sense of the head of the first noun phrase, its last word: "corpus" in "a large corpus of tweets"."""
    start = next((at for at in range(first, last) if one.words[at].lower not in FUNCTION), first)
    ends = (
        at for at in range(start + 1, last) if one.words[at].lower in FUNCTION or one.gap(at) not in SPACES
    )
    return one.words[next(ends, last) - 1].sense


def _in_abstract(one: Passage, sentence: Sentence, place: Place) -> list[str]:
    """Give the features of a place in the abstract, of adjacent words, punctuation and apposition ("X, a dataset")."""
    abstract, said = one.text, list[str]()
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
    return said


def _first_head(senses: Iterable[str | None]) -> str | None:
    """Give the first sense that tells a type, such as "data" or "model"."""
    return next((sense for sense in senses if sense in _HEADS), None)


def _called(before: str) -> str:
    """Give the word before a name, verbs of naming skipped: "dataset" in "a new dataset, called "."""
    while True:
        before = before.rstrip(_BREAKS)
        rest = before.rstrip(_LETTERS)
        word = before[len(rest) :]
        if word not in _NAMING:
            return word
        before = rest
