"""
Tests of `kg.link.similarity.encoder` and of what a store remembers of it.

The real package needs torch and a model, which tests do not have. What stands in for it is a fake with the same
interface whose vectors are counts of hashed words: what is tested is everything around a model, not a model.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.build import add, remove
from kg.corpus import Listing
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.link.similarity import encoder, similar
from kg.model import Paper
from kg.readers import Reading
from kg.stores import open_store

FAKE = """
import hashlib, os
import numpy as np

assert os.environ["HF_HUB_OFFLINE"] == os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] == "1"
encoded = []  # every text, so that tests see what was asked for
broken = None

class SentenceTransformer:
    def __init__(self, name, local_files_only=False):
        assert local_files_only
        if "torn" in name:
            raise OSError("no weights\\nhere")

    def encode(self, texts, batch_size, convert_to_numpy, normalize_embeddings, show_progress_bar):
        assert batch_size == 1 and convert_to_numpy and not show_progress_bar
        encoded.extend(texts)
        if broken is not None:
            return broken(texts)
        found = np.zeros((len(texts), 64))
        for row, text in enumerate(texts):
            for word in text.lower().split():
                found[row, hashlib.sha256(MEANS.get(word, word).encode()).digest()[0] % 64] += 1
        return found

MEANS = {"avian": "bird", "calls": "song"}
"""
HUB = """
def snapshot_download(name, local_files_only=False):
    assert local_files_only
    raise FileNotFoundError(name)
"""

SONG = Paper("A bird song", "bird song", id="paper:1")
CALLS = Paper("An avian study", "avian calls", id="paper:2")
"""Says the same in other words."""
POTS = Paper("Glazes for pottery", "Feldspar melts in the kiln.", id="paper:3")
KILN = Paper("Firing a kiln", "Pottery and its glazes in the kiln.", id="paper:4")
PAPERS = [SONG, CALLS, POTS, KILN]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Install the fake, and give the folder of a model."""
    packages = tmp_path / "packages"
    info = packages / "sentence_transformers-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sentence-transformers\nVersion: 1.0\n")
    (packages / "sentence_transformers.py").write_text(FAKE)
    (packages / "huggingface_hub.py").write_text(HUB)
    monkeypatch.syspath_prepend(packages)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]")
    for name in (fakes := ("sentence_transformers", "huggingface_hub")):
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield folder
    for name in fakes:
        sys.modules.pop(name, None)


def encode(model: Path, papers: list[Paper]) -> np.ndarray:
    return encoder.encoded((str(model), encoder.version(str(model))), papers)


def reading(*papers: Paper, file: str = "a.txt") -> Reading:
    return Reading(Listing(file, f"/somewhere/{file}", repr(papers), "test", papers), ())


def graph(place: Path) -> Graph:
    with open_store(place) as store:
        return store.graph()


def built(place: Path, *readings: Reading, **settings: str) -> Graph:
    with open_store(place, create=True) as store:
        add(store, readings, **settings)
    return graph(place)


def asked() -> list[str]:
    """Give the texts that the fake has been asked for, and forget them."""
    texts = sys.modules["sentence_transformers"].encoded
    found = list(texts)
    texts.clear()
    return found


def test_papers_that_say_the_same_in_other_words_are_joined_by_an_encoder_alone(model: Path) -> None:
    without, joined = similar(PAPERS), similar(PAPERS, encoded=encode(model, PAPERS))
    assert [row[:2] for row in without.rows()] == [(POTS.id, KILN.id)]
    found = {row[:2]: row[2:] for row in joined.rows()}
    assert found[SONG.id, CALLS.id][1] == []  # no word is shared, so none is named
    assert found[POTS.id, KILN.id][1] == without["terms"][0].to_list()


def test_the_score_is_a_weighted_mean_of_both_cosines(model: Path) -> None:
    vectors = encode(model, PAPERS)
    unit = vectors / np.linalg.norm(vectors.astype(float), axis=1, keepdims=True)
    words = {row[:2]: row[2] for row in similar(PAPERS, floor=0).rows()}
    for start, end, score, _ in similar(PAPERS, encoded=vectors, floor=0).rows():
        one, other = (next(i for i, paper in enumerate(PAPERS) if paper.id == name) for name in (start, end))
        mean = 0.75 * words.get((start, end), 0) + 0.25 * max(unit[one] @ unit[other], 0)
        assert score == pytest.approx(mean, abs=2e-4)


def test_the_order_of_the_papers_has_no_influence(model: Path) -> None:
    turned = PAPERS[::-1]
    assert similar(turned, encoded=encode(model, turned)).equals(
        similar(PAPERS, encoded=encode(model, PAPERS))
    )


@pytest.mark.parametrize("best", [1, 5, 39, 100])
@pytest.mark.parametrize("values", [2_000, 3], ids=["all different", "many alike"])
def test_the_nearest_are_exact_across_blocks(best: int, values: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_PRODUCTS", 7 * 40)
    monkeypatch.setattr(encoder, "_GROUP", 3)
    vectors = np.random.default_rng(7).integers(-values, values, (40, 3), np.int16)
    products = vectors.astype(int) @ vectors.T
    wanted = {
        tuple(sorted((row, other)))
        for row in range(40)
        for other in sorted(set(range(40)) - {row}, key=lambda other: (-products[row, other], other))[:best]
    }
    first, second = encoder.nearest(vectors, best)
    assert sorted(wanted) == list(zip(first.tolist(), second.tolist(), strict=True))


@pytest.mark.parametrize("numbers", [2, 384, 4096])
def test_products_are_exact_so_that_no_library_or_thread_shows(
    model: Path, numbers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode(model, PAPERS)
    made = np.random.default_rng(7).normal(size=(4, numbers))
    made[1] = made[0]  # the greatest product that there is
    monkeypatch.setattr(sys.modules["sentence_transformers"], "broken", lambda texts: made)
    vectors = encode(model, PAPERS)
    length = np.linalg.norm(made, axis=1, keepdims=True)
    assert np.abs(vectors / 4000 - made / length).max() <= 0.5 / 4000 + 1e-9
    whole = vectors.astype(int)
    assert (np.abs(whole) @ np.abs(whole).T).max() < 2**24  # nor is any sum on the way to a product greater
    floats = vectors.astype(np.float32)
    assert (floats @ floats.T == whole @ whole.T).all()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_few_papers_are_no_special_case(model: Path, number: int) -> None:
    papers = PAPERS[:number]
    assert similar(papers, encoded=encode(model, papers)).height == (number == 2)


def test_a_store_remembers_the_encoder_whatever_the_order_until_it_is_removed(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (reading(*part, file=name) for part, name in ((PAPERS[:2], "a.txt"), (PAPERS[2:], "b.txt")))
    plain = built(tmp_path / "plain", one, two)
    monkeypatch.chdir(tmp_path)
    at_once = built(tmp_path / "at-once", two, one, encoder="model")
    built(tmp_path / "by-and-by", one, encoder=str(model))
    assert built(tmp_path / "by-and-by", two).equals(at_once)
    assert not at_once.equals(plain)
    with open_store(tmp_path / "at-once") as store:
        assert store.corpus().encoder == (str(model), encoder.version("model"))
        assert add(store, [], encoder="model").built is None
        with pytest.raises(NotFoundError):
            remove(store, ["another-model"])
        assert remove(store, ["model"]).corpus.encoder is None
    assert graph(tmp_path / "at-once").equals(plain)


def test_what_was_encoded_is_kept_and_then_needs_no_model(model: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    built(place, reading(*PAPERS), encoder=str(model))
    assert len(asked()) == len(PAPERS)
    built(place, reading(Paper("A new one", "About owls."), file="b.txt"))
    assert asked() == ["A new one\nAbout owls."]
    model.rename(tmp_path / "elsewhere")
    with open_store(place) as store:
        remove(store, ["b.txt"])
        with pytest.raises(UsageError, match=r"neither a folder nor in the cache.*kg remove /") as raised:
            add(store, [])
        assert "\n" not in str(raised.value)
        assert remove(store, [str(model)]).corpus.encoder is None
    assert asked() == []


def test_a_changed_model_builds_anew(model: Path, tmp_path: Path) -> None:
    built(tmp_path / "store", reading(*PAPERS), encoder=str(model))
    (model / ".leavings").write_text("of an editor")
    with open_store(tmp_path / "store") as store:
        assert add(store, []).built is None
        (model / "weights.bin").write_bytes(b"others")
        asked()
        assert add(store, []).built is not None
        assert len(asked()) == len(PAPERS)
        (model / "weights.bin").write_bytes(b"yet others")
        before = store.corpus().encoder
    with pytest.raises(UsageError, match="another than the one that the graph was built with"):
        encoder.encoded(before, PAPERS)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda texts: None, "gives no vectors"),
        (lambda texts: [[1.0, 2.0]], r"gives no vectors: \(1, 2\) for 4 papers"),
        (lambda texts: [[]] * len(texts), "gives no vectors"),
        (lambda texts: [[1.0]] * 3 + [[0.0]], "gives no vector for paper:4"),
        (lambda texts: [[1.0]] * 3 + [[float("nan")]], "gives no vector for paper:4"),
        (lambda texts: 1 / 0, r"gives no vectors \(division by zero\)"),
    ],
)
def test_a_model_that_gives_no_vectors_is_one_line(
    model: Path, answer: Callable[[list[str]], object], said: str
) -> None:
    encode(model, PAPERS)
    sys.modules["sentence_transformers"].broken = answer
    with pytest.raises(UsageError, match=said):
        encode(model, PAPERS)


def test_a_model_that_cannot_be_loaded_is_one_line(model: Path) -> None:
    torn = model.rename(model.parent / "torn")
    with pytest.raises(UsageError, match=r"torn' cannot be loaded \(no weights here\)"):
        encode(torn, PAPERS)


@pytest.mark.parametrize(
    ("name", "said"), [("packages", "holds no model"), ("none/such", "neither a folder")]
)
def test_a_model_that_is_not_there_is_one_line(
    model: Path, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(model.parent)
    with pytest.raises(UsageError, match=said) as raised:
        encoder.version(name)
    assert "\n" not in str(raised.value)


def test_text_that_is_no_unicode_is_encoded_all_the_same(model: Path) -> None:
    assert encode(model, [replace(SONG, title="Torn \ud800")]).shape == (1, 64)


def test_without_its_package_the_extra_is_named() -> None:
    try:
        import sentence_transformers  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match=r"pip install 'kg\[encoder\]'"):
            encoder.version("some-model")
    else:
        pytest.skip("sentence-transformers is installed here")
