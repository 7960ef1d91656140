"""Features of a candidate: what its shape, its neighbours in the text, the paper and the lexicon say about it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from kg.extract import groups
from kg.extract.candidates import Candidate, Place, Text
from kg.extract.enumerations import Spot
from kg.extract.lexicon import Lexicon
from kg.extract.senses import FUNCTION, SENSES
from kg.extract.text import SPACES, Passage, Sentence, is_name

NEAR = 4
"""How many words before and after a place count as its neighbours."""
_MOST_NAMES = 1 << 14
"""Names whose features are kept: the same come again and again."""


@dataclass(slots=True)
class Features:
    """What speaks for and against each kind that a candidate may be; the classifier adds the weights up."""

    found: Set[str]
    """What the name itself says and what the paper says around its places."""
    leads: frozenset[str]
    """Those of them that are joined with others: what the lexicon knows, and main shapes."""
    name: str
    """How the name is written; see `spelled` for what that says."""
    company: Set[str]
    """The words around its places, and their groups; they are joined with nothing."""

    def names(self) -> frozenset[str]:
        """Give all features by the names that the classifier has for them, conjunctions included."""
        joined = (name for one in self.found for name in beside(self.leads, one))
        return frozenset([*joined, *together(self.leads), *spelled(self.name), *self.company])


_SHAPES = frozenset("lower acronym capital camel words2 words3 words4 words5 common".split())
_CONTEXT = ("a+", "a-", "t+", "list", "titlehead:", "appos:", "pre:", "holds", "doc:")
_STRONG = frozenset("titlecolon defined intitle first count1 onlytitle wordy".split())


def beside(leads: Iterable[str], one: str) -> Iterator[str]:
    """Give the names of a feature and of its conjunctions with the leading features of a candidate."""
    yield one
    if one in _STRONG or one.startswith(_CONTEXT):
        yield from (f"{lead}&{one}" for lead in leads)


def together(leads: frozenset[str]) -> Iterator[str]:
    """Give the names of the conjunctions of leading features: of what the lexicon knows with the shapes."""
    shapes = leads & _SHAPES
    yield from (f"{lexical}&{shape}" for lexical in leads - shapes for shape in shapes)


def features(
    text: Text, found: Iterable[Candidate], lexicon: Lexicon, lists: Mapping[Spot, frozenset[str]]
) -> Iterator[Features]:
    """
    Give the features of candidates of a paper.

    `lists` says what the other members of an enumeration are; see `kg.extract.enumerations`.
    """
    for candidate in found:
        said, company, written = _whole(text, candidate), set[str](), set[str]()
        for place in candidate.places:
            one = text.fields[place.field]
            sentence = one.sentences[place.sentence]
            written.add(one.text[place.start : place.end])
            said += (_in_title if place.field == "title" else _in_abstract)(one, sentence, place)
            company.update(_company(one, sentence, place))
            if listed := lists.get((place.field, place.start)):
                said += listed
        best = _best(written)
        shape, shapes = _shape(best, lexicon.common)
        lexical, kinds = _lexical(candidate)
        yield Features({*said, *shape, *lexical}, frozenset(shapes + kinds), best, company)


def _best(surfaces: set[str]) -> str:
    """Give the writing of a name that tells most: the one with most capitals."""
    if len(surfaces) == 1:
        return surfaces.pop()
    return max(surfaces, key=lambda written: (sum(c.isupper() for c in written), written))


def surface(text: Text, place: Place) -> str:
    """Give the text of a place."""
    return text.fields[place.field].text[place.start : place.end]


def _lexical(candidate: Candidate) -> tuple[list[str], list[str]]:
    """Give what the lexicon says about a name and how it was found, and those of it that lead."""
    found = [f"by:{source}" for source in candidate.sources]
    kinds = [f"lex:{kind}" for kind in dict.fromkeys([one.kind for one in candidate.known])] or ["lex:none"]
    if len(kinds) > 1:
        kinds.append("lex:several")
    for one in candidate.known:
        found += [f"lex:{one.kind}:{flag}" for flag in one.flags]
        if one.kind == "family":
            found.append(f"family={one.name}")
    return [*found, *kinds], kinds


_SUFFIX = re.compile(
    r"(net|nets|former|bert|gpt|gan|gans|nerf|bench|benchmark|qa|eval|corpus|dataset|data|set|base|db|arena|gym|mnist|"
    r"llm|lm|vae|flow|diff|diffusion|mix|drop|norm|prop|opt|adam|lora|splat|gs|seg|det|track|rl|nn|cnn|rnn|vec|"
    r"lu|ode|sgd|loss|attn|attention|agent|kit|lab|hub|wiki|sim|world|bank|100k|1k|20\d\d|\d+[kmb]|\d+d)$"
)
_LONGEST_SUFFIX = 20


_PARTS = re.compile(r"[\s-]")
_SYMBOLS = frozenset("+*^†μπλβ_/")


@lru_cache(_MOST_NAMES)
def _shape(best: str, common: frozenset[str]) -> tuple[list[str], list[str]]:
    """Give what the writing of a name says, and those of it that lead; `common` are words of ordinary sentences."""
    low = best.lower()
    words = _PARTS.split(low)
    found = [
        "bias",
        f"words{min(best.count(' ') + 1, 5)}",
        *_case(best, one=len(words) == 1),
        *_characters(best),
    ]
    if common.issuperset(filter(None, words)):
        found.append("common")
    elif any(word in common for word in words if len(word) > 3):
        found.append("partcommon")
    if len(words) > 1:
        found.append(f"last={words[-1].removesuffix('s')}")
        if not FUNCTION.isdisjoint(words):
            found.append("wordy")
    if sense := SENSES.get(words[-1]):
        found.append(f"head:{sense}")
    if ending := _SUFFIX.search(low, max(0, len(low) - _LONGEST_SUFFIX)):
        found.append(f"suffix:{ending.group(1)}")
    return found, [one for one in found if one in _SHAPES]


_OUTLINE = str.maketrans(
    string.ascii_uppercase + string.ascii_lowercase + string.digits, "X" * 26 + "x" * 26 + "9" * 10
)
_REPEATED = re.compile(r"(.)(?=\1)")


def spelled(name: str) -> list[str]:
    """
    Give what the letters and words of a name say.

    These are all its pieces of three letters, its beginning and its end, its outline ("X-Xx" for "BERT-Large"), its
    words, the last two together, and their groups.
    """
    low = name.lower()
    framed = f"^{low}$"
    pieces = {framed[at : at + 3] for at in range(len(framed) - 2)} | {framed[:4], framed[-4:], framed[-5:]}
    words = _PARTS.split(low)
    known = groups.load()
    found = [known.get(groups.form(word, word.lower(), named=is_name(word))) for word in name.split()]
    said = [f"c:{piece}" for piece in pieces]
    said += [f"word={word}" for word in {*words}]
    said += [f"in:{group}" for group in {*found[:-1]}]
    if len(words) > 1:
        said.append(f"end={' '.join(words[-2:])}")
    outline = _REPEATED.sub("", name.translate(_OUTLINE))
    return [
        *said,
        f"outline:{outline[:12]}",
        f"{'last' if found[1:] else 'only'}:{found[-1]}",
        f"unknown{found.count(None)}of{len(found)}",
    ]


def _case(best: str, *, one: bool) -> Iterator[str]:
    if best.islower():
        yield "lower"
    elif one and best.isupper():
        yield "acronym"
        yield f"acronym{min(len(best), 6)}"
    elif one and best[0].isupper() and best[1:].islower():
        yield "capital"
    elif is_name(best.replace(" ", "")) and sum(c.isupper() for c in best if c.isalpha()) > 1:
        yield "camel"
    if best[:1].islower() and not best.islower():
        yield "lowerfirst"


def _characters(best: str) -> Iterator[str]:
    if not best.isalpha() and any(c.isdigit() for c in best):
        yield "digit"
        if best[0].isdigit():
            yield "digitfirst"
    if "-" in best:
        yield "hyphen"
    if len(best) <= 2:
        yield "tiny"
    elif len(best) > 30:
        yield "long"
    if not _SYMBOLS.isdisjoint(best):
        yield "symbol"


def _whole(text: Text, candidate: Candidate) -> list[str]:
    """Give what the paper as a whole says: where and how often it has the name, and how it defines it."""
    places = candidate.places
    said = [f"count{min(len(places), 4)}"]
    if text.offers_data:
        said.append("doc:data")
    said.append("doc:learning" if text.learns else "doc:other")
    if places[0].field == "title":
        said.append("intitle")
        if places[-1].field == "title":
            said.append("onlytitle")
        head = text.paper.title[: places[0].end + 1]
        if places[0].start <= 1 and head.rstrip("”\"'").endswith(":"):
            said.append("titlecolon")
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


def _in_title(one: Passage, sentence: Sentence, place: Place) -> list[str]:
    said = _near(one, sentence, place, "t")
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
    abstract, said = one.text, _near(one, sentence, place, "a")
    if place.first == sentence.first:
        said.append("first")
    else:
        before = one.words[place.first - 1].lower
        said.append(f"-1={before}" if before in FUNCTION else "-1=?")
    if place.last < sentence.last:
        after = one.words[place.last].lower
        said.append(f"+1={after}" if after in FUNCTION else "+1=?")
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
    said += [f"in:{sense}" for sense in _CUES.intersection(one.senses[sentence.first : sentence.last])]
    return said


def _near(one: Passage, sentence: Sentence, place: Place, where: str) -> list[str]:
    """Give the sense of the nearest word after and before a place that has one, with its distance."""
    said, senses = [], one.senses
    for at in range(place.last, min(place.last + NEAR, sentence.last)):
        if sense := senses[at]:
            said.append(f"{where}+{min(at - place.last + 1, 3)}:{sense}")
            break
    for at in range(place.first - 1, max(place.first - NEAR, sentence.first) - 1, -1):
        if sense := senses[at]:
            said.append(f"{where}-{min(place.first - at, 3)}:{sense}")
            break
    return said


def _company(one: Passage, sentence: Sentence, place: Place) -> list[str]:
    """Give the two words before and after a place, as they are written and by their groups."""
    before, behind = place.first - 1, place.last
    near = {"x+1": behind, "x-1": before}
    if behind + 1 < sentence.last:
        near["x+2"] = behind + 1
    if before > sentence.first:
        near["x-2"] = before - 1
    said = []
    for side, at in near.items():
        word = one.words[at]
        said.append(f"{side}={word.lower}")
        if word.group:
            said.append(f"{side}:{word.group}")
    return said


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
