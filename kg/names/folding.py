"""The forms of names and titles under which spellings are one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_CITATION_KEY = re.compile(r"[^\s,{}()\[\]\"#%~\\=<>`|&$^*@]{1,200}")
_FORMAT = r"(?:it|bf|em|rm|sc|sf|tt|sl|cal|bb|frak|scr|normal)"
_LATEX = (
    (re.compile(r"\\[\"'`^~=.]|\\[cdbHkruv](?:\s+|(?=\{))"), ""),  # accents
    (re.compile(rf"\\{_FORMAT}\b\s*|(?<=\{{){_FORMAT}\s+"), ""),
    (re.compile(rf"\\?\b(?:text|math|emph){_FORMAT}?(?=\{{)|\\(?:left|right|displaystyle)\b\s*"), ""),
    (re.compile(r"~|\\[ ,;:!]"), " "),
    (
        re.compile(r"[\\${}^_]"),
        "",
    ),  # what is left of a command is its name, as sites show it: "\times", "times"
)
_MARKUP = re.compile(r"[\\${}~^_]")
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        (
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
            "upsilon phi chi psi omega"
        ).split(),
        strict=True,
    )
)
"""The names of the small Greek letters."""
_GREEK = str.maketrans(GREEK)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_HYPHENS = re.compile("[-‐‑–'’`]")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_NAME = re.compile(r"(?<=\D)\.|\.(?=\D)|\.$|^\.|_|[^\w.+*#@]")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]")
_NUMBERED = re.compile(
    r"(?:[\s_-]?[vV]?(?<!\d)(?<!\d\.)\d{1,4}(?:\.\d{1,3}){0,2}[KMBkmb]?|[\s-](?:I{2,3}|I?V|VI{1,3}|I?X))\Z"
)
"""A number that a name ends in."""
_SIZES = (
    "base chat flash huge instruct large lite medium mini nano preview pro small tiny turbo xl xxl".split()
)
"""What sizes and tunings of one thing are called."""
_SIZED = re.compile(rf"(?:-|(?<=\d) )(?:{'|'.join(_SIZES)})\Z", re.IGNORECASE)
_ENDS_SIZES = tuple(f"{sign}{size}" for size in _SIZES for sign in "- ")
_ENDS_NUMBERS = frozenset("0123456789KMBkmbIVX")
MOST_VERSIONS = 200
"""Most versions of one thing: of more, the names count something else."""
_LONGEST_NUMBER = 16
"""Characters at the end of a name in which a number is looked for."""


def fold_title(title: str) -> str:
    """
    Give the form of a title under which two records are the same paper.

    Case, punctuation, white space, LaTeX markup, accents and Unicode forms are folded away; Greek letters
    are spelt out, so that "$\\alpha$-GAN", "α-GAN" and "alpha-GAN" are one and "$\\beta$-GAN" is another.

    >>> fold_title("The {\\\\it U-Net}:  Café Segmentation")
    'the unet cafe segmentation'
    """
    text = title
    if _MARKUP.search(text):
        for markup, instead in _LATEX:
            text = markup.sub(instead, text)
    text = _HYPHENS.sub("", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join([c for c in text if not unicodedata.combining(c)]).translate(_GREEK)
    return _NOT_WORD.sub(" ", text).strip()


def fold_name(name: str) -> str:
    """
    Give the form of a name in which mere spelling differences are gone: case, hyphens, spaces, accents.

    What tells names apart stays: letters (Greek ones spelt out), digits, "+", "*", "#", "@" and the point between
    digits.

    >>> fold_name("ImageNet-1K"), fold_name("GPT-3.5"), fold_name("U^2-Net"), fold_name("DeepLab v3+"), fold_name("μP")
    ('imagenet1k', 'gpt3.5', 'u2net', 'deeplabv3+', 'mup')
    """
    if name.isascii():
        text = name.lower()
        letters = text.replace("-", "").replace(" ", "")
        return letters if letters.isalnum() else _NOT_NAME.sub("", text)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return _NOT_NAME.sub("", text).translate(_GREEK)


def other_names(name: str, aliases: Iterable[str]) -> list[str]:
    """
    Give the aliases that differ from a name, and from each other, by more than case and plural.

    Of several spellings the one with most capitalised words stands for all.

    >>> other_names("CNN", ["CNNs", "Convolutional NEtworks", "Convolutional Networks", "convolutional network"])
    ['Convolutional Networks']
    """
    told: dict[str, str] = {}
    for alias in sorted(aliases, key=lambda alias: -len(_CAPITALISED.findall(alias))):
        told.setdefault(without_plural(fold_name(alias)), alias)
    told.pop(without_plural(fold_name(name)), None)
    return sorted(told.values())


def without_plural(key: str) -> str:
    """
    Give a folded name without a plural s; for ordinary words there is `kg.text.word_lists.singular`.

    Of "ies" the s alone goes, since names ("Movies") are coined from words with "ie" as often as from words with "y".

    >>> [without_plural(key) for key in ("gans", "diffusionmodels", "citybus", "atlas", "loss")]
    ['gan', 'diffusionmodel', 'citybus', 'atlas', 'loss']
    """
    plural = len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is", "as"))
    return key[:-1] if plural else key


def versions(names: Mapping[str, str]) -> dict[str, list[str]]:
    """
    Give for each thing those of its kind whose names differ from its own in numbers and sizes at their ends alone, by id.

    >>> versions({"method:gpt-2": "GPT-2", "method:gpt-3.5": "GPT-3.5", "dataset:gpt": "GPT", "method:c4": "C4"})
    {'method:gpt-2': ['method:gpt-3.5'], 'method:gpt-3.5': ['method:gpt-2']}
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for identifier, name in names.items():
        if len(key := without_version(name)) > 1:
            alike.setdefault((identifier.partition(":")[0], key), []).append(identifier)
    several = [members for members in alike.values() if 1 < len(members) <= MOST_VERSIONS]
    return {one: [other for other in members if other != one] for members in several for one in members}


def without_version(name: str) -> str:
    """
    Give a name, folded, without what tells versions apart at its end: years, numbers, Roman ones too, sizes and tunings.

    >>> [without_version(name) for name in ("Qwen2.5-7B-Instruct", "MIMIC-III", "GPT-4 Turbo", "Knowledge Base")]
    ['qwen', 'mimic', 'gpt', 'knowledgebase']
    """
    rest = name
    while found := _version_at_the_end(rest):
        rest = rest[: found.start()]
    return fold_name(rest)


def _version_at_the_end(name: str) -> re.Match[str] | None:
    if name[-1:] in _ENDS_NUMBERS and (found := _NUMBERED.search(name, max(0, len(name) - _LONGEST_NUMBER))):
        return found
    return _SIZED.search(name) if name.lower().endswith(_ENDS_SIZES) else None


def greek_in_words(text: str) -> str:
    """
    Give a text with its small Greek letters spelt out.

    >>> greek_in_words("μP"), greek_in_words("β-VAE")
    ('muP', 'beta-VAE')
    """
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_GREEK)


def in_ascii_letters(name: str) -> str:
    """
    Give a person's name, folded already, with the letters that Unicode does not take apart as they are written in ASCII.

    >>> in_ascii_letters("kjærgaard"), in_ascii_letters("łukasz"), in_ascii_letters("þór")
    ('kjaergaard', 'lukasz', 'thór')
    """
    return name if name.isascii() else name.translate(_LETTERS)


def is_citation_key(text: str) -> bool:
    """
    Tell whether TeX takes a text for a key by which a paper is cited.

    >>> is_citation_key("DBLP:conf/nests/Ara20"), is_citation_key("Ara, 2020")
    (True, False)
    """
    return bool(_CITATION_KEY.fullmatch(text)) and text.isprintable()
