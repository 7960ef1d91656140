"""How names are spelled: foldings under which two spellings are one name, and what keeps similar names apart."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.names.folding import fold_name, without_plural

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_GAPS = re.compile(r"[\s_-]+")
_POINT = re.compile(r"(?<=-\d)-(?=\d(?:-|$))")
"""The hyphen between two digits in the identifier of a model, where a name has a point: "claude-3-7-sonnet"."""
_WORDS = re.compile(r"[^\W_]+|[\W_]+")
_AMERICAN = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=\w{3})is(?=(?:ations?|e[drs]?|ers|ing)$)", "iz"),
        (r"(?<=\w{2})our(?=(?:s|ed|ing|al|hoods?|ful|able|less)?$)", "or"),
        (r"(?<=^cent)re(?=[sd]?$)|(?<=^fib)re(?=s?$)", "er"),
        (r"(?<=\w{4})ll(?=(?:ed|ing|ers?)$)", "l"),
        (r"(?<=\w{3})ys(?=(?:e[drs]?|ing)$)", "yz"),
    )
)
_BRITISH = re.compile(r"is(?:ation|e|ing)|our|re\b|res\b|lle|lli|ys[ei]", re.IGNORECASE)


@lru_cache(maxsize=1 << 18)
def spelling_key(name: str) -> str:
    """
    Give the key of a name: folded as everywhere, and in American spelling.

    Both spellings of a word must give one key; that "noise" becomes "noize" harms nobody.

    >>> spelling_key("Batch Normalisation") == spelling_key("batch-normalization")
    True
    >>> spelling_key("β-VAE"), spelling_key("Tumour Atlas")
    ('betavae', 'tumoratlas')
    """
    if _BRITISH.search(name):
        name = "".join(map(_american, _WORDS.findall(name)))
    return fold_name(name)


def _american(word: str) -> str:
    lower = word.lower()
    for british, instead in _AMERICAN:
        lower = british.sub(instead, lower)
    return lower


def same(name: str) -> str:
    """Give the key under which a name and its plural are one."""
    return without_plural(spelling_key(name)) or name


def numbers(name: str) -> tuple[str, ...]:
    """
    Give the numbers in a name; names with different numbers are never one thing.

    >>> numbers("GPT-3.5"), numbers("ImageNet-1K"), numbers("U^2-Net"), numbers("BERT")
    (('3.5',), ('1',), ('2',), ())
    """
    return tuple(_NUMBER.findall(name))


def version_words(name: str) -> tuple[str, ...]:
    """
    Give the words of the name of a version, sorted: three or more, of which just one has digits, a number alone.

    Identifiers of models have a hyphen for the point of the number.

    >>> version_words("Claude-3.7-Sonnet") == version_words("Claude Sonnet 3.7"), version_words("ViT B/16")
    (True, ())
    >>> version_words("claude-3-7-sonnet") == version_words("Claude Sonnet 3.7"), version_words("Llama-3-8B")
    (True, ())
    """
    words = _GAPS.split(_POINT.sub(".", name.lower()))
    if len(words) < 3:
        return ()
    numbered = [word for word in words if any(map(str.isdigit, word))]
    is_version = len(numbered) == 1 and _NUMBER.fullmatch(numbered[0])
    return tuple(sorted(words)) if is_version else ()


@lru_cache(maxsize=1 << 18)
def spells_out(text: str, name: str) -> bool:
    """
    Tell whether a text of several words is a long form of a shorter name.

    A name with a word more ("Swin Transformer") spells nothing out, nor does a text without the numbers of the name.

    >>> spells_out("Graph Neural Networks", "GNN"), spells_out("Swin Transformers", "Swin")
    (True, False)
    >>> spells_out("Hematoxylin and Eosin", "H&E"), spells_out("large language model", "LLaMA 3.2")
    (True, False)
    """
    words = [fold_name(word) for word in _GAPS.split(text.strip())]
    short = fold_name(name)
    if len(words) < 2 or len(text) <= len(name) + 3:
        return False
    ends = {"".join(part) for at in range(1, len(words)) for part in (words[:at], words[at:])}
    return short not in ends and not {one for one in numbers(name) if len(one) > 1} - set(numbers(text))


_INFLECTION = re.compile(
    r"(?<=\w{4})(?:i[sz](?:ations?|e[drs]?|ers|ing)|ation(?:s|al)?|i?on(?:s|al)?|ings?|e[drs]|ers|ors?|al|ives?|e|(?<!s)s|ed)$"
)


_JOINING = frozenset("a an and of the with".split())
"""Words that long forms of one thing have or lack: "centralized training with decentralized execution"."""


@lru_cache(maxsize=1 << 16)
def stem(text: str) -> str:
    """
    Give the key of a long form without the endings of its words, and without the words that only join others.

    >>> stem("Graph Convolution Networks") == stem("graph convolutional network")
    True
    >>> stem("Gaussian Processes") == stem("Gaussian process")
    True
    >>> stem("Self-Supervised Learning") == stem("Semi-Supervised Learning")
    False
    """
    words = [word for word in _GAPS.split(text.strip()) if word.lower() not in _JOINING]
    return "".join(_INFLECTION.sub("", spelling_key(word)) for word in words)


@lru_cache(maxsize=1 << 16)
def initials(name: str) -> str:
    """
    Give the first letters of the words of a name, "" for fewer than three words.

    >>> initials("Cross-Layer Visual Anchors"), initials("Vision Transformer")
    ('clva', '')
    """
    words = [word for word in _GAPS.split(name.strip()) if word]
    return "".join(word[0] for word in words).lower() if len(words) > 2 else ""


def forget() -> None:
    """
    Clear the caches.

    Their many small entries are scattered over the memory of everything else that was made meanwhile, which therefore
    could not be returned to the system: 440 MB after 100,000 papers.
    """
    for kept in (spelling_key, spells_out, stem, initials):
        kept.cache_clear()


def extends(one: str, other: str) -> bool:
    """
    Tell whether one key is the other with something before or after it: "ViT-B" and "ViT", "β-VAE" and "VAE".

    >>> extends("vitb", "vit"), extends("vae", "betavae"), extends("gcn", "gat"), extends("gans", "gan")
    (True, True, False, False)
    """
    short, long = sorted((without_plural(one), without_plural(other)), key=len)
    return short != long and (long.startswith(short) or long.endswith(short))
