"""Abbreviated lists."""

import pytest

from kg.extract.lists import expand


@pytest.mark.parametrize(
    ("surface", "behind", "names"),
    [
        ("CIFAR-10/100", "", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR10/100", "", ["CIFAR10", "CIFAR100"]),
        ("ResNet-18", ", -34 and -50 here", ["ResNet-18", "ResNet-34", "ResNet-50"]),
        ("CIFAR-10", " and -100", ["CIFAR-10", "CIFAR-100"]),
        ("DeiT-Ti/S/B", "", ["DeiT-Ti", "DeiT-S", "DeiT-B"]),
        ("ViT-B/16", "", ["ViT-B/16"]),
        ("ViT-B/16", " and L/16 models", ["ViT-B/16", "ViT-L/16"]),
        ("ViT-S/16", ", B/16, and L/14.", ["ViT-S/16", "ViT-B/16", "ViT-L/14"]),
        ("ViT-B/16", " and A/B tests", ["ViT-B/16"]),
        ("GPT-3", " and 5-shot prompts", ["GPT-3"]),
        ("ResNet-50", ", -based", ["ResNet-50"]),
        ("U-Net", "", ["U-Net"]),
    ],
)
def test_expand(surface: str, behind: str, names: list[str]) -> None:
    assert expand(surface, behind)[0] == names
