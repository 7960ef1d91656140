"""
Whether a sentence reports experiments on a dataset: "evaluated on X", "reaches 84% for X", "80% X accuracy".

The word that governs the name tells (see `kg.extract.governors`), with what stands before it, or what follows the name.
"""

from __future__ import annotations

import re

from kg.extract.governors import Governed, governed, word_set
from kg.extract.ownership import opens
from kg.extract.usage import LEARNT_ON

_TRIED = re.compile(
    r"\b(?:evaluat|experiment|tests?\b|tested|testing|benchmark|result|outperform|achiev|perform|accura|improv|gains?\b|state-of-the-art|"
    r"sota\b|scor|validat|demonstrat|superior|effective|efficacy|verif|assess|attain|obtain|reach|competitive|surpass|compar|"
    r"reduc|speed-?ups?|error|ablation|simulat|case stud|rank|exceed|better|higher|lower|yield|map\b|f1\b|bleu|fid\b|auc\b|psnr|\d%|% )",
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
    "benchmarked experimented experimentation demonstrated assessed evaluating validating testing results evidence"
)
_TRIES = re.compile(
    r"\b(?:we|is|are|was|were) (?:\w+ly )?(?:evaluate|validate|test|assess|benchmark)(?:d|ed)? (?:(?!train|learn)[^,;])*$",
    re.IGNORECASE,
)
"""What a paper evaluates with a dataset."""
_TRIALS_SHOW = re.compile(
    r"\b(?:experiments?|empirical\w*|evaluat\w+|results|we) (?:\w+ ){0,4}(?:demonstrat|show|reveal|confirm|verif|indicat)\w* that [^;]*$",
    re.IGNORECASE,
)
"""What experiments show, up to where."""
_THEN_TRIED = re.compile(
    r"[^.;]{0,160}?\b(?:we|our \w+|is|are|was|were|the proposed \w+)\b (?:\w+ ){0,3}(?:evaluat|test|validat|benchmark|assess)(?:e|ed|s)?\b",
    re.IGNORECASE,
)
"""What follows on "Using the X dataset"."""
_CARRIED_TO = word_set(
    "generalization generalisation generalizes generalises generalize transfers transfer transferability"
)
_SCORE = re.compile(
    r"(?: \([^)]*\))?(?: (?:data ?set|test set|validation|val|test|classification|zero-shot|linear))*"
    r" (?:top[- ]?[15],? ?)?(?:accuracy|acc\b|error|mAP\b|AP\b|F1\b|BLEU|FID\b|mIoU|perplexity|AUC|PSNR|scores?\b)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d ?%|\d\.\d|\b\d\d\b")
_INVESTIGATES = re.compile(r"\b(?:we|is|are|was|were) (?:\w+ )?(?:investigate|examine)d?\b", re.IGNORECASE)
_REACHES = re.compile(
    r"\b(?:achiev|obtain|attain|reach|report|yield|state-of-the-art|accurac)\w*[^,;]*\d|\b(?:results|accuracy|performance|scores?) for$",
    re.IGNORECASE,
)
"""What comes before "for" and a dataset: a figure or a result."""
_TRIED_AGAINST = re.compile(r"\b(?:evaluat|test|benchmark|validat)", re.IGNORECASE)
_RECENT = 120
"""How many characters before "for" a result may stand."""
_USED_TO_TRY = re.compile(
    r"[^.;]{0,60}?\b(?:to (?:evaluate|test|validate|assess|benchmark|demonstrate)|"
    r"(?:for|in) (?:(?:our|the|all) )?(?:\w+ )?(?:evaluations?|testing|validation|experiments?)\b|"
    r"as (?:a|an|our|the) (?:\w+ )?(?:benchmark|testbed|test ?bed|test set|case study))\b",
    re.IGNORECASE,
)


def evaluates_on(spot: Governed) -> bool:
    """Tell whether the word that governs a name says that there were experiments on the thing."""
    if spot.governor in ("on", "across", "over", "in"):
        if spot.before in _NOT_TRIED_ON:
            return False
        clause = spot.clause
        if (
            _TRIED.search(clause)
            or _INVESTIGATES.search(clause)
            or (_TRIALS_SHOW.search(spot.left) and not LEARNT_ON.search(spot.left))
        ):
            return True
        return bool(opens(clause) and _TRIED.search(spot.sentence, spot.end))
    if spot.governor in ("with", "using", "use"):
        if spot.before in _TRIED_WITH or _USED_TO_TRY.match(spot.sentence, spot.end):
            return True
        return bool(
            _TRIES.search(spot.left) or (opens(spot.clause) and _THEN_TRIED.match(spot.sentence, spot.end))
        )
    if spot.governor == "for":
        return bool(_REACHES.search(spot.left[-_RECENT:]))
    if spot.governor == "to":
        return spot.before in _CARRIED_TO
    return spot.governor == "against" and bool(_TRIED_AGAINST.search(spot.clause))


def is_scored(spot: Governed) -> bool:
    """Tell whether a figure stands for the name: "80% ImageNet accuracy"."""
    return bool(_SCORE.match(spot.sentence, spot.end) and _FIGURE.search(spot.sentence))


def result_for(spot: Governed) -> Governed | None:
    """Give the name as governed by the "for" of a list that an earlier word seems to govern: "84% for X and Y"."""
    at = spot.sentence.rfind(" for ", len(spot.left), spot.start) + 1
    if at and _REACHES.search(spot.sentence[:at][-_RECENT:]):
        return governed(spot.sentence, at + len("for "), spot.end)
    return None
