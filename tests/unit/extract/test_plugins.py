"""Tests of `kg.extract.plugins`: extractors of other packages, right and wrong ones, and how findings are merged."""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.extract import Knowledge, extract, plugins
from kg.extract.plugins import merged
from kg.model import Mention, Paper, Problem

PAPER = Paper(
    "Stars in NGC 1300",
    "We observe NGC 1300 and NGC-224. Images are as in ImageNet, and ResNet-50 sees them.",
    id="paper:a",
)
OTHER = Paper("Nothing", "It is not said here.", id="paper:b")
Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Install]:
    """Give what installs a package with one module and its entry points, as pip lays them out."""

    def put(module: str, code: str, points: dict[str, str]) -> None:
        (tmp_path / f"{module}.py").write_text(code)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (info / "entry_points.txt").write_text(f"[{plugins.GROUP}]\n{lines}")

    monkeypatch.syspath_prepend(tmp_path)
    plugins.load.cache_clear()
    before = set(sys.modules)
    yield put
    plugins.load.cache_clear()
    for name in set(sys.modules) - before:
        del sys.modules[name]


def made(install: Install, body: str, name: str = "test") -> None:
    """Install an extractor whose call has the given body."""
    code = f"from kg.extract.plugins import Found\n\ndef extractor(paper):\n    {body}\n\nextractor.version = '1'\n"
    install(f"kg_{name}", f"{code}\ndef make():\n    return extractor\n", {name: f"kg_{name}:make"})


def reported(papers: list[Paper], *names: str) -> tuple[list[Mention], list[Problem]]:
    problems: list[Problem] = []
    return extract(papers, Knowledge(extractors=names), report=problems.append), problems


def test_the_example_of_the_contributing_page_works(install: Install) -> None:
    page = (Path(__file__).parents[3] / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    project = tomllib.loads(re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1])["project"]
    code = re.search(r"`kg_galaxies.py`\n\n```python\n(.*?)```", page, re.DOTALL)[1]
    install("kg_galaxies", code, project["entry-points"]["kg.extractors"])
    mentions, problems = reported([PAPER, OTHER], "galaxies")
    found = [(one.surface, one.name, one.sentence, one.rule) for one in mentions if "NGC" in one.name]
    sentence = "We observe NGC 1300 and NGC-224."
    assert found == [
        ("NGC 1300", "NGC 1300", "Stars in NGC 1300", "extractor galaxies"),
        ("NGC 1300", "NGC 1300", sentence, "extractor galaxies"),
        ("NGC-224", "NGC 224", sentence, "extractor galaxies"),
    ]
    assert {one.name for one in mentions} >= {"ResNet-50", "ImageNet"}
    assert problems == []


def test_findings_get_finer_roles_and_the_paper_its_own(install: Install) -> None:
    made(
        install,
        "at = paper.abstract.find('Foo'); yield Found('dataset', 'abstract', at, at + 3, confidence=1)",
    )
    (mention,) = reported([Paper("T", "We evaluate on Foo.", id="paper:t")], "test")[0]
    assert (mention.kind, mention.name, mention.roles) == ("dataset", "Foo", ("evaluatesOn",))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError('no\\nluck')", "ValueError: no luck"),
        ("return 3", "TypeError"),
        ("yield Found('dataset', 'abstract', 0, 9999)", "not within the abstract"),
        ("yield Found('dataset', 'abstract', -1, 3)", "not within the abstract"),
        ("yield Found('dataset', 'abstract', 3, 3)", "not within the abstract"),
        ("yield Found('dataset', 'abstract', '0', 3)", "not within the abstract"),
        ("yield Found('dataset', 'code', 0, 1)", "neither title nor abstract"),
        ("yield Found('task', 'title', 0, 1)", "kind 'task'"),
        ("yield Found('dataset', 'title', 0, 1, role='uses')", "role 'uses'"),
        ("yield Found('dataset', 'title', 0, 1, confidence=7)", "confidence 7"),
        ("yield Found('dataset', 'title', 0, 1, confidence=float('nan'))", "confidence nan"),
        ("yield Found('dataset', 'abstract', 0, 3)", "begins or ends with a blank"),
        ("yield Found('repo', 'title', 0, 1, name='x')", "no repository"),
        ("yield 'dataset'", "AttributeError"),
        ("return extractor(paper)", "RecursionError"),
    ],
)
def test_a_wrong_extractor_is_reported_once_and_loses_nothing_else(
    install: Install, body: str, said: str
) -> None:
    made(install, body)
    papers = [replace(PAPER, id="paper:a"), replace(PAPER, id="paper:b"), OTHER]
    mentions, (problem,) = reported(papers, "test")
    assert mentions == extract(papers)
    assert problem.source == "extractor test"
    assert said in problem.reason
    assert "first at paper:a" in problem.reason
    assert "\n" not in problem.reason
    assert not problem.lost


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise ImportError('no torch')", "cannot be loaded: ImportError: no torch"),
        ("make = 3", "cannot be loaded: TypeError"),
        ("def make(): return 3", "no extractor"),
        ("class make: version = 3", "no extractor"),
        ("class make: version = '1'", "no extractor: it is not callable"),
    ],
)
def test_an_extractor_that_cannot_be_made_is_one_line(install: Install, code: str, said: str) -> None:
    install("kg_broken", f"{code}\n", {"broken": "kg_broken:make"})
    with pytest.raises(UsageError, match=re.escape(said)) as raised:
        extract([PAPER], Knowledge(extractors=("broken",)))
    assert "\n" not in str(raised.value)


def test_an_unknown_extractor_is_named_with_those_that_are_there() -> None:
    with pytest.raises(UsageError, match=r"no extractor 'none' is installed \(installed: gliner\)"):
        plugins.load("none")


def test_the_version_is_that_of_the_package_and_the_extractor(install: Install) -> None:
    made(install, "yield from ()")
    assert plugins.version("test") == "kg_test 1.0 1"
    plugins.load("test").version = "2"
    assert plugins.version("test") == "kg_test 1.0 2"


class Memory(dict):
    """Keeps results in memory."""

    def get(self, keys):
        return {key: self[key] for key in keys if key in self}

    def put(self, results):
        self.update(results)


WRITES_DOWN = """
asked.append(paper.id)
    if 'owls' in paper.abstract: raise ValueError('owls')
    at = paper.abstract.find('Foo'); yield Found('dataset', 'abstract', at, at + 6, 'Foo-2', 'introduces', 0.00001, True)
    yield Found('method', 'abstract', at, at + 6)
"""


def test_findings_are_kept_until_paper_or_version_change(install: Install, monkeypatch) -> None:
    made(install, WRITES_DOWN.strip())
    module = sys.modules[plugins.load("test").__module__]
    asked = module.asked = []
    monkeypatch.setattr(plugins, "_BATCH", 2)
    papers = [Paper(f"T {n}", "We use Foo\n 2 here.", id=f"paper:{n}") for n in range(5)]
    cache = Memory()

    def ids(papers: list[Paper]) -> list[str]:
        """Give the papers that the extractor is asked about, once it has given the same as without a cache."""
        fresh = plugins.run("test", papers)
        asked.clear()
        assert plugins.run("test", papers, cache) == fresh
        return list(asked)

    everyone = [paper.id for paper in papers]
    assert ids(papers) == everyone
    assert ids(papers[::-1]) == []
    assert ids([*papers, replace(papers[0], id="paper:new")]) == ["paper:new"]
    assert ids([replace(papers[0], abstract="Foo\n 2 it is."), *papers[1:]]) == ["paper:0"]
    assert ids([replace(papers[0], code=("https://github.com/a/b",)), *papers[1:]]) == ["paper:0"]
    assert ids([replace(papers[0], abstract="Foo\n 2 hears owls."), *papers[1:]]) == ["paper:0"]
    assert ids([replace(papers[0], abstract="Foo\n 2 hears owls."), *papers[1:]]) == ["paper:0"]
    plugins.load("test").version = "2"
    assert ids(papers) == everyone
    found = [(one.name, one.surface, one.confidence) for one in plugins.run("test", papers, cache)[0][0]]
    assert found == [("Foo-2", "Foo\n 2", 0.0), ("Foo 2", "Foo\n 2", 0.5)]


def test_an_extraction_keeps_the_findings_of_plug_ins_as_well(install: Install) -> None:
    made(install, "asked.append(paper.id); return []")
    asked = sys.modules[plugins.load("test").__module__].asked = []
    cache = Memory()
    for _ in range(3):
        extract([PAPER, OTHER], Knowledge(extractors=("test",)), cache=cache)
    assert asked == [PAPER.id, OTHER.id]


def mention(start: int, end: int, confidence: float, rule: str) -> Mention:
    text = "abcdefghij"
    return Mention(
        "paper:a", "method", text[start:end], "title", start, end, text[start:end], text, "mentions", rule, confidence
    )  # fmt: skip


def test_own_findings_stay_then_surer_then_longer_then_first_named_ones() -> None:
    own = [mention(0, 3, 0.1, "name")]
    others = [
        mention(2, 4, 1.0, "extractor b"),  # overlaps kg's own
        mention(3, 5, 0.9, "extractor b"),
        mention(4, 6, 0.8, "extractor a"),  # overlaps a surer one
        mention(6, 8, 0.7, "extractor b"),  # shorter than the next
        mention(6, 9, 0.7, "extractor a"),
        mention(9, 10, 0.5, "extractor b"),  # the same as the next, but for its extractor
        mention(9, 10, 0.5, "extractor a"),
    ]
    kept = merged(own, others)
    assert kept == [own[0], others[1], others[4], others[6]]
    assert sorted(merged(own, others[::-1]), key=repr) == sorted(kept, key=repr)


def test_of_findings_that_differ_in_one_field_alone_the_same_one_always_stays() -> None:
    """Whatever a process hashes them to: of the ten pairs each would else be a throw of a coin."""
    pairs = [mention(start, start + 1, 0.5, "extractor a") for start in range(10)]
    for changed in ({"role": "introduces"}, {"family": True}):
        others = [replace(one, **changed) for one in pairs]
        kept = merged([], [*pairs, *others])
        assert kept == (others if "role" in changed else pairs)
        assert merged([], [*others, *pairs]) == kept


# GLiNER: the real package needs torch and a model, which tests do not have. What stands in for it here has the same
# interface (`GLiNER.from_pretrained`, `predict_entities`); what is tested is the adapter, not the model.

FAKE = """
import os

assert os.environ["HF_HUB_OFFLINE"] == os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] == "1"

class GLiNER:
    @classmethod
    def from_pretrained(cls, name, local_files_only=False):
        assert local_files_only
        if "missing" in name:
            raise OSError("no such model\\nhere")
        return cls()

    def predict_entities(self, text, labels, threshold=0.5):
        assert "dataset" in labels and 0 < threshold < 1 and len(text.split()) < 300
        at = text.find("Foo ")
        return [] if at < 0 else [{"start": at, "end": at + 4, "text": "Foo ", "label": "dataset", "score": 0.87}]
"""


@pytest.fixture
def gliner(install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    install("gliner", FAKE, {})
    model = tmp_path / "model"
    model.mkdir()
    (model / "gliner_config.json").write_text("{}")
    monkeypatch.setenv("KG_GLINER_MODEL", str(model))
    return model


def test_gliner_finds_places_in_long_texts(gliner: Path) -> None:
    abstract = "A long sentence says very little. " * 100 + "We like the Foo data."
    (found,) = reported([Paper("T", abstract, id="paper:t")], "gliner")[0]
    assert (found.surface, found.start, found.kind, found.confidence) == (
        "Foo",
        abstract.find("Foo"),
        "dataset",
        0.87,
    )


@pytest.mark.parametrize("file", ["gliner_config.json", "model.safetensors", "onnx/model.onnx"])
def test_another_gliner_model_is_another_version_even_of_the_same_size(gliner: Path, file: str) -> None:
    versions = []
    for content in (b"one", b"two", b"two"):
        (gliner / file).parent.mkdir(exist_ok=True)
        (gliner / file).write_bytes(content)
        plugins.load.cache_clear()
        versions.append(plugins.version("gliner"))
    assert versions[0] != versions[1] == versions[2]


def test_a_gliner_model_in_the_cache_is_known_by_its_content(
    gliner: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_hand = plugins.version("gliner")
    hub = f"def snapshot_download(name, local_files_only): assert local_files_only; return {str(gliner)!r}"
    install("huggingface_hub", hub, {})
    monkeypatch.delitem(sys.modules, "huggingface_hub", raising=False)
    monkeypatch.setenv("KG_GLINER_MODEL", "somebody/model")
    plugins.load.cache_clear()
    assert plugins.version("gliner") == at_hand


def test_a_gliner_model_that_cannot_be_loaded_is_one_line(
    gliner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_GLINER_MODEL", str(gliner.rename(gliner.with_name("missing"))))
    with pytest.raises(UsageError, match=r"cannot be loaded \(no such model here\); set KG_GLINER_MODEL"):
        extract([PAPER], Knowledge(extractors=("gliner",)))


@pytest.mark.parametrize("model", ["", "missing-model"])
def test_gliner_without_a_model_is_one_line(
    gliner: Path, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setenv("KG_GLINER_MODEL", model)
    with pytest.raises(UsageError, match="set KG_GLINER_MODEL to") as raised:
        extract([PAPER], Knowledge(extractors=("gliner",)))
    assert "\n" not in str(raised.value)


def test_gliner_without_its_package_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    monkeypatch.setenv("KG_GLINER_MODEL", "some-model")
    monkeypatch.setattr("kg.extract.gliner.version", _not_installed)
    with pytest.raises(UsageError, match=r"pip install 'kg\[gliner\]'"):
        extract([PAPER], Knowledge(extractors=("gliner",)))


def _not_installed(name: str) -> str:
    from importlib.metadata import PackageNotFoundError

    raise PackageNotFoundError(name)


def test_a_surer_finding_takes_the_very_place_of_a_name_known_only_by_its_shape(install: Install) -> None:
    paper = Paper("A note", "We propose GizmoNet and train it on ImageNet.", id="paper:g")

    def kinds(confidence: float) -> dict[str, str]:
        body = (
            "for name in ('GizmoNet', 'ImageNet'): at = paper.abstract.index(name); "
            f"yield Found('repo', 'abstract', at, at + 8, name='github.com/a/b', confidence={confidence})"
        )
        made(install, body, name=f"test{int(100 * confidence)}")
        mentions, _ = reported([paper], f"test{int(100 * confidence)}")
        return {one.surface: one.kind for one in mentions}

    assert kinds(1.0) == {"GizmoNet": "repo", "ImageNet": "dataset"}
    assert kinds(0.01) == {"GizmoNet": "method", "ImageNet": "dataset"}


def test_of_several_findings_at_one_place_the_surest_decides(install: Install) -> None:
    paper = Paper("A note", "We propose GizmoNet and train it.", id="paper:g")
    sure, unsure = (
        replace(extract([paper])[0], kind="repo", rule=f"extractor {rule}", confidence=confidence)
        for rule, confidence in (("a", 1.0), ("b", 0.01))
    )
    own = extract([paper])
    assert [one.surface for one in own] == ["GizmoNet"]
    assert merged(own, [sure, unsure]) == merged(own, [unsure, sure]) == [sure]
    assert merged(own, [unsure]) == own
