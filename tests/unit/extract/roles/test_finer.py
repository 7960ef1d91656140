"""Tests of `kg.extract.roles.finer`: the roles that rules and the model tell together."""

import re

import pytest

from kg.extract import extract
from kg.extract.roles import rules
from kg.extract.roles.finer import with_finer_roles
from kg.extract.roles.governors import governed
from kg.model import Mention, Paper
from tests.unit.extract.roles.test_rules import DATA, SAID


def roles(sentence: str, before: str = "") -> tuple[str, ...]:
    """Give the finer roles of the name between asterisks; OwlNet is the paper's own, other names are not marked."""
    head, name, tail = sentence.split("*")
    paper = Paper("T", before + head + name + tail, id="paper:t")
    kind = "dataset" if name.startswith(tuple(DATA)) else "method"

    def mention(start: int, end: int, role: str) -> Mention:
        return Mention(
            "paper:t", kind if role == "mentions" else "method", paper.abstract[start:end], "abstract", start, end,
            paper.abstract[start:end], head + name + tail, role=role, rule="", confidence=1,
        )  # fmt: skip

    start = len(before + head)
    own = [mention(*one.span(), "introduces") for one in re.finditer("OwlNet", paper.abstract)]
    found = with_finer_roles(paper, [*own, mention(start, start + len(name), "mentions")])
    return found[-1].roles


@pytest.mark.parametrize("role", SAID)
def test_the_model_overrules_the_rules_in_few_plain_sentences(role: str) -> None:
    said = [one for one in SAID[role] if one]
    wrong = [one for one in said if roles(one) != ((role,) if role else ())]
    assert len(wrong) * 10 <= len(said), wrong


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("uses", "We propose a pipeline of two steps, a *ViT* encoder and a decoder that hears owls."),
        ("uses", "A *GPT-4o* agent repeatedly chooses what to hear next."),
        ("uses", "Specifically, a *ResNet-50* encoder extracts features of calls."),
        ("uses", "We introduce an audit of 28,000 calls from four models (*GPT-4o-mini*, DeepSeek-V3)."),
    ],
)
def test_the_model_finds_what_no_rule_tells(role: str, sentence: str) -> None:
    before, name, after = sentence.split("*")
    spot = governed(before + name + after, len(before), len(before + name))
    assert rules.roles(spot, set(), data=role == "evaluatesOn", told=True) == ()
    assert roles(sentence, before="We study owls with a new network. ") == (role,)


def test_of_families_rules_alone_tell() -> None:
    paper = Paper("Owls", "We use GNNs. We classify calls by reinforcement learning of owls.", id="paper:t")
    assert [one.roles for one in extract([paper]) if one.family][:1] == [("uses",)]


def test_a_title_may_say_what_is_extended() -> None:
    paper = Paper("Extending BERT to Owls", "Owls are heard.", id="paper:t")
    assert [(one.name, one.roles) for one in extract([paper])] == [("BERT", ("extends",))]


def test_what_a_paper_introduces_has_no_finer_role_and_main_roles_stay() -> None:
    paper = Paper(
        "OwlNet: Hearing at Night",
        "We introduce OwlNet, which is based on ResNet-50. OwlNet outperforms VGG-16 on ImageNet. Ours is OwlNet.",
        id="paper:owl",
    )
    found = {(one.name, one.role, one.roles) for one in extract([paper])}
    assert found == {
        ("OwlNet", "introduces", ()),
        ("ResNet-50", "mentions", ("extends",)),
        ("VGG-16", "mentions", ("comparesWith",)),
        ("ImageNet", "mentions", ("evaluatesOn",)),
    }


def test_the_place_of_the_name_counts_where_a_sentence_comes_twice() -> None:
    said = "We evaluate on ImageNet."
    paper = Paper("T", f"{said} {said}", id="paper:t")
    assert [one.roles for one in extract([paper])] == [("evaluatesOn",)] * 2
