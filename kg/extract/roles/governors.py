"""
The word that governs a name: the preposition, verb or other word on which its noun phrase depends.

The words before the name are followed back, through its list or noun phrase, to the nearest word that may govern it:
in "evaluated on subsets of data such as X" that is "on". Word lists take the place of a parser.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

_MOST_WORDS = 30
"""Most words between a name and the word that governs it."""
_WORD = re.compile(r"[^\W_][\w’'.%+-]*[\w%]|[^\W_]|[();]")
_CLAUSE = re.compile(
    r"[;—]|:\s|\s[–-]\s|,? \b(?:while|whereas|but|although|though|however|where|because|since|which|who|whose)\b"
    r"|, (?:and |so )?(?:we|our|it|they|this|these)\b|,? and (?:we|our|it|they)\b|\bthat\b",
    re.IGNORECASE,
)
"""What begins a clause."""
_GOES_ON = re.compile(r",| and ")
"""What joins the items of a list."""
_AS_WELL = ["as", "well"]
"""What before "as" joins the items of a list, too."""
_TAKEN_UP = 4
"""Most words of a clause that only continues the one before it."""


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text that are separated by spaces."""
    return frozenset(text.split())


def verbs(stems: str) -> frozenset[str]:
    """Give the forms of regular verbs from their stems."""
    endings = ("", "e", "s", "es", "d", "ed", "ing", "y", "ies", "ied", "ying")
    return frozenset(stem + ending for stem in stems.split() for ending in endings)


_PARTS = word_set(
    "set sets split splits subset subsets part parts portion version versions variant variants tasks task suite number range "
    "variety series collection family combination pair pairs domains instances datasets benchmarks scenarios levels "
    "one power strengths capabilities capability advantages tens hundreds thousands millions dozens settings environments tracks types kinds top both all each array majority most sections problems context use that those"
)
"""Words before "of" that stand for the whole: what is done with a subset of X is done with X, and "that of X" is X's."""
_TAKEN_FROM = word_set(
    "benchmark benchmarks corpora corpus data dataset datasets documents examples images instances problems questions "
    "recordings samples scenarios scenes sequences set sets subset subsets task tasks texts videos each"
)
"""Nouns before "from" that stand for the whole likewise: examples from X."""
_EXAMPLES = word_set(
    "including include includes like e.g namely i.e specifically ( ) : both well-known popular"
)
"""Words that introduce examples or come in between; the word that governs the name stands before them."""
_STOPS = word_set(
    "that which who when where while whereas but although though because if we they it is are was were be been being has have "
    "had can could may might will would should do does did than of on upon over across in with using against to from for by "
    "via at into through under between among within without outside beyond towards toward unlike versus vs "
    "vs. such after before since during ; about despite per behind as around onto off this how not inside"
)
"""Function words that may govern a name, or that end the search for such a word."""
BEATEN = verbs(
    "outperform surpass exceed beat outstrip outclass outpac overtak underperform outscor rival outrank trail"
)
"""Verbs whose object is outperformed."""
COMPARED = verbs("compar")
EXTENDED = (
    verbs("augment extend generaliz generalis modif reformulat adapt")
    - word_set(
        "augmented extended generalized generalised reformulated adapted modified"  # parts of names, such as extended Kalman filter
    )
)
"""Verbs whose object is extended."""
CHANGED = word_set("modified improved enhanced revised simplified")
"""Participles that, after an article, make something new of a thing: "an improved X"."""
_OTHER_VERBS = verbs(
    "show demonstrat achiev obtain find yield improv us reach train propos present introduc develop appl learn reveal "
    "indicat suggest requir provid allow enabl employ leverag adopt combin integrat evaluat test validat produc generat deriv "
    "analyz analys stud investigat explor consider includ contain outlin describ attain deliver perform reduc increas "
    "incorporat invok harness merg enhanc boost exploit utiliz utilis implement offer establish match set pretrain pre-train fine-tun finetun consist"
) - word_set(
    "us set sets test tests match study studies "
    "learning matching"  # mostly nouns: "learning methods such as X"
)
_MOSTLY_NOUNS = word_set("train training pretraining pre-training fine-tuning finetuning")
_BEFORE_VERB = word_set("to we by then when")
"""Words after which these are verbs: "we train X"."""
_PARTICIPLES = frozenset(verb for verb in _OTHER_VERBS if verb.endswith("ed")) - CHANGED
_GOVERNORS = _STOPS | BEATEN | COMPARED | EXTENDED | _OTHER_VERBS
_BEFORE_PARTICIPLE = (
    word_set("the a an two three four five several many other all these those both well")
    | (_GOVERNORS - _STOPS)
    | word_set("of on with using from for by via into")
)
"""Words, beside adverbs, after which a participle belongs to a noun: "two used datasets", "leverages pretrained X"."""
KIN = word_set(
    "extension extensions generalization generalisation generalizations variant variants version versions modification "
    "modifications enhancement enhancements changes adaptation reformulation top refinement augmentation"
)
"""Nouns before "of" that stand for something made from what follows."""


@dataclass(slots=True, eq=False, init=False)
class Governed:
    """A name in its sentence, and the word that governs it."""

    sentence: str
    start: int
    end: int
    governor: str
    """In lower case; empty where nothing governs the name."""
    before: str
    """The word before the governor, in lower case."""
    left: str
    """The sentence up to the governor."""
    head: str
    """The sentence up to the word before the governor."""

    def __init__(
        self, sentence: str, start: int, end: int, governor: str, before: str, left: str, head: str
    ) -> None:
        """Take what was found."""
        self.sentence, self.start, self.end = sentence, start, end
        self.governor, self.before, self.left, self.head = governor, before, left, head

    @property
    def clause(self) -> str:
        """The clause up to the governor, with the one before where it only continues that ("..., which extends X")."""
        return clause_of(self.left)


@lru_cache(maxsize=64)
def split(sentence: str) -> tuple[list[int], list[str]]:
    """Give the words of a sentence in lower case, and their starts."""
    places, words = list[int](), list[str]()
    begin = 0
    for chunk in sentence.replace(",", " ").split(" "):  # no word has either
        if chunk.isalnum():
            places.append(begin)
            words.append(chunk.lower())
        elif chunk:
            for found in _WORD.finditer(chunk):
                places.append(begin + found.start())
                words.append(found.group().lower())
        begin += len(chunk) + 1
    return places, words


def governed(sentence: str, start: int, end: int) -> Governed:
    """Give the name from start to end in a sentence with the word that governs it."""
    places, words = split(sentence)
    at = bisect_left(places, start) - 1
    last = max(at - _MOST_WORDS, -1)
    while at > last:
        word = words[at]
        if word not in _GOVERNORS or word in _EXAMPLES:
            at -= 1
            continue
        before = words[at - 1] if at else ""
        if word == "as" and words[max(at - 2, 0) : at] == _AS_WELL:
            at -= 3
            continue
        if word in _PARTICIPLES and (
            before in _BEFORE_PARTICIPLE or before.endswith("ly") or before.isdigit()
        ):
            at -= 1
            continue
        if word in _MOSTLY_NOUNS and before not in _BEFORE_VERB:
            at -= 1
            continue
        part = word == "of" and (before in _PARTS or before.isdigit()) and before not in KIN
        part = part or (word == "from" and before in _TAKEN_FROM)
        listed = word == "for" and at > 0 and _GOES_ON.search(sentence, places[at], start)
        if not (part or listed or (word == "as" and before == "such")):
            head = places[at - 1] if at else 0
            return Governed(sentence, start, end, word, before, sentence[: places[at]], sentence[:head])
        at -= 2
    return Governed(sentence, start, end, "", "", "", "")


@lru_cache(maxsize=64)
def clause_of(text: str) -> str:
    """Give the last clause of a text, with the one before where it only continues that."""
    begins = [found.start() for found in _CLAUSE.finditer(text)]
    if not begins:
        return text
    last = text[begins[-1] :]
    if len(last.split()) <= _TAKEN_UP:
        return text[begins[-2] if len(begins) > 1 else 0 :]
    return last
