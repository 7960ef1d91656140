"""What is found in whole abstracts, and that every mention can be traced to its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.model import Mention, Paper

GATE = Paper(
    "GateFormer: Gated Attention for Long Documents",
    "Long documents are hard for recurrent neural networks. We introduce GateFormer, a transformer whose Gated Tree "
    "Attention (GTA) skips what does not matter. On WikiText-103 and enwik8 it outperforms Transformer-XL and "
    "Longformer, and fine-tuning with the Adam optimizer takes a day on eight GPUs. "
    "Code is available at https://github.com/gate-lab/gateformer.",
    id="paper:gateformer",
)
BENCH = Paper(
    "LeafBench: A Benchmark for Plant Disease Recognition",
    "We present LeafBench, a large-scale benchmark of 120,000 annotated images of leaves. We evaluate ResNet-50, "
    "ViT-B/16 and CLIP, all pre-trained on ImageNet-21K, and compare with PlantVillage.",
    id="paper:leafbench",
)
USER = Paper(
    "Pruning at scale",
    "We prune networks after training. Experiments on LeafBench and on CIFAR-10/100 show that GateFormer keeps its "
    "accuracy at half its size.",
    id="paper:pruning",
)


def found(paper: Paper, kind: str, *others: Paper) -> dict[str, str]:
    mentions = [one for one in extract([paper, *others]) if one.paper == paper.id and one.kind == kind]
    return {one.name: one.role for one in mentions if not one.family}


def families(paper: Paper) -> set[str]:
    return {one.name for one in extract([paper]) if one.family}


def test_methods_with_their_roles() -> None:
    methods = found(GATE, "method")
    assert methods == {
        "GateFormer": "introduces",
        "GTA": "introduces",
        "Transformer-XL": "mentions",
        "Longformer": "mentions",
        "Adam": "mentions",
    }


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("introduces", "We present simple networks that we call RegNet."),
        ("introduces", 'We propose an architecture codenamed "RegNet" for vision.'),
        ("introduces", "In this paper, we propose a simple design space called RegNet."),
        ("introduces", "It gives regular networks, hereafter called RegNet."),
        ("mentions", "We build on networks called RegNet."),
        ("mentions", "We propose a model that uses networks named RegNet."),
        ("mentions", "We use the networks that others call RegNet."),
        ("mentions", "We propose a method called RegNet-based Search."),
    ],
)
def test_whoever_gives_a_name_introduces_it_even_if_it_is_well_known(role: str, sentence: str) -> None:
    assert found(Paper("Designing Networks", sentence, id="paper:x"), "method") == {"RegNet": role}


@pytest.mark.parametrize(
    ("role", "title", "sentence"),
    [
        (
            "mentions",
            "Steering of Barges",
            "Our estimator is fast. We release the CUDA implementation with it.",
        ),
        ("mentions", "Steering of Barges", "We introduce a CUDA based estimator of drift."),
        ("introduces", "CUDA: Steering of Barges", "Barges drift. With CUDA they do not."),
    ],
)
def test_explicit_words_alone_seldom_make_a_known_name_the_papers_own(
    role: str, title: str, sentence: str
) -> None:
    paper = Paper(title, f"Barges drift in the wind. {sentence}", id="paper:x")
    assert found(paper, "method")["CUDA"] == role


def test_datasets_of_a_method_paper() -> None:
    assert found(GATE, "dataset") == {"WikiText-103": "mentions", "enwik8": "mentions"}


def test_families_are_told_apart_from_methods() -> None:
    assert {"recurrent neural network", "transformer"} <= families(GATE)


def test_own_repository() -> None:
    assert found(GATE, "repo") == {"github.com/gate-lab/gateformer": "introduces"}


def test_a_benchmark_that_nobody_knows_yet() -> None:
    assert found(BENCH, "dataset") == {
        "LeafBench": "introduces",
        "ImageNet-21K": "mentions",
        "PlantVillage": "mentions",
    }
    assert set(found(BENCH, "method")) == {"ResNet-50", "ViT-B/16", "CLIP"}


def test_long_form_and_short_form_are_one_name() -> None:
    surfaces = {one.surface for one in extract([GATE]) if one.name == "GTA"}
    assert surfaces == {"Gated Tree Attention", "GTA"}


def test_a_title_may_give_a_known_name_to_another_thing() -> None:
    own = Paper(
        "ScaleLong: Steady Skip Connections for Diffusion Models",
        "Training diffusion models is unstable. We propose the framework ScaleLong, which scales the long skip connections "
        "of a U-Net, and train with it on CIFAR-10.",
        id="paper:own",
    )
    user = Paper("Hours of video", "We evaluate video models on the ScaleLong benchmark.", id="paper:user")
    assert found(own, "method")["ScaleLong"] == "introduces"
    assert "ScaleLong" not in found(own, "dataset")
    assert found(user, "dataset") == {"ScaleLong": "mentions"}


@pytest.mark.parametrize("dash", [":", " -", " --", " –", " —"])
def test_a_title_introduces_what_stands_before_a_colon_or_a_dash(dash: str) -> None:
    paper = Paper(
        f"MobileNetV4{dash} Small Models for Telephones",
        "Telephones have little memory. With MobileNetV4 photographs are sorted in four milliseconds.",
        id="paper:mobile",
    )
    assert found(paper, "method")["MobileNetV4"] == "introduces"


def test_an_abbreviated_list_names_two_datasets_at_one_place() -> None:
    listed = [one for one in extract([USER]) if one.surface == "CIFAR-10/100"]
    assert [one.name for one in listed] == ["CIFAR-10", "CIFAR-100"]


def test_names_of_other_papers_are_recognised() -> None:
    assert found(USER, "dataset")["LeafBench"] == "mentions"
    assert found(USER, "method")["GateFormer"] == "mentions"


def test_a_formula_leaves_no_markup_in_a_name() -> None:
    folding = Paper(
        r"$\mu$Folder: A Small Model for Folding",
        r"We propose $\mu$Folder, a new network that folds. $\mu$Folder beats U$^2$-Net on LIBERO.",
        id="paper:folder",
    )
    assert found(folding, "method") == {"μFolder": "introduces", "U2-Net": "mentions"}


def test_an_acronym_that_is_spelled_out_otherwise_is_not_the_known_one() -> None:
    paper = Paper(
        "Sheaves on graphs",
        "We study Sheaf Neural Networks (SNNs). An SNN learns restriction maps on every edge.",
        id="paper:s",
    )
    assert "spiking neural network" not in families(paper)


@pytest.mark.parametrize("word", ["GPU", "FID", "BLEU", "NeurIPS", "English", "Google", "NLP", "SOTA"])
def test_metrics_hardware_venues_and_companies_are_neither(word: str) -> None:
    paper = Paper(
        "A note", f"We report results with {word} and discuss what {word} tells about training.", id="paper:n"
    )
    assert extract([paper]) == []


def test_order_of_papers_does_not_matter() -> None:
    forwards, backwards = extract([GATE, BENCH, USER]), extract([USER, BENCH, GATE])
    assert sorted(forwards, key=repr) == sorted(backwards, key=repr)


def test_progress_counts_every_paper_once() -> None:
    done: list[int] = []
    extract([GATE, BENCH, USER], progress=done.append)
    assert sum(done) == 3


def traceable(paper: Paper, mentions: list[Mention]) -> bool:
    return all(
        paper.text(one.field)[one.start : one.end] == one.surface
        and one.surface in (one.sentence if one.field != "code" else paper.text("code"))
        and 0 <= one.confidence <= 1
        for one in mentions
    )


_PIECES = [
    "We introduce", "ResNet-50", "GTA", "(GTA)", "Gated Tree Attention", "on", "CIFAR-10/100", "ImageNet", ".", ",",
    ":", "datasets", "https://github.com/a/b-c", "μP", "U^2-Net", "BERT's", "“Loki”", "(", ")", "{\\em X}", "'", "\u202e",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=30),
    st.lists(st.sampled_from(_PIECES), max_size=6),
)
def test_every_mention_is_exactly_its_surface(body: list[str], head: list[str]) -> None:
    paper = Paper(" ".join(head) or "T", " ".join(body), id="paper:t", code=("https://github.com/o/n",))
    assert traceable(paper, extract([paper]))


@pytest.mark.parametrize(
    ("abstract", "kind", "names"),
    [
        ("We fine-tune ViT-B/16 and L/16 on ImageNet.", "method", {"ViT-B/16", "ViT-L/16"}),
        ("Our Transformer reaches 28.4 BLEU on WMT'14 En-De and is trained on IWSLT'14 De-En.", "dataset", {"WMT14", "IWSLT14"}),
        ("We train deep networks with μP. μP is stable in width.", "method", {"muP"}),
        ("We train deep networks with SGD and show that SGD generalizes better.", "method", {"SGD"}),
        ("On the SGD and MultiWOZ datasets our dialogue model wins. The SGD dataset is larger.", "dataset", {"Schema-Guided Dialogue", "MultiWOZ"}),
    ],
)  # fmt: skip
def test_names_that_lists_symbols_and_contexts_make(abstract: str, kind: str, names: set[str]) -> None:
    assert found(Paper("On training", abstract, id="paper:names"), kind).keys() == names


def test_a_term_that_one_paper_makes_its_name_stays_a_term_in_the_others() -> None:
    own = Paper(
        "SLAM: A New Network for Layered Models",
        "We propose SLAM, a new neural network. We call our model SLAM. SLAM outperforms BERT.",
        id="paper:own",
    )
    other = Paper("Robots at Home", "We discuss what SLAM is for robots and use ResNet-50.", id="paper:other")
    found = {(one.paper, one.name) for one in extract([own, other])}
    assert ("paper:own", "SLAM") in found
    assert ("paper:other", "ResNet-50") in found
    assert ("paper:other", "SLAM") not in found


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We propose Mamba Snake, a new deep framework for segmentation. Mamba Snake beats U-Net.", "Mamba"),
        ("We introduce ELECTRA-based neural networks for chemistry. They beat BERT.", "ELECTRA"),
        ("We introduce Terminal-Bench Pro, a new benchmark of agents.", "Terminal-Bench"),
        ("We introduce ELECTRA (a language model)-based neural networks for chemistry.", "ELECTRA"),
        ("We propose U-Net layers to segment beetles. U-Net layers outperform existing methods.", "U-Net"),
    ],
)
def test_a_part_of_a_new_name_is_not_what_is_introduced(abstract: str, name: str) -> None:
    mentions = extract([Paper("On training", abstract, id="paper:part")])
    assert "introduces" not in {one.role for one in mentions if one.name == name}


def test_what_one_paper_calls_its_method_is_something_else_elsewhere() -> None:
    own = Paper(
        "Core Attention Disaggregation",
        "We introduce core attention disaggregation (CAD), a new method that trains transformers faster.",
        id="paper:own",
    )
    other = Paper(
        "Arteries", "Coronary artery disease (CAD) is frequent. CAD is treated early.", id="paper:other"
    )
    assert {one.paper for one in extract([own, other])} == {"paper:own"}


def test_a_name_within_a_longer_one_is_mentioned_only_where_the_longer_one_is_none() -> None:
    whole = "We introduce Deception-Aware GRPO, a new method for reasoning. Deception-Aware GRPO beats all baselines."
    assert "GRPO" not in found(Paper("On honesty", whole, id="paper:whole"), "method")
    inner = "We train deep networks with Vanilla Proximal Policy Optimization and Adam."
    told = found(Paper("On learning", inner, id="paper:inner"), "method")
    assert "PPO" in told or "Vanilla Proximal Policy Optimization" in told


def test_years_and_versions_in_a_row_are_several_things():
    paper = Paper(
        "Pruning scans",
        "We evaluate on the BraTS 2020/2021 datasets, and compare with Gemma 3/Llama 4/Mistral and Llama-3.1-8B/70B.",
        id="paper:scans",
    )
    assert {"BraTS 2020", "BraTS 2021"} <= found(paper, "dataset").keys()
    assert {"Mistral", "Llama-3.1-8B", "Llama-3.1-70B"} <= found(paper, "method").keys()
    assert not any("/" in name for name in found(paper, "method"))
