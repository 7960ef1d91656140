"""Sentences and tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import tools
from kg.extract.text.sentences import mask_urls, passage, sentences
from kg.extract.text.words import BREAK


def words(text: str) -> list[str]:
    return [word.text for word in passage(text).words if word.key != BREAK]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We train. It works.", ["We train.", "It works."]),
        ("We use U-Net, e.g. on ISBI. It wins.", ["We use U-Net, e.g. on ISBI.", "It wins."]),
        ("Smith et al. show this. Fine.", ["Smith et al. show this.", "Fine."]),
        ("It gains 3.5 points. GPT-3.5 follows.", ["It gains 3.5 points.", "GPT-3.5 follows."]),
        ("A missing space.The next one starts here.", ["A missing space.", "The next one starts here."]),
        ("Code: https://github.com/a/b. Thanks.", ["Code: https://github.com/a/b. Thanks."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nnU-Net, U^2-Net and μP", ["nnU-Net", "U^2-Net", "and", "μP"]),
        ("on PTB/WikiText-103", ["on", "PTB", "WikiText-103"]),
        ("on 3DBoat/3DShip", ["on", "3DBoat", "3DShip"]),
        ("Gander 3/Mallard 4/Teal", ["Gander", "3", "Mallard", "4", "Teal"]),
        ("Gander-3.5/Teal-4 in A/B tests", ["Gander-3.5", "Teal-4", "in", "A/B", "tests"]),
        ("in 2D/3D, see github.com/ink/InkNet", ["in", "2D/3D", "see", "github.com/ink/InkNet"]),
        ("ViT-B/16 and CIFAR-10/100", ["ViT-B/16", "and", "CIFAR-10/100"]),
        ("DeepLabv3+ beats BERT's score", ["DeepLabv3+", "beats", "BERT", "score"]),
        ("a ResNet-based model", ["a", "ResNet", "model"]),
        ("GPT-3.5 and Node.js.", ["GPT-3.5", "and", "Node.js"]),
        ("see https://example.org/ImageNet now", ["see", "now"]),
        (r"$\mu$VLA, U$^2$-Net on COCO-20$^i$", [r"$\mu$VLA", "U$^2$-Net", "on", "COCO-20$^i$"]),
        (r"RRT-X\(^{*}\) in $O(n)$ time", [r"RRT-X\(^{*}\)", "in", "O", "n", "time"]),
        ("a $d$-dimensional space for $5-$10M", ["a", "d", "dimensional", "space", "for", "5", "10M"]),
        ("two benchmarks--Quiz and datasets-COCO", ["two", "benchmarks", "Quiz", "and", "datasets", "COCO"]),
        ("Bradley--Terry and bias-Free", ["Bradley--Terry", "and", "bias-Free"]),
        (
            "a method-FenceNet and model-X, Model-Free",
            ["a", "method", "FenceNet", "and", "model-X", "Model-Free"],
        ),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


MARKS = "A a net 1 k-means GPT $ $x$ \\( \\) \\mu { } ^2 - -- – s- _ + * / . é".split()
TEXTS = st.text() | st.lists(st.sampled_from([*MARKS, " "])).map("".join)


@given(TEXTS)
def test_places_are_exact_in_any_text(text: str) -> None:
    one = passage(text, tools().lexicon.words)
    for sentence in one.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert one.keys[sentence.first - 1] == one.keys[sentence.last] == BREAK
        for at in range(sentence.first, sentence.last):
            assert text[one.starts[at] : one.behind(at)] == one.words[at].text
            assert sentence.start <= one.starts[at] < one.behind(at) <= sentence.end
            assert at + 1 == sentence.last or one.behind(at) <= one.starts[at + 1]


@given(TEXTS)
def test_every_word_is_in_one_sentence(text: str) -> None:
    one = passage(text, tools().lexicon.words)
    inside = [at for sentence in one.sentences for at in range(sentence.first, sentence.last)]
    assert inside == [at for at, key in enumerate(one.keys) if key != BREAK]


@given(st.text())
def test_masking_addresses_keeps_all_places(text: str) -> None:
    assert len(mask_urls(f"{text} https://a.b/c {text}")) == len(f"{text} https://a.b/c {text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Memory-based Relay", ["the", "Memory-based", "Relay"]),
        ("the Support-Set-based Relay", ["the", "Support-Set-based", "Relay"]),
        ("a Mamba-based model", ["a", "Mamba", "model"]),
        ("cluster by $k$-means", ["cluster", "by", "$k$-means"]),
        ("the $k$-nearest neighbors", ["the", "$k$-nearest", "neighbors"]),
    ],
)
def test_the_lexicon_tells_ordinary_words_from_names(text: str, expected: list[str]) -> None:
    found = passage(text, tools().lexicon.words)
    assert [word.text for word in found.words if word.key != BREAK] == expected
