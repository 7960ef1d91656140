"""Tests of multiplying block by block: what it keeps is what multiplying at once keeps."""

import numpy as np
import pytest
from scipy.sparse import random as sparse

from kg.link import similarity
from kg.link.similarity import similar
from kg.link.similarity.products import best_products
from kg.model import Paper
from kg.spark import blocks
from kg.spark.blocks import product


def here(function, values, shared):
    return (function(value, iter(shared)) for value in values)


@pytest.mark.parametrize(("left", "right"), [(1, 1), (7, 3), (50, 200)])
def test_blocks_of_any_size_keep_the_products_that_multiplying_at_once_keeps(monkeypatch, left, right):
    monkeypatch.setattr(blocks, "_LEFT", left)
    monkeypatch.setattr(blocks, "_RIGHT", right)
    matrix = sparse(60, 40, density=0.2, format="csr", dtype=np.float32, random_state=1)
    found, expected = product(here, matrix, matrix, 5), best_products(matrix, matrix, 5)
    assert found.shape == expected.shape
    assert (found != expected).nnz == 0


@pytest.mark.parametrize("exact", [True, False])
def test_papers_are_similar_alike_in_blocks_and_at_once(monkeypatch, exact):
    monkeypatch.setattr(blocks, "_LEFT", 9)
    monkeypatch.setattr(blocks, "_RIGHT", 16)
    words = "graph speech birds vision tokens protein robots audio policies games".split()
    chance = np.random.default_rng(1)
    papers = [Paper(" ".join(chance.choice(words, 6)), id=f"paper:{n:03}") for n in range(100)]
    in_blocks = similar(papers, exact=exact, product=lambda *of: product(here, *of))
    assert in_blocks.equals(similar(papers, exact=exact))


def test_nothing_times_nothing_is_nothing():
    matrix = sparse(0, 40, density=0.2, format="csr", dtype=np.float32)
    assert product(here, matrix, matrix, 5).shape == (0, 0)
    assert similarity.similar([], product=lambda *of: product(here, *of)).is_empty()
