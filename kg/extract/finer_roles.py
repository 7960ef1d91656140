"""
Finer roles: what a paper does with a thing that it mentions, where the sentence says so.

`evaluatesOn`: it reports experiments on the dataset; `comparesWith`: it measures its own work, or things of one
kind, against the thing; `extends`: its own work is built on the thing. The words before a name are followed
back, through its list or noun phrase, to the word that governs it ("on", "than", "outperforms", "extends"). The part of
the clause before that word must then be about the paper's own work, and be neither negated nor about the work of others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from kg.model import FinerRole, Mention, Paper

_MOST_WORDS = 30
"""Most words between a name and the word that governs it."""
_WORD = re.compile(r"([^\W_][\w’'.%+-]*[\w%]|[^\W_]|[();])")
_CLAUSE = re.compile(
    r"[;—]|:\s|\s[–-]\s|,? \b(?:while|whereas|but|although|though|however|where|because|since|which|who|whose)\b"
    r"|, (?:and |so )?(?:we|our|it|they|this|these)\b|,? and (?:we|our|it|they)\b|\bthat\b",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _verbs(stems: str) -> frozenset[str]:
    endings = ("", "e", "s", "es", "d", "ed", "ing", "y", "ies", "ied", "ying")
    return frozenset(stem + ending for stem in stems.split() for ending in endings)


_PARTS = _words(
    "set sets split splits subset subsets part parts portion version versions variant variants tasks task suite number range "
    "variety series collection family combination pair pairs domains instances datasets benchmarks scenarios levels "
    "settings environments tracks types kinds top both all each array majority most sections problems"
)
"""Nouns before "of" that stand for the whole: what is done with a subset of X is done with X."""
_EXAMPLES = _words(
    "including include includes like e.g namely i.e specifically ( ) : both well-known popular"
)
"""Words that introduce examples or come in between; the word that governs the name stands before them."""
_STOPS = _words(
    "that which who when where while whereas but although though because if we they it is are was were be been being has have "
    "had can could may might will would should do does did than of on upon over across in with using against to from for by "
    "via at into through under between among within without outside beyond towards toward called named unlike versus vs "
    "vs. such after before since during ; about despite per behind as around onto off this how not"
)
_BEATEN = _verbs("outperform surpass exceed beat outstrip outclass outpac overtak")
_COMPARED = _verbs("compar")
_EXTENDED = _verbs("extend generaliz generalis modif reformulat") - _words(
    "extended generalized generalised reformulated"  # parts of names, such as extended Kalman filter
)
_OTHER_VERBS = _verbs(
    "show demonstrat achiev obtain find yield improv us reach train propos present introduc develop appl learn reveal "
    "indicat suggest requir provid allow enabl employ leverag adopt combin integrat evaluat test validat produc generat deriv "
    "analyz analys stud investigat explor consider includ contain outlin describ attain deliver perform reduc increas "
    "enhanc boost exploit utiliz utilis implement offer establish match set pretrain pre-train fine-tun finetun consist"
) - _words("us set sets test tests match train training study studies")
_GOVERNORS = _STOPS | _BEATEN | _COMPARED | _EXTENDED | _OTHER_VERBS

_TRIED = re.compile(
    r"\b(?:evaluat|experiment|tests?\b|tested|testing|benchmark|result|outperform|achiev|perform|accura|improv|gains?\b|state-of-the-art|"
    r"sota\b|scor|validat|demonstrat|superior|effective|efficacy|verif|assess|attain|obtain|reach|competitive|surpass|compar|"
    r"reduc|speed-?ups?|error|ablation|simulat|case stud|rank|exceed|better|map\b|f1\b|bleu|fid\b|auc\b|psnr|\d%|% )",
    re.IGNORECASE,
)
_NOT_TRIED_ON = _words(
    "trained training pretrained pre-trained pretraining pre-training finetuned fine-tuned fine-tuning finetuning based built "
    "build builds building focus focuses focused focusing rely relies relying depend depends depending available hosted "
    "annotated conditioned learned learnt train trains work works research studies study information data "
    "report based annotations released published details finetune fine-tune pretrain pre-train overfit built "
    "trending found collected interest paper papers literature lies resides impact overview survey light"
)
"""Words whose "on" is not that of an experiment ("trained on")."""
_TRIED_WITH = _words(
    "experiments experiment evaluated evaluate evaluation evaluations tested test validated validate verified simulations "
    "benchmarked experimented experimentation demonstrated assessed evaluating validating testing"
)
_TRIED_AGAINST = re.compile(r"\b(?:evaluat|test|benchmark|validat)", re.IGNORECASE)
_COMPARED_TO = _words(
    "compared comparison comparisons compare comparing comparable comparably superior inferior relative competitive favorably "
    "favourably par preferable competing competes compete equal compares"
)
_GAINS = re.compile(
    r"\b(?:improv|gain|speed-?up|advantage|superior|reduction|faster|better|boost|increase|benefit|outperform|wins?\b|margin|lift)",
    re.IGNORECASE,
)
_NEXT_SUBJECT = re.compile(r", (?:the|our|this|a|an) (?:(?! and |,).)*$")
"""What begins the main clause after an opening such as "compared to equal settings"."""
_BESIDE = 60
"""How many characters before a word may belong to it."""
_MEASURED = re.compile(
    r"\b(?:evaluat|benchmark|compar|test|favou?rabl|validat|competitive|assess|measur)", re.IGNORECASE
)
_MEASURED_AGAINST = re.compile(
    r"outperform|surpass|compar|evaluat|assess|performance|\bthan\b|\bagainst\b|state[- ]of[- ]the[- ]art",
    re.IGNORECASE,
)
_KIN = _words(
    "extension extensions generalization generalisation generalizations variant variants version versions modification "
    "adaptation reformulation top refinement augmentation"
)
_FROM = _words(
    "derived adapted extended initialized initialised fine-tuned finetuned developed built constructed sourced"
)
_BASED = _words("based builds build building built")
_IMPROVED = _words("improves improve improving improvement improvements improved")
_GOES_ON = re.compile(r",| and ")
_TAKEN_UP = 4
"""Most words of a clause that only continues the one before it."""

_OWN = re.compile(
    r"\b(?:we|our|ours|us|this (?:paper|work|study|article|approach|method|model|framework|technique|algorithm|system|thesis)|"
    r"proposed|experiments?|experimental(?:ly)?|empirical(?:ly)?|evaluations?|results|simulations?|it|its|"
    r"the (?:\w+ )?(?:method|model|approach|algorithm|framework|system|architecture|network|technique|resulting))\b",
    re.IGNORECASE,
)
_CREATE = (
    r"(?:propos|present|introduc|develop|design|describ|deriv|construct|creat|extend|formulat|implement|devis|generali[sz]|adapt|"
    r"releas|build|built|modif|contribut)(?:e|es|ed|ing|s|y|ies|ied|ying)?\b"
)
_MAKES = re.compile(
    rf"\b(?:we|(?:this|the) (?:present )?(?:paper|work|study|article))\b[^;]*?\b{_CREATE}|"
    r"\b(?:our|ours|the proposed|this (?:approach|method|model|framework|technique|algorithm|system))\b|"
    r"(?:^|[,;.] )(?:it|this (?:paper|work|study|article|thesis))\b(?: \w+){0,4} ?$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:existing|previous|prior|recent|current|other|traditional|conventional|many|most|several|standard|earlier|classical|"
    r"recently|previously|often|widely|typically|commonly|usually)\b",
    re.IGNORECASE,
)
_OURSELVES = re.compile(r"\b(?:we|our|ours|proposed|this (?:paper|work|study|article))\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not(?! only)|never|without|cannot|can't|rather than|instead of|neither|nor|unlike|fails? to|lack|unclear|hard to|"
    r"difficult to|future work|remains?|have been|has been|whether|if)\b",
    re.IGNORECASE,
)
_USED_TO_TRY = re.compile(
    r"[^.;]{0,60}?\b(?:to (?:evaluate|test|validate|assess|benchmark|demonstrate)|for (?:evaluation|testing|validation)|"
    r"as (?:a|an|our|the) (?:\w+ )?(?:benchmark|testbed|test ?bed|test set|case study))\b",
    re.IGNORECASE,
)
_SUBJECT_BEATS = re.compile(
    r" ?(?:\([^)]*\) )?(?:\w+ly )?(?:outperforms?|surpass(?:es)?|performs? (?:better|best|worse|competitively|well)|"
    r"achieves? (?:the )?(?:best|highest|lowest))\b"
)
_FOUND = re.compile(
    r"\b(?:we|our (?:results|experiments|findings|study)|results|experiments)\b[^.;]*\b(?:find|found|show|observe|reveal|compar|demonstrate|"
    r"indicate|suggest|evaluat|report)\w*",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class _Spot:
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

    @property
    def clause(self) -> str:
        """The clause up to the governor, with the one before where it only continues that ("..., which extends X")."""
        return _clause(self.left)


def with_finer_roles(paper: Paper, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of a paper, each with the finer roles that its sentence states."""
    own = {one.surface for one in mentions if one.role == "introduces" and len(one.surface) > 1}
    return [
        replace(mention, roles=found) if (found := _roles_of(paper, mention, own)) else mention
        for mention in mentions
    ]


def _roles_of(paper: Paper, mention: Mention, own: set[str]) -> tuple[FinerRole, ...]:
    if mention.field != "abstract" or mention.role != "mentions" or mention.kind == "repo":
        return ()
    sentence = mention.sentence
    first = max(0, mention.end - len(sentence))
    begin = paper.abstract.find(sentence, first, mention.start + len(sentence))
    if begin < 0:
        return ()
    data = mention.kind == "dataset"
    return roles(sentence, mention.start - begin, mention.end - begin, own, data=data)


def roles(sentence: str, start: int, end: int, own: set[str], *, data: bool) -> tuple[FinerRole, ...]:
    """
    Give the finer roles of the name from start to end in a sentence.

    `own` are the names that the paper introduces; `data` says that the name is that of a dataset.

    >>> said = "Our model outperforms BERT, RoBERTa and XLNet on GLUE."
    >>> roles(said, 40, 45, set(), data=False), roles(said, 49, 53, set(), data=True)
    (('comparesWith',), ('evaluatesOn',))
    """
    spot = _spot(sentence, start, end)
    role: FinerRole
    if data and _evaluates_on(spot):
        role = "evaluatesOn"
    elif _extends(spot):
        role = "extends"
    elif _compares_with(spot):
        role = "comparesWith"
    elif _wins(spot):
        return ("comparesWith",)
    else:
        return ()
    clause = spot.clause
    ours = any(name in (clause if role == "extends" else spot.left) for name in own)
    if _DENIED.search(clause) or (_OTHERS.search(clause) and not (ours or _OURSELVES.search(clause))):
        return ()
    if role == "extends":
        return (role,) if (ours or _makes(spot)) and not _MEASURED_AGAINST.search(clause) else ()
    said = spot.sentence if _opens(clause) else spot.left
    return (role,) if ours or _OWN.search(said) else ()


@lru_cache(maxsize=64)
def _read(sentence: str) -> tuple[list[int], list[str]]:
    """Give the words of a sentence in lower case, and their starts."""
    pieces = _WORD.split(sentence)  # what lies between words, and the words, in turn
    places = [*accumulate(map(len, pieces))]
    return places[:-1:2], [word.lower() for word in pieces[1::2]]


def _spot(sentence: str, start: int, end: int) -> _Spot:
    """Follow the words before a name back to the one that governs it."""
    places, words = _read(sentence)
    at = bisect_left(places, start) - 1
    last = max(at - _MOST_WORDS, -1)
    while at > last:
        word = words[at]
        if word not in _GOVERNORS or word in _EXAMPLES:
            at -= 1
            continue
        before = words[at - 1] if at else ""
        part = word == "of" and before in _PARTS and before not in _KIN
        listed = word == "for" and at > 0 and _GOES_ON.search(sentence, places[at], start)
        if not (part or listed or (word == "as" and before == "such")):
            head = places[at - 1] if at else 0
            return _Spot(sentence, start, end, word, before, sentence[: places[at]], sentence[:head])
        at -= 2
    return _Spot(sentence, start, end, "", "", "", "")


def _clause(text: str) -> str:
    begins = [found.start() for found in _CLAUSE.finditer(text)]
    if not begins:
        return text
    last = text[begins[-1] :]
    if len(last.split()) <= _TAKEN_UP:
        return text[begins[-2] if len(begins) > 1 else 0 :]
    return last


def _opens(clause: str) -> bool:
    """Tell whether the word that governs the name opens the clause: "On MNIST, our network ..."."""
    return len(clause.split()) <= 2


def _evaluates_on(spot: _Spot) -> bool:
    if spot.governor in ("on", "across", "over", "in"):
        if spot.before in _NOT_TRIED_ON:
            return False
        clause = spot.clause
        return bool(_TRIED.search(clause) or (_opens(clause) and _TRIED.search(spot.sentence, spot.end)))
    if spot.governor in ("with", "using") and spot.before in _TRIED_WITH:
        return True
    if spot.governor == "against":
        return bool(_TRIED_AGAINST.search(spot.clause))
    return spot.governor in ("use", "using") and bool(_USED_TO_TRY.match(spot.sentence, spot.end))


def _compares_with(spot: _Spot) -> bool:
    governor, before = spot.governor, spot.before
    if governor in _BEATEN or governor in _COMPARED:
        return True
    if governor in ("than", "versus", "vs", "vs."):
        return before not in ("rather", "other", "more")
    if governor in ("to", "with"):
        return before in _COMPARED_TO and not _NEXT_SUBJECT.search(spot.sentence, len(spot.left), spot.start)
    if governor == "against":
        return bool(_MEASURED.search(spot.clause[-_BESIDE:]))
    if governor in ("on", "upon"):
        return before in _IMPROVED
    if governor in ("of", "between"):
        return before in ("comparison", "comparisons") and bool(_OURSELVES.search(spot.clause))
    return governor == "over" and bool(_GAINS.search(spot.clause))


def _wins(spot: _Spot) -> bool:
    """Tell whether a paper reports that the thing named outperforms others."""
    return (
        spot.governor in ("", "that")
        and bool(_SUBJECT_BEATS.match(spot.sentence, spot.end))
        and bool(_FOUND.search(spot.sentence[: spot.start]))
    )


def _extends(spot: _Spot) -> bool:
    governor, before = spot.governor, spot.before
    if ":" in spot.sentence[len(spot.left) : spot.start]:
        return False
    if governor in _EXTENDED:
        return True
    if governor == "of":
        return before in _KIN
    if governor in ("on", "upon"):
        return before in _BASED
    return governor == "from" and before in _FROM


def _makes(spot: _Spot) -> bool:
    """Tell whether the clause is about something that the paper creates."""
    return bool(_MAKES.search(_clause(spot.left if spot.governor in _EXTENDED else spot.head)))
