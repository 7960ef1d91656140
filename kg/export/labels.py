"""Names as short labels, with nothing invisible in them."""

from __future__ import annotations

from kg.text.display import visible

_LABEL = 34
"""Most characters of a label in a picture; the whole name is shown elsewhere."""

_PHRASE = 60
"""The same of the name of a topic."""


def short(name: str) -> str:
    """
    Give a label: the name that a title begins with, else its first words; nothing invisible in it.

    >>> short("Splat4D: Diffusion-Enhanced 4D Gaussian Splatting"), short("U-Net")
    ('Splat4D', 'U-Net')
    >>> short("On Over-Squashing in Message Passing Neural Networks")
    'On Over-Squashing in Message…'
    """
    text = _visible(name)
    head, colon, _ = text.partition(": ")
    if colon and 1 < len(head) <= _LABEL:
        return head
    return _cut(text)


def opening(name: str) -> str:
    """
    Give the first words of a title, whatever it begins with: the label of a paper named as what it introduces.

    >>> opening("U-Net: Convolutional Networks for Biomedical Image Segmentation")
    'U-Net: Convolutional Networks for…'
    """
    return _cut(_visible(name))


def phrase(name: str) -> str:
    """
    Give the name of a topic, of which more is shown than of others; nothing invisible in it.

    >>> phrase("non-intrusive intelligibility prediction")
    'non-intrusive intelligibility prediction'
    """
    return _cut(_visible(name), _PHRASE)


def _visible(name: str) -> str:
    return " ".join(visible(name).split())


def _cut(text: str, most: int = _LABEL) -> str:
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0]
    return (cut if len(cut) > most // 2 else text[:most]).rstrip(" ,;:-") + "…"
