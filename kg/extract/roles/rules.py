"""
Rules for finer roles: what the word that governs a name says that a paper does with the thing.

The role depends on that word ("on", "than", "outperforms", "extends"; see `kg.extract.roles.governors`). The part of the
clause before it must be about the paper's own work, and be neither negated nor about the work of others
(`kg.extract.roles.ownership`); behind a sentence about the paper's own work, what is said of nobody ("both outperform
X") is about it as well.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.roles.governors import (
    BEATEN,
    CHANGED,
    COMPARED,
    EXTENDED,
    KIN,
    Governed,
    governed,
    verbs,
    word_set,
)
from kg.extract.roles.ownership import (
    JUST_MADE,
    OURSELVES,
    OWN,
    is_denied,
    is_of_others,
    is_own_base,
    makes,
    opens,
)
from kg.extract.roles.trials import FIGURE, around, evaluates_on, is_scored, is_tried, result_for
from kg.extract.roles.usage import is_part, uses
from kg.model import FinerRole

_COMPARED_TO = word_set(
    "compared comparison comparisons compare comparing comparable comparably superior inferior relative competitive favorably "
    "favourably par preferable competing competes compete equal compares"
)
_WINS_OVER = re.compile(r"\bbaselines?\b|\boutperform|\bsignificantly\b", re.IGNORECASE)
_AT_FIGURE = word_set("of for by with in")
_AS_BASELINES = re.compile(
    r"(?: \([^)]*\))?(?:,? (?:and |or )?[A-Z][\w.-]*(?: \([^)]*\))?){0,6}(?: models| methods)? as (?:the |our |strong )?(?:\w+ )?baselines?\b"
)
_BASELINES_ARE = re.compile(
    r"\bbaselines?(?: (?!across|over|on|between)\w+){0,5},? \((?:e\.g\.,? |i\.e\.,? |including |such as )?(?:[A-Z][^ ()]* (?:and )?)*$"
)
_COMPARES = re.compile(
    r"\bcompar(?:e|es|ed|ing) (?!to |with |against )(?:\w[\w-]* ){1,6}(?:to|with)$", re.IGNORECASE
)
"""What is compared stands between the verb and its preposition."""
_AS_GOOD = re.compile(
    r"\b(?:same|similar|comparable|equal|competitive) (?:\w+ ){0,3}(?:performance|accuracy|quality|results?|speed|errors?|rates?|scores?|variance) as ?$|\bas \w+ as ?$",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"\b(?:comparable|competitive|similar|equivalent|superior|inferior|close) (?:\w+ ){0,2}"
    r"(?:performance|accuracy|quality|results?|speed|errors?|rates?|scores?) (?:\w+ ){0,3}$|"
    r"\b(?:performance|accuracy|results?|quality) (?:\w+ ){0,2}close $",
    re.IGNORECASE,
)
_THAN_FIGURE = re.compile(
    r"\b(?:compared (?:to|with)|than|versus|vs\.?|against|from) (?:the |only |just )?[~≈\d.,]+ ?(?:\\?%)? (?:of|for|by|with|in) ?$"
)
"""A figure of what the own work is compared with: "75% compared to 70% of X"."""
_GAINS = re.compile(
    r"\b(?:improv|gain|speed-?up|advantage|superior|reduction|faster|better|boost|increase|benefit|outperform|wins?\b|margins?\b|lift)",
    re.IGNORECASE,
)
_NEXT_SUBJECT = re.compile(r", (?:the|our|this|a|an) (?:(?! and |,).)*$")
"""What begins the main clause after an opening such as "compared to equal settings"."""
_PLACES = word_set("on in across at this under")
"""Words that govern where something is done."""
_EXAMPLES = re.compile(r"\b(?:including|such as|like|namely)\b")
_KINDS = re.compile(
    r"\b(?:models|methods|networks|baselines|approaches|algorithms|schemes|techniques|architectures|systems|agents|"
    r"data|datasets|benchmarks|tasks|domains|environments|applications|problems)\b"
)
"""What names are examples of."""
_BESIDE = 60
"""How many characters before a word may belong to it."""
_MEASURED = re.compile(
    r"\b(?:evaluat|benchmark|compar|test|favou?rabl|validat|competitive|assess|measur)", re.IGNORECASE
)
_MEASURED_AGAINST = re.compile(
    r"outperform|surpass|compar|evaluat|assess|performance|\bthan\b|\bagainst\b|state[- ]of[- ]the[- ]art",
    re.IGNORECASE,
)
_FROM = word_set("derived adapted extended developed built")
_DATA_FROM = word_set("derived adapted extended built constructed")
_NEW_DATA = re.compile(
    r"\b(?:an?|our|new|novel) (?:[\w-]+ ){0,5}(?:data ?set|benchmark|corpus|test ?bed|suite|collection|resource)s?,? $",
    re.IGNORECASE,
)
"""What a paper makes from data, before "derived" or the like: parts of other work that come from it are no extension."""
_CHANGES = word_set("modification modifications extension extensions enhancement enhancements changes")
_PROPOSED = verbs("propos present introduc develop deriv design")
_VARIANT = re.compile(r"(?: \([^)]*\))? (?:variants?|extensions?|generali[sz]ation)\b")
_SOME_MODEL = re.compile(r"\b(?:an?|pre-?trained|off-the-shelf|existing|various)\b")
"""What is adapted is one of many, and so just used."""
_ADDED = re.compile(
    r"\b(?:add|append|attach)(?:s|es|ed|ing)? (?:(?!to |and |in |for )[\w-]+ ){1,6}to (?:the |an? )?$"
)
"""What stands before a thing to which something is added."""
_BUILT = re.compile(r"\bbuil[dt](?:s|ing)? (?:[\w-]+ )?on $")
_FOR_OTHERS = word_set("for of toward towards on without from when in")
"""Words before "extending X" that make an aim or a topic of it."""
_BY_DOING = re.compile(
    r"(?: \([^)]*\))?,? by (?!(?:more|less|about|around|up|over|an?|the|at|roughly|nearly|almost|\w+ing (?:to|an?)\b))[a-z]+ing\b"
)
_BASED = word_set("based builds build building built")
_DATA = re.compile(
    r"\b(?:data|data ?sets?|databases?|benchmarks?|corpus|corpora|collections?|resources?|lexicons?|ontolog|tasks?|challenge|suite)",
    re.IGNORECASE,
)
_SOME = re.compile(r"\b(?:a|an|our|the|as) (?:(?!(?:for|of|on|to|by|in) )[\w-]+ ){0,4}$", re.IGNORECASE)
"""What comes before something new: "a natural generalization of X", but "improving generalization of X"."""
_KNOWN = re.compile(
    r"\b(?:recent(?:ly)?|existing|previously|known|final|latest|current|original|full|first|standard|official|popular) (?:\w+ ){0,3}$"
)
"""What comes before a version or variant that there is."""
_STUDIED = re.compile(
    r"\b(?:analy[sz]\w+|stud(?:y|ies|ied)|investigat\w+|understand\w*|achiev\w+ [^,;]*\d[^,;]*)\b[^,;]*$"
)
"""What comes before things "based on X" that are studied or measured, and not made."""
_IMPROVED = word_set("improves improve improving improvement improvements improved")

_WITH_LESS = re.compile(r"\bwithout\b", re.IGNORECASE)
"""What denies nothing where a result is told: "without extra data, it reaches ... on X"."""
_SUBJECT_BEATS = re.compile(
    r"(?: (?:model|method|algorithm|approach|network|classifier|architecture|regression|predictor)s?)?"
    r" ?(?:\([^)]*\) )?(?:\w+ly )?(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed)|"
    r"perform(?:s|ed)? (?:better|best|worse|competitively|well)|achieve[sd]? (?:the )?(?:best|highest|lowest))\b"
)
_FOUND = re.compile(
    r"\b(?:we|our (?:results|experiments|findings|study)|results|experiments)\b[^.;]*\b(?:find|found|show|observe|reveal|compar|demonstrate|"
    r"indicate|suggest|evaluat|report)\w*",
    re.IGNORECASE,
)


def roles(spot: Governed, own: set[str], *, data: bool, told: bool = False) -> tuple[FinerRole, ...]:
    """
    Give the finer roles of a name with the word that governs it.

    `own` are the names that the paper introduces; `data` says that the name is that of a dataset, `told` that a
    sentence before has spoken of the paper's own work, so that results that are told of nobody are the paper's.

    >>> said = "Our model outperforms BERT, RoBERTa and XLNet on GLUE."
    >>> roles(governed(said, 40, 45), set(), data=False), roles(governed(said, 49, 53), set(), data=True)
    (('comparesWith',), ('evaluatesOn',))
    """
    if not data and spot.governor in _PLACES and _is_example_of_earlier(spot):
        while spot.governor in _PLACES:
            spot = replace(governed(spot.sentence, len(spot.left), spot.end), start=spot.start)
    if data and spot.governor not in _PLACES and (result := result_for(spot)):
        spot = result
    found = _roles_at(spot, own, data=data, told=told)
    if data and not found and (wider := around(spot)) and evaluates_on(wider):
        return ("evaluatesOn",) if _is_reported(wider, own, told=told) else ()
    return found


def _is_example_of_earlier(spot: Governed) -> bool:
    """Tell whether "models on many budgets, including X" names a model: X is none of what stands after "on"."""
    place = spot.sentence[len(spot.left) : spot.start]
    if not _EXAMPLES.search(place) or _KINDS.search(place):
        return False
    return spot.before not in _BASED and bool(_KINDS.search(spot.clause))


def _roles_at(spot: Governed, own: set[str], *, data: bool, told: bool) -> tuple[FinerRole, ...]:
    if data and (evaluates_on(spot) or is_scored(spot) or is_tried(spot)):
        return ("evaluatesOn",) if _is_reported(spot, own, told=told) else ()
    if _extends(spot, data=data) and _is_made(spot, own, told=told):
        return ("extends",)
    if _compares_with(spot):
        if not _is_reported(spot, own, told=told and _is_result(spot)):
            return ()
        return ("comparesWith", "extends") if _improves(spot) else ("comparesWith",)
    if _wins(spot):
        return ("comparesWith",)
    return ("uses",) if uses(spot, own, data=data, told=told) else ()


def _is_reported(spot: Governed, own: set[str], *, told: bool) -> bool:
    """Tell whether a paper reports it of its own experiments."""
    clause = spot.clause
    said = spot.sentence if opens(clause) else spot.left
    ours = any(name in said for name in own)
    if is_denied(_WITH_LESS.sub("", clause), said, ours=ours):
        return False
    return ours or told or bool(OWN.search(said))


def _is_result(spot: Governed) -> bool:
    """Tell whether a comparison is told as a result: with a figure, or of something that outperforms a baseline."""
    told = spot.governor in BEATEN or FIGURE.search(spot.sentence) or _WINS_OVER.search(spot.sentence)
    return bool(told) and not spot.sentence.startswith("-", spot.end)


def _is_made(spot: Governed, own: set[str], *, told: bool) -> bool:
    """Tell whether what extends the thing is made by the paper."""
    clause = spot.clause
    ours = any(name in clause for name in own)
    made = (
        ours
        or makes(spot)
        or is_own_base(spot, own, told=told)
        or (spot.governor in _PROPOSED and bool(OURSELVES.search(clause)))
    ) and not _MEASURED_AGAINST.search(clause)
    return made and not is_denied(_WITH_LESS.sub("", clause), clause, ours=ours)


def _compares_with(spot: Governed) -> bool:
    governor, before = spot.governor, spot.before
    if governor in BEATEN or governor in COMPARED or _is_baseline(spot):
        return True
    if governor in ("than", "versus", "vs", "vs."):
        return before not in ("rather", "other", "more")
    if governor in ("to", "with"):
        compared = before in _COMPARED_TO or _COMPARES.search(spot.clause + governor)
        compared = compared or _NEARLY.search(spot.left)
        return bool(compared) and not _NEXT_SUBJECT.search(spot.sentence, len(spot.left), spot.start)
    if governor == "as":
        return bool(_AS_GOOD.search(spot.clause[-_BESIDE:] + "as"))
    if governor == "against":
        return bool(_MEASURED.search(spot.clause[-_BESIDE:]))
    if governor in ("on", "upon"):
        return before in _IMPROVED
    if governor in _AT_FIGURE and _THAN_FIGURE.search(spot.left + governor):
        return True
    if governor == "of" and before == "ahead":
        return True
    if governor in ("of", "between"):
        return before in ("comparison", "comparisons") and bool(OURSELVES.search(spot.clause))
    return governor == "over" and bool(_GAINS.search(spot.clause))


def _is_baseline(spot: Governed) -> bool:
    """Tell whether the thing named is called a baseline: "X and Y as baselines", "two baselines (X, Y)"."""
    if "baseline" not in spot.sentence:
        return False
    if _AS_BASELINES.match(spot.sentence, spot.end):
        return True
    return bool(_BASELINES_ARE.search(spot.sentence, max(0, spot.start - 160), spot.start))


def _wins(spot: Governed) -> bool:
    """Tell whether a paper reports that the thing named outperforms others."""
    return (
        spot.governor in ("", "that")
        and bool(_SUBJECT_BEATS.match(spot.sentence, spot.end))
        and bool(_FOUND.search(spot.sentence[: spot.start]))
    )


def _improves(spot: Governed) -> bool:
    """Tell whether a paper improves a thing by adding to it, and not just a figure: "improves upon X by combining it"."""
    return spot.governor in ("on", "upon") and bool(_BY_DOING.match(spot.sentence, spot.end))


def _extends(spot: Governed, *, data: bool) -> bool:
    governor, before, head = spot.governor, spot.before, spot.head
    if ":" in spot.sentence[len(spot.left) : spot.start] or is_part(spot):
        return False
    if governor in EXTENDED:
        if governor.startswith("adapt") and _SOME_MODEL.search(spot.sentence, len(spot.left), spot.start):
            return False
        return not (governor.endswith("ing") and before in _FOR_OTHERS)
    if governor == "to" and not data and _ADDED.search(spot.sentence[: spot.start][-_BESIDE:]):
        return True
    if governor in CHANGED:
        return before in ("a", "an", "our") and spot.sentence.startswith(governor, len(spot.left))
    if before == "top":
        return bool(_BUILT.search(head))
    if governor == "of" or (governor == "to" and before in _CHANGES):
        return before in KIN and (governor == "to" or _is_new(spot)) and not is_of_others(head)
    if governor in ("on", "upon"):
        if before not in _BASED or (before == "based" and (is_of_others(head) or _STUDIED.search(head))):
            return False
        return not data or bool(_DATA.search(spot.clause))
    if governor in _PROPOSED and _VARIANT.match(spot.sentence, spot.end):
        return True
    if governor != "from":
        return False
    return before in _DATA_FROM and bool(_NEW_DATA.search(head)) if data else before in _FROM


def _is_new(spot: Governed) -> bool:
    """Tell whether a variant of a thing is one that a paper makes: "a variant of X", and not "versions of X" that there are."""
    if _KNOWN.search(spot.head):
        return False
    if _SOME.search(spot.head):
        return True
    return not spot.before.startswith("generali") and bool(JUST_MADE.search(spot.head))
