"""One entity for all spellings, and never one for two things."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import Corpus
from kg.model import KNOWN_NAME, Decision, Mention
from kg.resolve import Resolution, decided, resolve
from tests.unit.resolve.making import mention, together


def names(found: Resolution) -> list[str]:
    return [entity.name for entity in found.entities]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U-Net", "UNet"),
        ("U-Net", "U-net"),
        ("U-Net", "U-Nets"),
        ("Swin Transformer", "Swin transformers"),
        ("WikiText-2", "Wikitext2"),
        ("Mask R-CNN", "Mask RCNN"),
        ("Behaviour Transformer", "Behavior Transformers"),
        ("β-VAE", "beta-VAE"),
        ("Café-Net", "Cafe-Net"),
        ("TabbyNet", "TabbyNet model"),
        ("TabbyNet", "the TabbyNet architecture"),
        ("Claude 3.7 Sonnet", "Claude-Sonnet-3.7"),
        ("Claude 3.7 Sonnet", "claude-3-7-sonnet"),
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
        ("Claude 3.7 Sonnet", "Claude Sonnet 3.5"),
        ("Claude 3.7 Sonnet", "claude-3-5-sonnet"),
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
    assert alias.evidence is not None
    assert alias.evidence.paper == "a"


def test_acronym_with_two_expansions_is_two_things() -> None:
    first = [mention(paper, "GTA", text) for paper in "ab" for text in ("GTA", "Gated Tree Attention")]
    second = [mention("c", "GTA", text) for text in ("GTA", "Graph Token Alignment")]
    found = resolve([*first, *second])
    assert [entity.id for entity in found.entities] == ["method:graph-token-alignment", "method:gta"]


def test_the_plural_of_an_acronym_is_none_that_ends_in_a_capital_s() -> None:
    plural = [mention(paper, "GAs", text) for paper in "ab" for text in ("GAs", "gated assemblies")]
    found = resolve([*plural, mention("c", "GAS"), mention("d", "GA", "gated assembly"), mention("d", "GA")])
    assert found.entity_of[0] == found.entity_of[-1]
    assert found.entity_of[0] != found.entity_of[4]


@pytest.mark.parametrize(("one", "other"), [("GlazeNet8", "GlazeNet8s"), ("GlazeNetv8-S", "GlazeNetv8")])
def test_an_s_after_a_number_is_a_size(one: str, other: str) -> None:
    assert not together(mention("a", one), mention("b", other))


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


def test_a_title_that_lacks_the_name_of_what_it_introduced_is_no_alias() -> None:
    title = "What Whales Hear"
    listed = [mention(paper, "WhaleNet", title, rule="listed title") for paper in ("a", "b")]
    found = resolve([*listed, mention("c", "WhaleNet", "Whale-Net", rule="known name")])
    assert [(one.name, [alias.name for alias in one.aliases]) for one in found.entities] == [
        ("WhaleNet", ["Whale-Net"])
    ]


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


def test_two_rare_senses_that_are_first_met_in_one_paper_have_ids_of_their_own() -> None:
    long, other = "Gated Tree Attention", "Graph Token Alignment"
    said = [("a", long, "GTA"), ("a", long, other), ("a", other, "GTA"), ("b", "GTAs", "GTA")]
    said += [("b", long, "GTA"), ("c", long, "GTAs")]
    found = resolve([mention(paper, name, text, "dataset") for paper, name, text in said])
    assert len(found.entities) == len({entity.id for entity in found.entities}) == 3


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


_DECISIONS = st.builds(
    Decision,
    st.sampled_from(["merge", "split"]),
    st.sampled_from(["method", "dataset"]),
    st.sampled_from(_NAMES),
    st.sampled_from(_NAMES),
).filter(lambda one: one.name != one.other)
_MENTIONS = st.lists(
    st.builds(
        mention,
        st.sampled_from("abcde"),
        st.sampled_from(_NAMES),
        st.sampled_from(_NAMES),
        st.sampled_from(["method", "dataset"]),
    ),
    max_size=15,
)


def judged(mentions: list[Mention], decisions: list[Decision]) -> Resolution:
    known = Corpus().decide(decisions).decisions
    return resolve(decided(mentions, known), known)


@given(_MENTIONS, st.lists(_DECISIONS, max_size=5, unique_by=lambda one: one.about), st.randoms())
def test_the_order_of_decisions_does_not_matter(
    mentions: list[Mention], decisions: list[Decision], shuffler: random.Random
) -> None:
    shuffled = list(decisions)
    shuffler.shuffle(shuffled)
    assert judged(mentions, shuffled) == judged(mentions, decisions)


@given(_MENTIONS, _DECISIONS)
def test_a_decision_that_is_forgotten_leaves_no_trace(mentions: list[Mention], one: Decision) -> None:
    corpus = Corpus().decide([one])
    assert corpus.forget([one]) == Corpus()
    assert judged(mentions, []) == resolve(mentions)


def test_a_split_takes_back_a_merge() -> None:
    mentions = [mention("a", "GTA"), mention("b", "Quail"), mention("c", "Quail")]
    merge = Decision("merge", "method", "GTA", "Quail")
    assert len(judged(mentions, [merge]).entities) == 1
    again = judged(mentions, [merge, Decision("split", "method", "Quail", "GTA")])
    assert again == resolve(mentions)


def test_merged_names_say_that_a_person_decided() -> None:
    found = judged(
        [mention("a", "GTA"), mention("b", "Quail")], [Decision("merge", "method", "GTA", "Quail")]
    )
    (alias,) = found.entities[0].aliases
    assert (alias.rule, alias.score) == ("decided", 1.0)


def test_a_chain_of_merges_never_joins_what_was_split() -> None:
    mentions = [mention(paper, name) for paper, name in zip("abc", ("GTA", "Quail", "Lark"), strict=True)]
    decisions = [
        Decision("merge", "method", "GTA", "Quail"),
        Decision("merge", "method", "Quail", "Lark"),
        Decision("split", "method", "GTA", "Lark"),
    ]
    found = judged(mentions, decisions)
    assert found.entity_of[0] != found.entity_of[2]
    assert len(found.entities) == 2


def test_a_split_can_tell_spellings_apart() -> None:
    mentions = [mention("a", "FiD"), mention("b", "FID"), mention("c", "FID")]
    assert len(resolve(mentions).entities) == 1
    found = judged(mentions, [Decision("split", "method", "FID", "FiD")])
    assert [entity.name for entity in found.entities] == ["FID", "FiD"]


def test_a_name_that_was_decided_to_be_nothing_is_gone() -> None:
    mentions = [mention("a", "GTA"), mention("b", "Quail")]
    assert names(judged(mentions, [Decision("other", "method", "gta")])) == ["Quail"]


@pytest.mark.parametrize(("one", "other"), [("WMT14", "WMT 2014"), ("BraTS'20", "BraTS 2020")])
def test_years_of_datasets_may_be_short(one: str, other: str) -> None:
    assert together(mention("a", one, kind="dataset"), mention("b", other, kind="dataset"))
    assert not together(mention("a", one), mention("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ImageNet", "ImageNet-S"),
        ("Graph", "Graph network"),
        ("VOC 1912", "VOC12"),
    ],
)
def test_what_tells_things_apart_is_not_folded(one: str, other: str) -> None:
    assert not together(mention("a", one, kind="dataset"), mention("b", other, kind="dataset"))
    assert not together(mention("a", one), mention("b", other))


def test_a_rare_misspelling_of_a_long_name_is_that_name() -> None:
    right = [mention(paper, "Quilted Tensor Network") for paper in "abc"]
    found = resolve([*right, mention("d", "Quilted Tensor Netwrok")])
    (alias,) = found.entities[0].aliases
    assert (alias.rule, alias.of) == ("misspelling", "Quilted Tensor Network")


def test_short_names_and_frequent_words_are_no_misspellings() -> None:
    short = [mention(paper, "Adam") for paper in "abcd"]
    assert not together(*short, mention("e", "Adan"))
    both = [mention(paper, f"{word} Normalization") for word in ("Adaptive", "Adoptive") for paper in "abcd"]
    assert not together(*both)


def test_a_size_does_not_share_the_long_form() -> None:
    base = [mention("a", "ViT", text) for text in ("ViT", "Vision Transformer")]
    large = [mention("b", "ViT-L", text) for text in ("ViT-L", "Vision Transformer")]
    assert len(set(resolve([*base, *large]).entity_of)) == 2


def test_papers_that_introduce_one_name_in_two_spellings_introduce_two_things() -> None:
    def title(paper: str, name: str) -> Mention:
        return replace(mention(paper, name), field="title", role="introduces")

    found = resolve([title("a", "RAVEn"), title("b", "Raven"), mention("c", "Raven")])
    assert found.entity_of[0] != found.entity_of[1] == found.entity_of[2]


def test_a_paper_that_introduces_a_known_name_in_another_spelling_introduces_another_thing() -> None:
    new = replace(mention("a", "SUGAR"), field="title", role="introduces")
    found = resolve([new, mention("b", "SuGaR", rule="known name"), mention("c", "SUGAR")])
    assert found.entity_of[0] == found.entity_of[2] != found.entity_of[1]


def test_known_names_that_differ_in_case_alone_are_two_things() -> None:
    known = [
        mention(paper, name, rule=KNOWN_NAME)
        for paper, name in zip("abc", ("Autoformer", "Autoformer", "AutoFormer"), strict=True)
    ]
    found = resolve(known)
    assert found.entity_of[0] == found.entity_of[1] != found.entity_of[2]
    assert sorted(names(found)) == ["AutoFormer", "Autoformer"]


def test_a_joining_word_makes_no_other_long_form() -> None:
    one, other = "Central Training and Local Execution", "Central Training with Local Execution"
    first = [mention("a", "CTLE", text) for text in ("CTLE", one)]
    assert together(*first, *[mention("b", "CTLE", text) for text in ("CTLE", other)])


def test_initials_in_the_same_paper_are_an_acronym() -> None:
    paper = [mention("a", "Cross-Layer Visual Anchors"), mention("a", "CLVA")]
    found = resolve([*paper, mention("b", "CLVA")])
    assert set(found.entity_of) == {"method:clva"}
    (alias,) = found.entities[0].aliases
    assert (alias.rule, alias.of) == ("initials", "CLVA")
    assert not together(mention("a", "Cross-Layer Visual Anchors"), mention("b", "CLVA"))


def test_what_the_lexicon_knows_under_one_name_is_one_thing_whatever_its_acronyms() -> None:
    known = {"name": "diffusion model", "rule": "known name"}
    one = [mention("a", surface=text, **known) for text in ("DM", "diffusion model")]
    other = [mention("b", surface=text, **known) for text in ("DDM", "diffusion model")]
    assert together(*one, *other)


def _known(paper: str, name: str, *surfaces: str) -> list[Mention]:
    return [mention(paper, name, text, rule="known name") for text in surfaces]


def test_what_the_lexicon_knows_under_one_name_is_one_thing_whatever_its_long_forms() -> None:
    heads = [
        *_known("a", "multi-head attention", "multi-head self-attention", "MHSA"),
        *_known("b", "multi-head attention", "Multi-Head Attention", "MHA"),
        *_known("c", "multi-head attention", "multi-head attention"),
    ]
    assert names(resolve(heads)) == ["multi-head attention"]
    apart = Decision("split", "method", "MHSA", "MHA")
    assert len(resolve(decided(heads, [apart]), [apart]).entities) == 2


def test_an_acronym_that_the_lexicon_knows_stays_divided_by_its_long_forms() -> None:
    topics = _known("a", "Latent Dirichlet Allocation", "Latent Dirichlet Allocation", "LDA")
    discriminant = _known("b", "LDA", "LDA", "Linear Discriminant Analysis")
    found = resolve([*topics, *discriminant, *_known("c", "LDA", "LDA")])
    assert len({found.entity_of[0], found.entity_of[2], found.entity_of[4]}) == 3
