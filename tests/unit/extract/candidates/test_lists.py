"""Abbreviated lists."""

import pytest

from kg.extract.candidates.lists import expand


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
        ("Gander-3.1-8B/70B", "", ["Gander-3.1-8B", "Gander-3.1-70B"]),
        ("Gander 3 8B/1.5B/70B", "", ["Gander 3 8B", "Gander 3 1.5B", "Gander 3 70B"]),
        ("InkBench-4K/8K", "", ["InkBench-4K", "InkBench-8K"]),
        ("BraTS 2020/2021", "", ["BraTS 2020", "BraTS 2021"]),
        ("BraTS 2020/21", "", ["BraTS 2020", "BraTS 2021"]),
        ("BraTS 2019-2021", "", ["BraTS 2019", "BraTS 2021"]),
        ("BraTS2019--2021", "", ["BraTS2019", "BraTS2021"]),
        ("BraTS 2018", ", 2019, and 2020 sets", ["BraTS 2018", "BraTS 2019", "BraTS 2020"]),
        ("BraTS 2018", " and 2,019 others", ["BraTS 2018"]),
        ("BraTS 2018", " and 2019-level scans", ["BraTS 2018"]),
        ("TCP/IP", "", ["TCP/IP"]),
    ],
)
def test_expand(surface: str, behind: str, names: list[str]) -> None:
    assert expand(surface, behind)[0] == names
