"""The decision about a candidate: its kind, its role, its name, the rule that found it, and a confidence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.extract.candidates.fragments import is_fragment
from kg.extract.candidates.gathering import Candidate
from kg.extract.candidates.no_names import is_no_name, is_only_searched
from kg.extract.document import Text
from kg.extract.features.kinds import Features, surface
from kg.extract.known import DOUBTFUL, OWN, THINGS, Known
from kg.extract.lexicon import introductions
from kg.extract.lexicon.tables import Lexicon
from kg.extract.models.linear import Linear, Weights, shares
from kg.extract.models.network import CLASSES
from kg.extract.roles import borrowed, introducing
from kg.extract.text.formulas import readable
from kg.model import DEFINED, IN_TITLE, KNOWN_NAME, Kind, Role
from kg.names.folding import fold_name, greek_in_words
from kg.text.titles import begins_title

_ONLY_KNOWN = {"known"}
_SELDOM_NAMES = frozenset("metric venue language unit hardware field".split())
_GIVEN = frozenset({"short", "long", "title", "named"})
"""Ways in which a paper gives a name a meaning of its own."""
_MOST_DOUBT = {"dataset": 0.5, "method": 0.5, "family": 0.22}
"""For each kind, the probability of "none" below which a candidate is taken for it; with a higher one for families methods lose precision."""
_DOUBT_ELSEWHERE = 0.25
"""Upper bound of the same in papers that are not about machine learning, where precision matters more than recall."""
_NONE = CLASSES.index("none")
_NO_DOUBT = 1_600
"""Lead of the logit of "none" over the next best, in thousandths, at which its probability exceeds all these thresholds."""
_LEAST_KNOWN = 0.3
"""
Probability of the kind that the lexicon gives below which a name is another thing, where the title introduces it ("X: ...").

Of 20 such names in 17,000 papers 18 were, as the classifier says: a new ScaleLong that has only the name of an older one.
"""

LISTED = 0.99
"""Confidence with which a paper introduces what it is listed to have introduced."""

_NOT_OWN = 0.05
"""Upper bound of the probability of "none" for a name that the user gave without a warning."""

_OWN_WORK = 0.5
"""Least probability with which a paper introduces a name that is not known otherwise."""
_KNOWN_ELSEWHERE = 0.8
"""The same for a name that is known, which is rarely introduced again."""
_SAID_PLAINLY = 0.6
"""The same for such a name where explicit words say so ("we introduce X"), as they do of known things as well ("a PID controller is designed")."""
_GIVEN_ANEW = 0.9
"""
The same where another paper is known to have introduced the thing, so that this one has another of its name.

Of 16 such names in 100,000 papers 13 were.
"""
_TITLED = 0.25
"""The same where the title says so: it introduces the name ("X: ..."), or begins with it, and explicit words say so."""


_GENERATES = re.compile(
    r"\b(?:diffusion-based|generat(?:e|ed|es|ing|ion|ive)|denois|imag(?:e|ing)|latent|sampl|score|synthe|video)",
    re.IGNORECASE,
)
"""Words of papers that generate with what others learn."""
_STEM = 5
"""Leading letters by which the words of long forms are looked for."""
_ARTICLE = re.compile(r"(?:An?|The) ")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_GAPS = str.maketrans("", "", " _")


@dataclass(slots=True, eq=False, init=False)
class Judged:
    """A candidate with the decision about it."""

    candidate: Candidate
    kind: Kind
    family: bool
    confidence: float
    role: Role
    name: str
    rule: str
    new: bool
    """Whether the paper gives a known name to another thing."""

    def __init__(
        self,
        candidate: Candidate,
        kind: str,
        confidence: float,
        role: Role,
        name: str,
        rule: str,
        *,
        new: bool = False,
    ) -> None:
        """Take the decision, with a family as a kind of its own."""
        self.candidate, self.confidence, self.role = candidate, confidence, role
        self.kind = "dataset" if kind == "dataset" else "method"
        self.family = kind == "family"
        self.name, self.rule, self.new = name, rule, new


def worth_judging(candidate: Candidate) -> bool:
    """
    Tell whether a candidate is worth classifying.

    What the lexicon knows as something else (a term, a task, a metric ...) is so only where the paper writes it as a
    name: of 37,000 others in 5,500 papers the classifiers took none for a dataset or method.
    """
    return candidate.sources != _ONLY_KNOWN or _is_a_thing(candidate)


def judge(
    text: Text,
    candidate: Candidate,
    found: Features,
    logits: Weights,
    role_model: Linear,
    lexicon: Lexicon,
) -> Judged | None:
    """Decide about a candidate with these `logits` of kinds; None where it is neither dataset nor method."""
    if founded := _founded(text, candidate):
        return founded
    best, confidence = _kind(candidate, found, logits)
    if best == "none" or _is_no_thing_of_a_person(candidate) or _is_a_plain_word(text, candidate):
        return None
    if is_fragment(text, candidate, lexicon.common) or is_only_searched(text, found.surfaces):
        return None
    kind: Kind = "dataset" if best == "dataset" else "method"
    known = _of(candidate, best)
    if known and _is_of_another_field(text, known):
        return None
    rule = _rule(candidate, best)
    listed = known is not None and introductions.is_listed(known)
    role = _role(text, candidate, found, best, role_model, known, listed=listed)
    new = role == "introduces" and (
        listed or _is_another(text, candidate, found, known, lexicon)
        if known
        else _is_known_as(candidate, best)
    )
    if new:
        known, rule = None, _rule(candidate, best, known=False)
    if role == "mentions" and candidate.known and not known and _names_nothing(candidate, kind):
        return None
    if known:
        name = known.name
    else:
        written = _own_name(text, candidate, found.surfaces)
        if is_no_name(text, candidate, written, lexicon):
            return None
        name = readable(written)
    return Judged(candidate, best, round(confidence, 3), role, name, rule, new=new)


def _founded(text: Text, candidate: Candidate) -> Judged | None:
    """Decide about a candidate in the paper that is listed as the one that introduced it, whatever its wording."""
    known = next((one for one in candidate.known if text.founds(one)), None)
    if known is None:
        return None
    return Judged(candidate, known.kind, LISTED, "introduces", known.name, KNOWN_NAME)


def _is_of_another_field(text: Text, known: Known) -> bool:
    """
    Tell whether a name that means a learnt thing stands in a paper about something else: a diffusion model of cells.

    Of 111 papers of mathematics with diffusion models 22 had them as a known name, and of these 21 are now none, all rightly.
    """
    if "learnt" not in known.flags or text.learns:
        return False
    return not any(_GENERATES.search(one.text) for one in text.fields.values())


def _kind(candidate: Candidate, found: Features, logits: Weights) -> tuple[str, float]:
    """
    Give the most probable kind of a candidate with its confidence; "none" where that is too probable.

    The confidence of a kind is its softmax probability over all classes; for a kind that the lexicon settles it is that
    of all kinds together. Where "family" is ruled out, its share goes to no other kind: the confidence is not
    renormalised. Only the probability of "none", which decides, is one among the classes that are left.
    """
    settled = _settled(candidate) if candidate.known else None
    if not settled and logits[_NONE] - _NO_DOUBT > max(logits[:_NONE] + logits[_NONE + 1 :]):
        return "none", 1.0
    chances = shares(CLASSES, logits)
    persons = _is_a_persons(candidate)
    if settled and not persons and chances[settled] < _LEAST_KNOWN and "titlecolon" in found.said:
        settled = None
    if not (candidate.known and _of(candidate, "family")):
        del chances["family"]
    if settled:
        doubt = min(chances["none"], _NOT_OWN) if persons else chances["none"]
        chances = {"none": doubt, settled: sum(chances.values()) - doubt}
    total = sum(chances.values())
    doubt = chances.pop("none") / total
    best = max(chances, key=chances.__getitem__)
    most = _MOST_DOUBT[best] if "doc:learning" in found.said else min(_MOST_DOUBT[best], _DOUBT_ELSEWHERE)
    return (best, chances[best]) if doubt < most else ("none", doubt)


def _role(
    text: Text,
    candidate: Candidate,
    found: Features,
    kind: str,
    role_model: Linear,
    known: Known | None,
    *,
    listed: bool,
) -> Role:
    """
    Give the role of a candidate; one that is `known` needs more to count as introduced.

    It needs most where the paper that introduced the known thing is `listed`: this one gives the name to another.
    """
    if kind == "family" or (listed and not _may_be_another(candidate, found)):
        return "mentions"
    if not listed and _is_the_title(text, candidate):
        return "introduces"
    places = introducing.whole(text, candidate.places) if known else candidate.places
    if not places:
        return "mentions"
    spoken = introducing.features(text, places, found, kind)
    if introducing.NAMED in spoken.said:
        return "introduces"
    plainly = not spoken.said.isdisjoint(introducing.PLAIN)
    coined = "titlecolon" in found.said
    sure = role_model.shares(role_model.added(spoken.said, spoken.words))["introduces"]
    if known:
        if listed and not coined:
            return "introduces" if plainly and sure >= _GIVEN_ANEW else "mentions"
        titled = coined or (plainly and begins_title(candidate.places[0]))
        least = _TITLED if titled else _SAID_PLAINLY if plainly else _KNOWN_ELSEWHERE
        return "introduces" if sure >= least else "mentions"
    if sure < _OWN_WORK:
        return "mentions"
    own = plainly or coined or not borrowed.is_borrowed(text, candidate.places, found, spoken.said)
    return "introduces" if own else "mentions"


def _is_the_title(text: Text, candidate: Candidate) -> bool:
    """
    Tell whether a title is a name and no more, up to an article: such a paper introduces what it is about.

    Of 36,000 papers three were not said to, all wrongly.
    """
    whole = text.paper.title.strip().rstrip(".")
    first = candidate.places[0]
    return begins_title(first) and _ARTICLE.sub("", whole) == _ARTICLE.sub("", surface(text, first))


def _may_be_another(candidate: Candidate, found: Features) -> bool:
    """Tell whether a paper may give a known name to another thing: its title does, or the paper does not spell it out."""
    return "titlecolon" in found.said or not any(" " in one.spelling for one in candidate.known)


def _is_another(text: Text, candidate: Candidate, found: Features, known: Known, lexicon: Lexicon) -> bool:
    """
    Tell whether a paper that introduces a name of one word gives it to another thing than the known one.

    It has none of the long forms that the lexicon has for it, or its title lacks the name and the lexicon warns of it or
    spells it otherwise.
    """
    if OWN in known.flags or any(" " in one for one in found.surfaces):
        return False
    spelled = lexicon.expansions.get((known.kind, known.name), ())
    if spelled:
        said = {word[:_STEM] for one in text.fields.values() for word in _LETTERS.findall(one.text.lower())}
        return not any(
            said.issuperset(word[:_STEM] for word in _LETTERS.findall(long.lower())) for long in spelled
        )
    if any(place.field == "title" for place in candidate.places):
        return False
    written = {_in_one(one) for one in found.surfaces}
    return bool(known.flags & DOUBTFUL) or written.isdisjoint(
        [_in_one(one.spelling) for one in candidate.known]
    )


def _in_one(name: str) -> str:
    """Give a name as one word, but for its hyphens, and in the singular."""
    return greek_in_words(name).translate(_GAPS).removesuffix("s")


def _settled(candidate: Candidate) -> str | None:
    """
    Give the kind of a candidate that the lexicon settles: it knows one kind, and has no warning.

    Warnings concern names without a space: where the paper has one with a space as well, both are safe.
    """
    kinds = {one.kind for one in candidate.known}
    if len(kinds) > 1 or THINGS.isdisjoint(kinds):
        return None
    safe = {one.name for one in candidate.known if " " in one.spelling}
    doubtful = any(one.flags & DOUBTFUL and one.name not in safe for one in candidate.known)
    return None if doubtful else kinds.pop()


def _names_nothing(candidate: Candidate, kind: Kind) -> bool:
    """
    Tell whether a candidate counts only where the paper introduces it: the lexicon knows it as a metric, a venue ...

    Terms, tasks and people are not among these, since methods and datasets are often named after them; nor are companies
    that a dataset is named after (Reddit), or that the paper gives another meaning (ARM).
    """
    seldom = _SELDOM_NAMES
    if kind == "method" and candidate.sources.isdisjoint(_GIVEN):
        seldom = _SELDOM_NAMES | {"organisation"}
    return all(one.kind in seldom for one in candidate.known)


def _is_no_thing_of_a_person(candidate: Candidate) -> bool:
    """Tell whether a person listed the name as something else: a metric, a term ..."""
    return bool(candidate.known) and all(
        OWN in one.flags and one.kind not in THINGS for one in candidate.known
    )


def _is_a_plain_word(text: Text, candidate: Candidate) -> bool:
    """
    Tell whether a word that some list has for a name only begins sentences, and is written small elsewhere in the paper.

    None of the shipped names was in 20,000 papers; the names of a dump may be any words ("Focus on ...").
    """
    if not candidate.known or not all("word" in one.flags for one in candidate.known):
        return False
    for place in candidate.places:
        words = text.fields[place.field]
        if place.last - place.first > 1 or place.first != words.sentences[place.sentence].first:
            return False
    small = surface(text, candidate.places[0]).lower()
    return any(word.text == small for one in text.fields.values() for word in one.words)


def _is_a_persons(candidate: Candidate) -> bool:
    return all(OWN in one.flags for one in candidate.known)


def _is_a_thing(candidate: Candidate) -> bool:
    return not THINGS.isdisjoint([one.kind for one in candidate.known])


def _is_known_as(candidate: Candidate, kind: str) -> bool:
    """Tell whether the lexicon knows a candidate as this kind; methods and their families are one."""
    return any(
        one.kind in THINGS and (one.kind == "dataset") == (kind == "dataset") for one in candidate.known
    )


def _of(candidate: Candidate, kind: str) -> Known | None:
    """Give the lexicon's entry for a candidate as this kind, if there is just one name for it."""
    found = [one for one in candidate.known if one.kind == kind]
    return found[-1] if found and len({one.name for one in found}) == 1 else None


def _rule(candidate: Candidate, kind: str, *, known: bool = True) -> str:
    """Give the rule that found a candidate; what the lexicon knows as something else is no `known` name."""
    for source, rule in _RULES:
        if source in candidate.sources and (rule != KNOWN_NAME or (known and _is_known_as(candidate, kind))):
            return rule
    return "name"


_RULES = (
    ("known", KNOWN_NAME),
    ("title", IN_TITLE),
    ("short", DEFINED),
    ("long", DEFINED),
    ("named", "naming verb"),
    ("cued", "word before dataset"),
    ("shape", "written as a name"),
    ("echo", "introduced phrase of the title"),
    ("capitals", "capitalised in a sentence"),
)


def _own_name(text: Text, candidate: Candidate, surfaces: Collection[str]) -> str:
    """Give the shortest of the names in its most frequent spelling."""
    if len(surfaces) == 1:
        return next(iter(surfaces))
    written = [surface(text, place) for place in candidate.places]
    keys = {fold_name(one).removesuffix("s") for one in written}
    shortest = min(keys, key=lambda key: (len(key), key))
    spelled = [one for one in written if fold_name(one).removesuffix("s") == shortest]
    return min(spelled, key=lambda one: (one.islower(), -spelled.count(one), len(one), one))
