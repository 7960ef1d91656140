"""A name that stands for several things means, in a paper that does not spell it out, what its topic tells."""

import random

from kg.model import Decision, Mention, Paper, Role
from kg.resolve import Resolution, decided, resolve
from tests.timing import within

_IMAGES = (
    "Promptable segmentation of images by masks and boxes, with an encoder trained on photographs",
    "Medical images are segmented with prompts and masks, whose boxes an encoder finds",
    "Masks for remote sensing images: an encoder, prompts and boxes replace manual segmentation",
)
_OPTIMISERS = (
    "Flat minima of the loss landscape generalise, as perturbed gradients of the optimiser show",
    "An optimiser that seeks flat minima perturbs weights and gradients within the loss landscape",
    "Generalisation bounds by flat minima: perturbed gradients and the curvature of the loss landscape",
)
_SPELLED = {"Separate Any Mask": _IMAGES, "Sharp Ascent Minimum": _OPTIMISERS}


def _paper(name: str, abstract: str) -> Paper:
    return Paper("A study", f"{abstract}.", id=name)


def _mention(paper: str, surface: str, role: Role = "mentions") -> Mention:
    sentence = f"We use {surface}."
    return Mention(paper, "method", "SAM", "abstract", 0, len(surface), surface, sentence, role, "name", 0.9)


def _told(
    *bare: tuple[str, str], most: int = 3, role: Role = "mentions", decisions: tuple[Decision, ...] = ()
) -> tuple[Resolution, dict[str, str]]:
    """Resolve papers that spell the name out, `most` for each sense, with others that do not; gives the entity of each."""
    papers: list[Paper] = []
    mentions: list[Mention] = []
    for long, abstracts in _SPELLED.items():
        for number, abstract in enumerate(abstracts[:most]):
            papers.append(_paper(f"{long} {number}", abstract))
            mentions += [_mention(papers[-1].id, long), _mention(papers[-1].id, "SAM")]
    for name, abstract in bare:
        papers.append(_paper(name, abstract))
        mentions.append(_mention(name, "SAM", role))
    order = random.Random(0).sample(range(len(mentions)), len(mentions))
    shuffled = resolve(decided([mentions[at] for at in order], decisions), decisions, papers[::-1])
    found = resolve(decided(mentions, decisions), decisions, papers)
    assert shuffled.entities == found.entities
    return found, {one.paper: entity for one, entity in zip(mentions, found.entity_of, strict=True)}


_BARE = ("bare", "Prompts and masks for images of plants: boxes from an encoder help segmentation")
_OTHER = ("other", "Loss landscape and flat minima: the optimiser perturbs gradients before each step")
_ELSE = ("else", "Voters in rural districts answered questions about taxes, schools and hospitals")


def test_a_bare_name_means_what_the_topic_of_its_paper_tells() -> None:
    _, entity = _told(_BARE, _OTHER)
    assert entity["bare"] == entity["Separate Any Mask 0"]
    assert entity["other"] == entity["Sharp Ascent Minimum 0"] != entity["bare"]


def test_a_paper_of_another_topic_means_neither() -> None:
    _, entity = _told(_ELSE)
    assert entity["else"] not in {entity["Separate Any Mask 0"], entity["Sharp Ascent Minimum 0"]}


def test_a_sense_of_few_papers_gets_no_others() -> None:
    _, entity = _told(_BARE, most=2)
    assert entity["bare"] != entity["Separate Any Mask 0"]


def test_a_paper_that_introduces_the_name_means_its_own_thing() -> None:
    _, entity = _told(_BARE, role="introduces")
    assert entity["bare"] != entity["Separate Any Mask 0"]


def test_the_ledger_tells_which_papers_mean_a_thing_by_their_topic() -> None:
    found, entity = _told(_BARE)
    aliases = next(one for one in found.entities if one.id == entity["bare"]).aliases
    (topic,) = [one for one in aliases if one.rule == "topic"]
    assert (topic.name, topic.of, topic.papers) == ("SAM", "Separate Any Mask", ("bare",))
    assert topic.evidence is not None
    assert topic.evidence.sentence == "We use SAM."
    assert "bare" not in {paper for one in aliases if one.rule != "topic" for paper in one.papers}


def test_a_name_that_a_person_split_off_stays_as_it_is() -> None:
    split = Decision("split", "method", "Separate Any Mask", "SAM")
    for decisions, told in (((), 1), ((split,), 0)):
        found, _ = _told(_BARE, decisions=decisions)
        assert sum(alias.rule == "topic" for one in found.entities for alias in one.aliases) == told


def test_a_name_with_thousands_of_senses_takes_time_by_its_papers_alone() -> None:
    words = [f"{one}{other}ing" for one in ("blue", "grey", "dark") for other in map(chr, range(97, 123))]
    texts = [" ".join(words[number * step % 78] for step in range(1, 40)) for number in range(3000)]
    senses = [
        (f"Separate {words[n // 78]} {words[n % 78]} Mask", text) for n, text in enumerate(texts[:2000])
    ]
    papers = [_paper(str(number), text) for number, text in enumerate(texts)]
    spelled = [_mention(str(n), text) for n, (long, _) in enumerate(senses) for text in (long, "SAM")]
    same = [_mention(str(n), "Separate Any Mask") for n in range(2000, 2010)]
    with within(8):
        resolve([*spelled, *same, *(_mention(str(n), "SAM") for n in range(2000, 3000))], (), papers)
