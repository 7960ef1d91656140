"""Features of a candidate: what its shape, its neighbours in the text, the paper and the lexicon say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.candidates import Candidate, Place, Text
from kg.extract.lexicon import Lexicon
from kg.extract.text import Sentence, is_name
from kg.model import Field

NEAR = 4
"""How many words before and after a place count as its neighbours."""

_SENSES: Mapping[str, str] = {
    word: sense
    for sense, words in {
        "data": "dataset datasets benchmark benchmarks corpus corpora challenge collection database testbed testset "
        "leaderboard competition dataset's treebank suite testbeds repository survey catalog catalogue split splits",
        "env": "environment environments game games simulator domain domains gym",
        "task": "classification recognition detection segmentation tasks task translation retrieval captioning",
        "model": "model models network networks architecture architectures backbone backbones encoder decoder llm llms "
        "transformer transformers classifier classifiers checkpoint variants variant baseline baselines vlm agent agents",
        "method": "method methods algorithm algorithms approach approaches technique techniques framework frameworks "
        "optimizer optimizers optimization training pruning quantization distillation sampling sampler solver "
        "regularization regularizer attention mechanism module modules block blocks layer layers loss losses objective "
        "activation activations strategy scheme procedure estimator pipeline system systems paradigm decoding search "
        "fine-tuning finetuning kernel kernels normalization initialization adapter adapters embeddings embedding "
        "policy scheduler parametrization augmentation operator operators inference learning",
        "tool": "library package toolkit toolbox software code platform tool tools implementation api engine",
        "metric": "score scores metric metrics index rate accuracy ratio error distance divergence similarity points",
        "venue": "conference workshop proceedings journal",
        "theory": "theorem theory equation equations inequality lemma conjecture hypothesis space spaces group groups "
        "manifold distribution distributions process processes problem problems condition conditions function functions "
        "measure limit principle",
        "thing": "university institute team company inc corporation project mission telescope spacecraft gpu gpus device "
        "devices patients disease cells protein galaxies stars language languages people",
        "version": "v1 v2 v3 dr1 dr2 dr3",
        "introduce": "introduce introduces introduced propose proposes proposed present presents presented develop "
        "develops developed release releases released name call called named dubbed termed design construct build "
        "create created curate curated collect collected",
        "evaluate": "evaluate evaluated evaluation experiments experiment experimental results tested test testing "
        "benchmarked performance validate validated trained train pretrained",
        "compare": "outperform outperforms outperforming surpass surpasses compared comparable unlike exceeding exceeds "
        "beats over baseline than",
        "use": "use uses using used employ employs employing via leverage leverages leveraging based with apply applying",
        "like": "like including include includes such e.g e.g. namely both across",
    }.items()
    for word in words.split()
}
_SUFFIX = re.compile(
    r"(net|nets|former|bert|gpt|gan|gans|nerf|bench|benchmark|qa|eval|corpus|dataset|data|set|base|db|arena|gym|mnist|"
    r"llm|lm|vae|flow|diff|diffusion|mix|drop|norm|prop|opt|adam|lora|splat|gs|seg|det|track|rl|nn|cnn|rnn|vec|"
    r"lu|ode|sgd|loss|attn|attention|agent|kit|lab|hub|wiki|sim|world|bank|100k|1k|20\d\d|\d+[kmb]|\d+d)$"
)


Spot = tuple[Field, int]
"""Field and first character of a place."""

_LISTING = re.compile(
    r"\s*(?:,|and|or|,\s*and|,\s*or|/|&|;|as well as|\+|vs\.?|,\s*as well as)\s*(?:the\s+)?"
)


def enumerations(text: Text, found: Sequence[Candidate]) -> dict[Spot, frozenset[str]]:
    """Give, for each place in an enumeration ("MNIST, SVHN and X datasets"), what its neighbours say about it."""
    spots = sorted(
        (
            (place.field, place.sentence, place.start, place, candidate)
            for candidate in found
            for place in candidate.places
        ),
        key=lambda spot: spot[:3],
    )
    said: dict[Spot, frozenset[str]] = {}
    chain: list[tuple[Place, Candidate]] = []
    for field, number, start, place, candidate in [*spots, (None, 0, 0, None, None)]:
        if chain and (place is None or not _follows(text, chain[-1][0], field, number, start)):
            if len(chain) > 1:
                said.update(_chained(text, chain))
            chain = []
        if place is not None and candidate is not None:
            chain.append((place, candidate))
    return said


def _follows(text: Text, last: Place, field: Field | None, number: int, start: int) -> bool:
    if (field, number) != (last.field, last.sentence):
        return False
    return bool(_LISTING.fullmatch(text.paper.text(last.field), last.end, start))


def _chained(text: Text, chain: Sequence[tuple[Place, Candidate]]) -> Iterator[tuple[Spot, frozenset[str]]]:
    first, last = chain[0][0], chain[-1][0]
    sentence = text.fields[first.field][first.sentence]
    around = [
        f"list+:{_SENSES[word]}" for word in _words(sentence, last.last, last.last + 3) if word in _SENSES
    ][:1]
    around += [
        f"list-:{_SENSES[word]}" for word in _words(sentence, first.first - 3, first.first) if word in _SENSES
    ][-1:]
    kinds = [{one.kind for one in candidate.known} for _, candidate in chain]
    for number, (place, _) in enumerate(chain):
        others = {
            kind for at, found in enumerate(kinds) if at != number and len(found) == 1 for kind in found
        }
        yield (place.field, place.start), frozenset({"list", *around, *(f"list:{kind}" for kind in others)})


def features(
    text: Text, candidate: Candidate, lexicon: Lexicon, lists: Mapping[Spot, frozenset[str]]
) -> frozenset[str]:
    """
    Give the features of a candidate as names; the classifier adds their weights up.

    `lists` says what the other members of an enumeration are; see `enumerations`.
    """
    found = {"bias", *_lexical(candidate), *_shape(text, candidate, lexicon), *_whole(text, candidate)}
    if text.offers_data:
        found.add("doc:data")
    for place in candidate.places:
        found.update(_context(text, place))
        found.update(_phrases(text, place))
        found.update(lists.get((place.field, place.start), ()))
    found.update(_pairs(found))
    return frozenset(found)


def _lexical(candidate: Candidate) -> Iterator[str]:
    if not candidate.known:
        yield "lex:none"
    kinds = {one.kind for one in candidate.known}
    for kind in kinds:
        yield f"lex:{kind}"
    if len(kinds) > 1:
        yield "lex:several"
    for one in candidate.known:
        for flag in one.flags:
            yield f"lex:{one.kind}:{flag}"
        if one.kind == "family":
            yield f"family={one.name}"
    for source in candidate.sources:
        yield f"by:{source}"


_HEADS = frozenset("data env task model method tool metric theory thing".split())
_APPOSITION = re.compile(
    r"[\"”’')]*\s*(?:\([^)]*\)\s*)?(?:[,:–—]|--)?\s*(?:which is |is |are |as |serves as )?(?:a|an|the|our)\b(?P<body>[^,.;:()]{0,90})"
)
_LAST_WORD = re.compile(r"([a-z-]+)[\s,:(\"“'‘`.]*$")
_NAMING = frozenset("called named dubbed termed namely titled coined".split())
_HOLDS = re.compile(
    r"[\"”’')]*\s*(?:\([^)]*\)\s*)?,?\s*(?:which |that )?(?:\w+ )?(?:contain|compris|consist|includ|cover|span|featur|provid|encompass|offer)\w*"
    r"(?P<number>[^.;]{0,40}?(?:\d|thousand|million|hundred|hours|tasks|images|samples|questions|instances))?"
)


def _first_head(words: Iterable[str]) -> str | None:
    return next((sense for word in words if (sense := _SENSES.get(word)) in _HEADS), None)


def _phrases(text: Text, place: Place) -> Iterator[str]:
    """Give what the phrases right beside a place call it: "X, a large dataset of ...", "the corpus X"."""
    body = text.paper.text(place.field)
    sentence = text.fields[place.field][place.sentence]
    if place.field == "title":
        if place.first == 0 and body[place.end : place.end + 1] == ":":
            words = [token.lower for token in sentence.tokens[place.last :]]
            yield f"titlehead:{'data' if 'data' in {_SENSES.get(word) for word in words} else _first_head(words)}"
        return
    found = _APPOSITION.match(body, place.end, sentence.end)
    if found and (head := _first_head(found.group("body").lower().split())):
        yield f"appos:{head}"
    if (sense := _SENSES.get(_called(body[max(sentence.start, place.start - 40) : place.start]))) in _HEADS:
        yield f"pre:{sense}"
    holds = _HOLDS.match(body, place.end, sentence.end)
    if holds:
        yield "holds:number" if holds.group("number") else "holds"


def _called(before: str) -> str:
    """Give the word right before a name, but for verbs of naming: "dataset" in "a new dataset, called "."""
    word = ""
    while found := _LAST_WORD.search(before):
        word = found.group(1)
        if word not in _NAMING:
            break
        before = before[: found.start()]
    return word


def surface(text: Text, place: Place) -> str:
    """Give the text of a place."""
    return text.paper.text(place.field)[place.start : place.end]


def _shape(text: Text, candidate: Candidate, lexicon: Lexicon) -> Iterator[str]:
    surfaces = {surface(text, place) for place in candidate.places}
    best = max(surfaces, key=lambda s: (sum(c.isupper() for c in s), s))
    words = re.split(r"[\s-]", best)
    letters = [c for c in best if c.isalpha()]
    if best.islower():
        yield "lower"
    elif len(words) == 1 and best.isupper():
        yield "acronym"
        yield f"acronym{min(len(best), 6)}"
    elif len(words) == 1 and best[0].isupper() and best[1:].islower():
        yield "capital"
    elif is_name(best.replace(" ", "")) and sum(c.isupper() for c in letters) > 1:
        yield "camel"
    yield f"words{min(best.count(' ') + 1, 5)}"
    if best[:1].islower() and not best.islower():
        yield "lowerfirst"
    if any(c.isdigit() for c in best):
        yield "digit"
        if best[0].isdigit():
            yield "digitfirst"
    if "-" in best:
        yield "hyphen"
    if len(best) <= 2:
        yield "tiny"
    elif len(best) > 30:
        yield "long"
    if any(c in "+*^†μπλβ_/" for c in best):
        yield "symbol"
    if all(word.lower() in lexicon.common for word in words if word):
        yield "common"
    elif any(word.lower() in lexicon.common for word in words if len(word) > 3):
        yield "partcommon"
    last = words[-1].lower()
    if len(words) > 1:
        yield f"last={last.removesuffix('s')}"
        if not _FUNCTION.isdisjoint(word.lower() for word in words):
            yield "wordy"
    if sense := _SENSES.get(last):
        yield f"head:{sense}"
    if found := _SUFFIX.search(best.lower()):
        yield f"suffix:{found.group(1)}"


def _whole(text: Text, candidate: Candidate) -> Iterator[str]:
    fields = {place.field for place in candidate.places}
    count = len(candidate.places)
    yield f"count{min(count, 4)}"
    if "title" in fields:
        yield "intitle"
        if len(fields) == 1:
            yield "onlytitle"
        head = text.paper.title[: candidate.places[0].end + 1]
        if candidate.places[0].start <= 1 and head.rstrip("”\"'").endswith(":"):
            yield "titlecolon"
    defining = [text.defining[key] for key in candidate.keys & text.defining.keys()]
    if defining:
        long, _ = text.definitions[min(defining)]
        words = long.lower().split()
        yield "defined"
        yield f"longwords{min(len(words), 5)}"
        yield (
            "longcapital" if sum(word[0].isupper() for word in long.split()) > len(words) / 2 else "longlower"
        )
        yield f"longlast={words[-1].removesuffix('s')}"
        if sense := _SENSES.get(words[-1]):
            yield f"long:{sense}"


def _context(text: Text, place: Place) -> Iterator[str]:
    sentence = text.fields[place.field][place.sentence]
    where = "t" if place.field == "title" else "a"
    before = _words(sentence, place.first - NEAR, place.first)
    after = _words(sentence, place.last, place.last + NEAR)
    for distance, word in enumerate(after, 1):
        if sense := _SENSES.get(word):
            yield f"{where}+{min(distance, 3)}:{sense}"
            break
    if after and where == "a":
        yield f"+1={after[0]}" if after[0] in _FUNCTION else "+1=?"
    for distance, word in enumerate(reversed(before), 1):
        if sense := _SENSES.get(word):
            yield f"{where}-{min(distance, 3)}:{sense}"
            break
    if before and where == "a":
        yield f"-1={before[-1]}" if before[-1] in _FUNCTION else "-1=?"
    if where == "a":
        yield from _marks(sentence, place)
        yield from _cues(sentence)
    if place.first == 0 and where == "a":
        yield "first"


_FUNCTION = frozenset(
    "a an the and or on in of with to by for from as our is are we that which this called named via using into like "
    "than over under between both its their new novel proposed through at within against achieves was has can".split()
)


def _words(sentence: Sentence, first: int, last: int) -> list[str]:
    tokens = sentence.tokens
    return [tokens[at].lower for at in range(max(first, 0), min(last, len(tokens)))]


def _marks(sentence: Sentence, place: Place) -> Iterator[str]:
    before = sentence.text[: place.start - sentence.start].rstrip()[-1:]
    after = sentence.text[place.end - sentence.start :].lstrip()[:1]
    if before and not before.isalnum():
        yield f"<{before}"
    if after and not after.isalnum():
        yield f">{after}"


def _cues(sentence: Sentence) -> Iterator[str]:
    words = {_SENSES.get(token.lower) for token in sentence.tokens}
    for sense in ("introduce", "evaluate", "data", "compare"):
        if sense in words:
            yield f"in:{sense}"


def _pairs(found: set[str]) -> list[str]:
    """Give conjunctions of the lexicon's word with what the context says, and of the main shapes with it."""
    lexical = [one for one in found if one.startswith("lex:") and one.count(":") == 1]
    shapes = [one for one in found if one in _SHAPES]
    context = [
        one for one in found if one[:2] in ("a+", "a-", "t+") or one.startswith(_CONTEXT) or one in _STRONG
    ]
    return [f"{a}&{b}" for a in (*lexical, *shapes) for b in context] + [
        f"{a}&{b}" for a in lexical for b in shapes
    ]


_CONTEXT = ("list", "titlehead:", "appos:", "pre:", "holds", "doc:")
_SHAPES = frozenset("lower acronym capital camel words2 words3 words4 words5 common".split())
_STRONG = frozenset("titlecolon defined intitle first count1 onlytitle wordy".split())
