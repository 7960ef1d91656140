"""
Identifiers made from content, and the foldings that they rest on.

The same thing gets the same identifier on every machine and in every build: no counters, no clocks.
"""

import hashlib
import re
import unicodedata
from urllib.parse import unquote

_ARXIV = re.compile(
    r"(?:arxiv[.:/ ]*|arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|^)"
    r"(\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?(?![\d.])",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>{}]+)", re.IGNORECASE)
_LATEX_COMMAND = re.compile(r"\\[a-zA-Z]+\s*|[\\${}~^]")
_NOT_WORD = re.compile(r"[\W_]+")
_SYMBOLS = {"+": "-plus", "*": "-star", "#": "-sharp", "@": "-at-", "&": "-and-"}
_NOT_SLUG = re.compile(r"[^\w.]+|_+")
_LONGEST_SLUG = 60


def fold_title(title: str) -> str:
    """
    Give the form of a title under which two records are the same paper.

    Case, punctuation, white space, LaTeX commands, accents and Unicode forms are folded away.

    >>> fold_title("The {\\\\it U-Net}:  Café Segmentation")
    'the unet cafe segmentation'
    """
    text = _LATEX_COMMAND.sub("", title)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[-‐‑–—'’`]", "", text)
    return _NOT_WORD.sub(" ", text).strip()


def digest(text: str, length: int = 8) -> str:
    """Give the first `length` hexadecimal digits of the SHA-256 of a text (lone surrogates allowed)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(name: str) -> str:
    """
    Give a readable, lower-case form of a name that keeps what tells names apart.

    >>> slug("GPT-3.5"), slug("DeepLabv3+"), slug("A*"), slug("μP"), slug("Tiny ImageNet")
    ('gpt-3.5', 'deeplabv3-plus', 'a-star', 'μp', 'tiny-imagenet')
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(_SYMBOLS.get(c, c) for c in text if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", text).strip("-.")


def arxiv_id(text: str) -> str | None:
    """
    Give the arXiv identifier in a text or URL, without version, or None.

    >>> arxiv_id("https://arxiv.org/abs/2011.14522v3"), arxiv_id("math.GT/0309136"), arxiv_id("none")
    ('2011.14522', 'math.gt/0309136', None)
    """
    found = _ARXIV.search(text.strip())
    return found.group(1).lower() if found else None


def doi(text: str) -> str | None:
    """
    Give the DOI in a text or URL, lower case, without trailing punctuation, or None.

    >>> doi("https://doi.org/10.1109/CVPR.2016.90.")
    '10.1109/cvpr.2016.90'
    """
    found = _DOI.search(unquote(text))
    return found.group(1).lower().rstrip(".,;:)]") if found else None


def paper_id(title: str, arxiv: str | None = None) -> str:
    """
    Give the identifier of a paper: by its arXiv id, else by its folded title.

    >>> paper_id("Any", "2011.14522")
    'paper:arxiv:2011.14522'
    """
    if arxiv:
        return f"paper:arxiv:{arxiv}"
    folded = fold_title(title)
    short = slug(folded)[:_LONGEST_SLUG].rstrip("-.")
    return f"paper:{short}-{digest(folded or title)}" if short else f"paper:{digest(folded or title)}"


def entity_id(kind: str, name: str) -> str:
    """
    Give the identifier of a dataset, method or repository from its canonical name.

    A repository's name is `host/owner/name` and stands in the identifier as it is, in lower case.

    >>> entity_id("dataset", "ImageNet-1K"), entity_id("repo", "github.com/Owner/Name")
    ('dataset:imagenet-1k', 'repo:github.com/owner/name')
    """
    if kind == "repo":
        return f"repo:{name.lower()}"
    return f"{kind}:{slug(name) or digest(name)}"
