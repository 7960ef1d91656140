"""One entity for all spellings, and never one for two things."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Kind, Mention
from kg.resolve import Resolution, resolve


def mention(paper: str, name: str, surface: str = "", kind: Kind = "method", rule: str = "name") -> Mention:
    text = surface or name
    return Mention(paper, kind, name, "abstract", 0, len(text), text, f"{text}.", "mentions", rule, 0.9)


def names(found: Resolution) -> list[str]:
    return [entity.name for entity in found.entities]


def together(*mentions: Mention) -> bool:
    return len(set(resolve(mentions).entity_of)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U-Net", "UNet"),
        ("U-Net", "U-net"),
        ("U-Net", "U-Nets"),
        ("Swin Transformer", "Swin transformers"),
        ("WikiText-2", "Wikitext2"),
        ("Mask R-CNN", "Mask RCNN"),
    ],
)
def test_spellings_of_one_name_are_joined(one: str, other: str) -> None:
    assert together(mention("a", one), mention("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3", "GPT-3.5"),
        ("CIFAR-10", "CIFAR-100"),
        ("ImageNet", "ImageNet-1K"),
        ("ImageNet-1K", "ImageNet-21K"),
        ("MobileNetV2", "MobileNetV3"),
        ("LLaMA-7B", "LLaMA-13B"),
        ("SAM", "SAM 2"),
        ("BERT", "RoBERTa"),
        ("Adam", "AdamW"),
        ("COCO", "COCO-Stuff"),
        ("MNIST", "Fashion-MNIST"),
        ("DeepLabv3", "DeepLabv3+"),
        ("VGG-16", "VGG-19"),
        ("A*", "A"),
        ("WikiText-2", "WikiText-103"),
        ("U-Net", "U^2-Net"),
    ],
)
def test_different_things_stay_apart(one: str, other: str) -> None:
    assert not together(mention("a", one), mention("b", other))


def test_kinds_stay_apart() -> None:
    found = resolve([mention("a", "SGD", kind="method"), mention("b", "SGD", kind="dataset")])
    assert [entity.id for entity in found.entities] == ["dataset:sgd", "method:sgd"]


def test_long_form_joins_its_acronym_in_other_papers() -> None:
    defining = [mention("a", "GTA", "Gated Tree Attention"), mention("a", "GTA")]
    found = resolve([*defining, mention("b", "GTA"), mention("c", "Gated Tree Attention")])
    assert set(found.entity_of) == {"method:gta"}
    (alias,) = found.entities[0].aliases
    assert (alias.name, alias.rule, alias.of) == ("Gated Tree Attention", "definition", "GTA")
    assert alias.papers == ("a", "c")
    assert alias.evidence is not None and alias.evidence.paper == "a"


def test_acronym_with_two_expansions_is_two_things() -> None:
    first = [mention(paper, "GTA", text) for paper in "ab" for text in ("GTA", "Gated Tree Attention")]
    second = [mention("c", "GTA", text) for text in ("GTA", "Graph Token Alignment")]
    found = resolve([*first, *second])
    assert [entity.id for entity in found.entities] == ["method:graph-token-alignment", "method:gta"]


def test_undefined_acronym_takes_no_side_between_equals() -> None:
    first = [mention("a", "GTA", text) for text in ("GTA", "Gated Tree Attention")]
    second = [mention("b", "GTA", text) for text in ("GTA", "Graph Token Alignment")]
    found = resolve([*first, *second, mention("c", "GTA")])
    assert len({found.entity_of[0], found.entity_of[2], found.entity_of[4]}) == 3


def test_one_long_form_never_joins_different_versions() -> None:
    long = "Large Tree Model"
    old = [mention("a", "LTM", text) for text in ("LTM", long)]
    new = [mention("b", "LTM-2", text) for text in ("LTM-2", long)]
    found = resolve([*old, *new])
    assert len(set(found.entity_of)) == 2


def test_surface_of_a_list_is_no_alias() -> None:
    found = resolve([mention("a", "CIFAR-10", "CIFAR-10/100", "dataset", "abbreviated list")])
    assert found.entities[0].aliases == ()


def test_repositories_differ_in_nothing_but_case() -> None:
    found = resolve(
        [
            mention("a", "github.com/Owner/Net", kind="repo"),
            mention("b", "github.com/owner/net", kind="repo"),
            mention("c", "github.com/owner/nets", kind="repo"),
        ]
    )
    assert [entity.id for entity in found.entities] == [
        "repo:github.com/owner/net",
        "repo:github.com/owner/nets",
    ]


_NAMES = [
    "GTA",
    "GTAs",
    "gta",
    "GTA-2",
    "Gated Tree Attention",
    "Graph Token Alignment",
    "gated tree attention",
]


@given(
    st.lists(
        st.builds(
            mention,
            st.sampled_from("abcde"),
            st.sampled_from(_NAMES),
            st.sampled_from(_NAMES),
            st.sampled_from(["method", "dataset"]),
        ),
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_mentions_does_not_matter(mentions: list[Mention], shuffler: random.Random) -> None:
    found = resolve(mentions)
    order = list(range(len(mentions)))
    shuffler.shuffle(order)
    again = resolve([mentions[at] for at in order])
    assert again.entities == found.entities
    assert [again.entity_of[order.index(at)] for at in range(len(mentions))] == list(found.entity_of)
    assert {entity.id for entity in found.entities} == set(found.entity_of)
    assert len({entity.id for entity in found.entities}) == len(found.entities)
