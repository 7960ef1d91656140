"""
Identifiers made from content.

The same thing gets the same identifier on every machine and in every build: no counters, no clocks.
"""

import hashlib
import re
import unicodedata
from urllib.parse import unquote

from kg.names.folding import fold_title

# Archives that named papers by archive and number until March 2007 (https://info.arxiv.org/help/arxiv_identifier.html).
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    "dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|"
    "plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_ARXIV_ID = (
    rf"(?:(?P<month>\d\d(?:0[1-9]|1[0-2]))\.(?P<number>\d{{4,5}})"
    rf"|(?P<archive>{_ARCHIVES})(?:\.[a-z]{{2}})?/(?P<old>(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{{3}}))"
)
_ARXIV_ALONE = re.compile(rf"\s*{_ARXIV_ID}(?:v\d+)?(?:\.pdf)?\s*(?:\[[\w.-]+\])?\s*")
_ARXIV_NAMED = re.compile(
    rf"(?:(?:arxiv|alphaxiv)\.org(?:/\w+/|:)|huggingface\.co/papers/|\barxiv[.:/ ]*){_ARXIV_ID}(?!\d|\.\d)"
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>{}?#]+)", re.IGNORECASE)
_SYMBOLS = str.maketrans({"+": "-plus", "*": "-star", "#": "-sharp", "@": "-at-", "&": "-and-"})
_NOT_SLUG = re.compile(r"(?:[^\w.]|_)+")
_LONGEST_SLUG = 60


def short_digest(text: str, length: int = 8) -> str:
    """Give the first `length` hexadecimal digits of the SHA-256 of a text (lone surrogates allowed)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(name: str) -> str:
    """
    Give a readable, lower-case form of a name that keeps what tells names apart.

    >>> slug("GPT-3.5"), slug("DeepLabv3+"), slug("A*"), slug("μP"), slug("Tiny ImageNet")
    ('gpt-3.5', 'deeplabv3-plus', 'a-star', 'μp', 'tiny-imagenet')
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    if not text.isascii():
        text = "".join([c for c in text if not unicodedata.combining(c)])
    return _NOT_SLUG.sub("-", text.translate(_SYMBOLS)).strip("-.")


def arxiv_id(text: str) -> str | None:
    """
    Give the arXiv identifier that a text is, or that a URL, DOI or "arXiv:" in it names; else None.

    The version is left out, and so is the subject class of identifiers from before April 2007.
    A bare number counts only where it stands alone.

    >>> arxiv_id("https://arxiv.org/abs/2011.14522v3"), arxiv_id("math.GT/0309136"), arxiv_id("none")
    ('2011.14522', 'math/0309136', None)
    """
    text = text.lower()
    alone = _ARXIV_ALONE.fullmatch(text)
    named = "xiv" in text or "huggingface" in text  # a search for the whole pattern takes far longer
    for found in [alone] if alone else _ARXIV_NAMED.finditer(text) if named else ():
        if found["old"]:
            return f"{found['archive']}/{found['old']}"
        # Numbers had four digits up to 2014 and have five since; the scheme began in April 2007.
        if found["month"] >= "0704" and (len(found["number"]) == 4) == (found["month"] < "1501"):
            return f"{found['month']}.{found['number']}"
    return None


def arxiv_month(identifier: str) -> str:
    """
    Give the month in which an arXiv identifier was assigned, which is part of it.

    >>> arxiv_month("2011.14522"), arxiv_month("math/9309136")
    ('2020-11', '1993-09')
    """
    digits = identifier.rpartition("/")[2]
    century = "19" if "/" in identifier and digits[0] == "9" else "20"
    return f"{century}{digits[:2]}-{digits[2:4]}"


def doi(text: str) -> str | None:
    """
    Give the DOI in a text or URL, lower case, without trailing punctuation, or None.

    >>> doi("https://doi.org/10.1109/CVPR.2016.90.")
    '10.1109/cvpr.2016.90'
    """
    found = _DOI.search(unquote(text))
    if not found:
        return None
    value = found.group(1).lower().rstrip(".,;:]")
    surplus = value.count(")") - value.count("(")
    while surplus > 0 and value.endswith(")"):
        value = value[:-1].rstrip(".,;:]")
        surplus -= 1
    return value


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
    return (
        f"paper:{short}-{short_digest(folded or title)}"
        if short
        else f"paper:{short_digest(folded or title)}"
    )


def entity_id(kind: str, name: str) -> str:
    """
    Give the identifier of a dataset, method or repository from its canonical name.

    A repository's name is `host/owner/name` and stands in the identifier as it is, in lower case.

    >>> entity_id("dataset", "ImageNet-1K"), entity_id("repo", "github.com/Owner/Name")
    ('dataset:imagenet-1k', 'repo:github.com/owner/name')
    """
    if kind == "repo":
        return f"repo:{name.lower()}"
    return f"{kind}:{slug(name) or short_digest(name)}"
