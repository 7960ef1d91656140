"""Roles: whether a paper introduces what it names, or mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.candidates.gathering import Place
from kg.extract.document import Text
from kg.extract.features.kinds import Features, Words

_WE = re.compile(
    r"\b(?:we|this (?:\w+ )?(?:paper|work|study|article|report|thesis)|our (?:work|paper|approach|method|solution)|authors?|here|it)\b"
    r"[^.;]*?\b(?:introduc|propos|present|develop|design|releas|creat|construct|buil[dt]|describ|call|nam|term|dub|devis|"
    r"contribut|curat|collect|formulat|put forward|publish|establish|provid|offer|deriv|suggest|unveil|open-sourc)\w*\b"
    r"(?P<between>[^.;]{0,90})$"
)
_VERB = re.compile(
    r"introduc|propos|present|develop|design|releas|creat|construct|buil[dt]|describ|call|nam|term|dub|devis|"
    r"contribut|curat|collect|formulat|put forward|publish|establish|provid|offer|deriv|suggest|unveil|open-sourc"
)
_PASSIVE = re.compile(
    r"^[\"”’'`)\s,]*(?:\([^)]*\)\s*)?(?:\w+ ){0,3}?(?:is|are|was|were|has been) (?:\w+ )?(?:introduced|proposed|presented|developed|designed|"
    r"released|created|constructed|described)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|denoted|titled|refer to as|referred to as)(?: as| by)?(?: an?| the)?[\s:,\"“'‘`(]*$"
)
_WE_CALL = re.compile(
    r"\b(?:(?:we|hereafter|henceforth|hence|thus|collectively) (?:also )?"
    r"(?:call(?:ed)?|term(?:ed)?|named?|dub(?:bed)?|denoted?|refer(?:red)? to|code-?named?)"
    r"(?: (?:it|this(?: \w+)?|them|these(?: \w+)?))?(?: as)?|code-?named)(?: an?| the)?[\s:,\"“'‘`(]*$"
)
_WE_MAKE = re.compile(
    r"\b(?:we|this (?:paper|work|article|study))(?: \w+ly| also| then| thus| further)? "
    r"(?:introduc|propos|present|develop|releas|design|describ|construct|creat|build|curat|devis|contribut)(?:e|es|s|ed|ing)?"
    r"(?: (?!(?:using|based|with|via|for|of|on|in|by|from|combin\w+|that|which|and)\b)[\w-]+)+?"
    r",? (?:called|named|dubbed|termed|coined|titled)(?: as)?(?: the)?[\s:,\"“'‘`(]*$"
)
_GOES_ON = re.compile(r"\s?(?:\([^)]*\))?[-–]| [A-Z]")
"""What follows a name that is only the first part of the one that is given."""
_HEAD = (
    "Benchmark|Dataset|Corpus|Challenge|Suite|Database|Collection|Task|Model|Network|Architecture|Algorithm|Method|"
    "Framework|Library|Toolkit|Loss|Optimizer|Environment|Agent"
)
"""Words behind a name that only say what kind of thing it is."""
_LONGER_BEHIND = re.compile(
    rf"\)?\s?(?:\([^()]{{0,60}}\))?(?:[-–]\w| based\b(?! on))| v?\d| (?!(?:{_HEAD})s?\b)[A-Z]| (?:adapter|layer|module)s\b"
)
_LONGER_BEFORE = re.compile(r"(?:\w[-–]|(?<=[a-z,] )[A-Z][\w-]*[a-z][\w-]* )$")
"""
What stands behind and before a known name that is part of a longer one: "Mamba-based", "LingBot-VLA 2.0", "Adaptive Wing
loss", or that is put to use: "LoRA modules".
"""
_NAMELY = re.compile(r"\bnamely[\s:,\"“'‘`(]*$")
"""Precedes names of a paper's own and of others alike."""
_OURS = re.compile(
    r"\b(?:our|our proposed|the proposed|(?<!ly )proposed|our new|our novel|ours,)(?: [\w-]+){0,2}[\s,]*$"
)
_RECENT = re.compile(
    r"\b(?:recently|previously|originally) (?:proposed|introduced|developed|released|published|presented)\b[^.;]{0,40}$"
)
_DIRECTLY = re.compile(
    r"\b(?:introduc|propos|present|develop|design|releas|creat|construct|curat|contribut)(?:e|es|ing|s)? (?:(?:an?|the|our|new|novel) )*[\"“'‘`(]*$"
)
_NUMBERED = re.compile(r"(?:\b\d|\bi{1,3})[).:][\s\"“'‘`(]*$")
_NEW = re.compile(
    r"^[\"”’')\s]*(?:\([^)]*\))?[\s,–—:-]*(?:which is |is )?(?:a|an|the first|our) (?:[\w-]+ )?(?:novel|new|simple|unified|first|efficient|scalable|"
    r"large-scale|general|lightweight|framework|method|model|dataset|benchmark|approach|algorithm|system|\w+ed)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:based on|using|use|via|with|from|like|such as|e\.g\.,?|including|than|over|unlike|compared (?:to|with)|existing|"
    r"popular|recent|original|standard|vanilla|widely used|well-known|called the|variants? of|extends?|extending|builds? (?:up)?on|employ|leverag\w+|"
    r"inspired by|outperform\w*|surpass\w*|beat\w*|against|on|on the|for|of|of the)[\s\"“(]*$"
)
_USES = re.compile(
    r"(?<![\w-])(?:using|based on|with|via|on|by|of|for|from|like|over|in|to|such as|than|inspired by|leveraging)(?![\w-])",
    re.IGNORECASE,
)
_FAR, _NEAR, _NEARER = 160, 90, 40
"""How many characters before a place a phrase of many words, of some, or of a few, may begin."""
_MOST_FEATURES = 1 << 12
"""Size of the cache of features: the same occur again and again."""
_BEFORE = ("w-0:", "w-1:", "w-2:", "w-3:")
_BEHIND = ("w+0:", "w+1:", "w+2:")
"""Prefixes of the features of the words before and after a place that have their distance, the nearest first."""

NAMED = "r:we-name"
"""
The feature of a sentence in which the authors give the name ("networks that we call X", "we propose a method called X").

Of some 280 such names in 20,000 papers all but five were introduced there.
"""
PLAIN = frozenset({"r:we-introduce-directly", "r:passive", "r:naming"})
"""Features of phrases that state explicitly that the paper introduces a name."""


@dataclass(slots=True, init=False)
class Spoken:
    """The active features of a candidate for its role, in parts that the classifier scores separately."""

    said: frozenset[str]
    """All but those of single words."""
    words: Words
    """The words around its places; features of them are in no conjunction."""

    def __init__(self, said: frozenset[str], words: Words) -> None:
        """Take both parts."""
        self.said, self.words = said, words

    def names(self) -> frozenset[str]:
        """Give the names of all active features."""
        return self.said.union([prefix + word for prefix, words in self.words.items() for word in words])


def whole(text: Text, places: Sequence[Place]) -> list[Place]:
    """
    Leave out places where a name is part of a longer one: the Mamba of "we propose Mamba Snake" is not what is new.

    Of 47 known names that papers of 17,000 introduced in error 15 had no other place, of 275 in truth none.
    """
    found = []
    for place in places:
        body = text.fields[place.field].text
        before = body[max(0, place.start - _NEARER) : place.start]
        if not _LONGER_BEHIND.match(body, place.end) and not _LONGER_BEFORE.search(before):
            found.append(place)
    return found


def features(text: Text, places: Iterable[Place], found: Features, kind: str) -> Spoken:
    """Give the features for a candidate's role: the wording around its places, and some of those for its kind."""
    own = {"bias", kind}
    words: dict[str, set[str]] = {}
    for place in places:
        own.update(_spoken(text, place))
        if place.field == "abstract":
            _add_words(text, place, words)
    own.update([_OF_KIND[one] for one in found.said])
    own.update([_OF_KIND[one] for one in found.written.said])
    own.discard("")
    return Spoken(frozenset(own | {f"{kind}&{one}" for one in own if one[0] in "r<"}), words)


_KEPT = frozenset(
    "titlecolon intitle onlytitle defined lower acronym capital camel words1 words2 words3 words4 words5 first".split()
)
_KEPT_BEGINNINGS = ("count", "long", "suffix", "by:")


class _OfKind(dict[str, str]):
    """A cache from features for the kind to those that they are for the role; an empty text is none."""

    def __missing__(self, one: str) -> str:
        answer = f"k:{one}" if one in _KEPT or one.startswith(_KEPT_BEGINNINGS) else ""
        if len(self) < _MOST_FEATURES:
            self[one] = answer
        return answer


_OF_KIND = _OfKind()


def _spoken(text: Text, place: Place) -> Iterator[str]:
    if place.field == "title":
        if place.first == text.fields["title"].sentences[place.sentence].first:
            yield "r:title-first"
        before = text.paper.title[: place.start]
        yield "r:title-behind-colon" if ":" in before else "r:title"
        if _USES.search(before[-25:]):
            yield "r:title-uses"
        return
    parts = text.fields[place.field].sentences
    sentence = parts[place.sentence]
    before = sentence.text[: place.start - sentence.start]
    after = sentence.text[place.end - sentence.start :]
    yield (
        "r:early"
        if place.sentence * 3 < len(parts)
        else "r:late"
        if place.sentence * 3 > 2 * len(parts)
        else "r:middle"
    )
    if place.sentence == 0:
        yield "r:first-sentence"
    elif place.sentence == len(parts) - 1:
        yield "r:last-sentence"
    yield from _phrases(before, after)
    if place.first == sentence.first:
        yield "r:subject"


def _phrases(before: str, after: str) -> Iterator[str]:
    before = before.lower()
    near, nearer = max(0, len(before) - _NEAR), max(0, len(before) - _NEARER)
    clause = max(before.rfind("."), before.rfind(";")) + 1
    yield from _introducing(before, clause)
    if _DIRECTLY.search(before, nearer):
        yield "r:verb-directly"
    if _NUMBERED.search(before, nearer):
        yield "r:numbered"
    if _PASSIVE.match(after):
        yield "r:passive"
    named = bool(_NAMING.search(before, nearer))
    if _gives_the_name(before, after, clause, named=named):
        yield NAMED
    if named:
        yield "r:naming"
    elif "namely" in before and _NAMELY.search(before, nearer):
        yield "r:namely"
    if ("our" in before or "proposed" in before) and _OURS.search(before, near):
        yield "r:ours"
    if "ly " in before and _RECENT.search(before, near):
        yield "r:recent"
    if _NEW.match(after):
        yield "r:new"
    if _OTHERS.search(before, nearer):
        yield "r:others"
    tail = before.rstrip().rsplit(" ", 1)[-1].strip('"“(,')
    if tail in _TAILS:
        yield f"<{tail}"
    if after[:1] == ")" and before.endswith("("):
        yield "r:parentheses"
    if after.lstrip().startswith("("):
        yield "r:defines"


def _introducing(before: str, clause: int) -> Iterator[str]:
    """Give the features of a clause in which the authors introduce something."""
    introducing = _WE.search(before, clause) if _VERB.search(before, clause) else None
    if introducing:
        between = introducing.group("between")
        length = len(between.split())
        yield "r:we-introduce-" + ("near" if length <= 3 else "far" if length <= 8 else "very-far")
        if between.strip(" \"“'‘`(") in ("", "the", "our"):
            yield "r:we-introduce-directly"
        if _USES.search(between):
            yield "r:we-introduce-uses"


def _gives_the_name(before: str, after: str, clause: int, *, named: bool) -> bool:
    """Tell whether the authors say that they call it so; `named` tells whether a verb of naming stands before the name."""
    if _GOES_ON.match(after):
        return False
    if _WE_CALL.search(before, max(0, len(before) - _NEARER)):
        return True
    return named and bool(_WE_MAKE.search(before, max(clause, len(before) - _FAR)))


def _add_words(text: Text, place: Place, words: dict[str, set[str]]) -> None:
    """Add the words around a place, by prefix: all that are near, and the closest ones with their distance as well."""
    abstract, sentence = text.paper.abstract, text.fields[place.field].sentences[place.sentence]
    left = abstract[max(sentence.start, place.start - _NEAR) : place.start].lower().split()
    right = abstract[place.end : min(sentence.end, place.end + _NEAR)].lower().split()
    words.setdefault("b:", set()).update(left)
    words.setdefault("a:", set()).update(right)
    for prefixes, near in ((_BEFORE, left[-len(_BEFORE) :][::-1]), (_BEHIND, right)):
        for prefix, word in zip(prefixes, near, strict=False):
            words.setdefault(prefix, set()).add(word)


_TAILS = frozenset(
    "a an the and or on of with to by for from as our is that this via using like than over introduce propose present in both".split()
)
