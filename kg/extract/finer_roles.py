"""
Finer roles: what a paper does with a thing that it mentions, where the sentence says so.

`evaluatesOn`: it reports experiments on the dataset; `comparesWith`: it measures its own work, or things of one
kind, against the thing; `extends`: its own work is built on the thing. The role depends on the word that governs the
name ("on", "than", "outperforms", "extends"; see `kg.extract.governors`). The part of the clause before that word must
be about the paper's own work, and be neither negated nor about the work of others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.governors import BEATEN, COMPARED, EXTENDED, KIN, Governed, clause_of, governed, word_set
from kg.model import FinerRole, Mention, Paper

_TRIED = re.compile(
    r"\b(?:evaluat|experiment|tests?\b|tested|testing|benchmark|result|outperform|achiev|perform|accura|improv|gains?\b|state-of-the-art|"
    r"sota\b|scor|validat|demonstrat|superior|effective|efficacy|verif|assess|attain|obtain|reach|competitive|surpass|compar|"
    r"reduc|speed-?ups?|error|ablation|simulat|case stud|rank|exceed|better|map\b|f1\b|bleu|fid\b|auc\b|psnr|\d%|% )",
    re.IGNORECASE,
)
_NOT_TRIED_ON = word_set(
    "trained training pretrained pre-trained pretraining pre-training finetuned fine-tuned fine-tuning finetuning based built "
    "build builds building focus focuses focused focusing rely relies relying depend depends depending available hosted "
    "annotated conditioned learned learnt train trains work works research studies study information data "
    "report based annotations released published details finetune fine-tune pretrain pre-train overfit built "
    "trending found collected interest paper papers literature lies resides impact overview survey light"
)
"""Words whose "on" is not that of an experiment ("trained on")."""
_TRIED_WITH = word_set(
    "experiments experiment evaluated evaluate evaluation evaluations tested test validated validate verified simulations "
    "benchmarked experimented experimentation demonstrated assessed evaluating validating testing"
)
_TRIED_AGAINST = re.compile(r"\b(?:evaluat|test|benchmark|validat)", re.IGNORECASE)
_COMPARED_TO = word_set(
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
_FROM = word_set(
    "derived adapted extended initialized initialised fine-tuned finetuned developed built constructed sourced"
)
_BASED = word_set("based builds build building built")
_IMPROVED = word_set("improves improve improving improvement improvements improved")

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
    spot = governed(sentence, start, end)
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
    said = spot.sentence if _opens(clause) else spot.left
    ours = any(name in (clause if role == "extends" else said) for name in own)
    if _DENIED.search(clause) or (_OTHERS.search(clause) and not (ours or _OURSELVES.search(clause))):
        return ()
    if role == "extends":
        return (role,) if (ours or _makes(spot)) and not _MEASURED_AGAINST.search(clause) else ()
    return (role,) if ours or _OWN.search(said) else ()


def _opens(clause: str) -> bool:
    """Tell whether the word that governs the name opens the clause: "On MNIST, our network ..."."""
    return len(clause.split()) <= 2


def _evaluates_on(spot: Governed) -> bool:
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


def _compares_with(spot: Governed) -> bool:
    governor, before = spot.governor, spot.before
    if governor in BEATEN or governor in COMPARED:
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


def _wins(spot: Governed) -> bool:
    """Tell whether a paper reports that the thing named outperforms others."""
    return (
        spot.governor in ("", "that")
        and bool(_SUBJECT_BEATS.match(spot.sentence, spot.end))
        and bool(_FOUND.search(spot.sentence[: spot.start]))
    )


def _extends(spot: Governed) -> bool:
    governor, before = spot.governor, spot.before
    if ":" in spot.sentence[len(spot.left) : spot.start]:
        return False
    if governor in EXTENDED:
        return True
    if governor == "of":
        return before in KIN
    if governor in ("on", "upon"):
        return before in _BASED
    return governor == "from" and before in _FROM


def _makes(spot: Governed) -> bool:
    """Tell whether the clause is about something that the paper creates."""
    return bool(_MAKES.search(clause_of(spot.left if spot.governor in EXTENDED else spot.head)))
