"""Tests of products of sparse rows: machine code and scipy give the same, which is what plain arithmetic gives."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse import random as sparse

from kg.link.similarity import few, products

WAYS = pytest.mark.parametrize("way", [few, products], ids=["few", "many"])


def matrix(rows=80, columns=60, density=0.15, seed=1):
    return sparse(rows, columns, density, format="csr", dtype=np.float32, random_state=seed)


def ranked(values, best):
    """Give the places of the greatest, of equals the smaller first; nothing is not among them."""
    return [place for place in np.argsort(-values, kind="stable")[:best].tolist() if values[place] > 0]


@WAYS
@pytest.mark.parametrize("best", [0, 1, 10, 500])
def test_each_row_keeps_its_greatest_products(way, best):
    left, right = matrix(), matrix(seed=2)
    whole, found = (left @ right.T).toarray(), way.best_products(left, right, best)
    for row, values in enumerate(whole):
        assert sorted(found[row].indices) == sorted(ranked(values, best + 1))
    assert (found.toarray()[found.toarray() > 0] == whole[found.toarray() > 0]).all()


@WAYS
def test_of_equal_products_the_smaller_rows_are_kept(way):
    alike = csr_matrix(np.ones((30, 2), dtype=np.float32))
    found = way.best_products(alike, alike, 3)
    assert sorted(found.indices.tolist()) == sorted(list(range(4)) * 30)


@WAYS
def test_pairs_get_their_cosines(way):
    one = matrix()
    first, second = np.triu_indices(80, 1)
    assert way.cosines(one, first, second) == pytest.approx((one @ one.T).toarray()[first, second], abs=1e-6)


@WAYS
def test_the_columns_that_add_most_come_first(way):
    one = matrix(density=0.5)
    first, second = np.triu_indices(80, 1)
    found = way.strongest(one, first, second, 4)
    dense = one.toarray()
    for a, b, columns in zip(first, second, found.tolist(), strict=True):
        expected = ranked(dense[a] * dense[b], 4)
        assert columns == expected + [-1] * (4 - len(expected))


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (0, 0), (1, 1)])
@WAYS
def test_nothing_to_multiply_gives_nothing(way, shape):
    empty = csr_matrix(shape, dtype=np.float32)
    none = np.empty(0, dtype=np.int64)
    assert way.best_products(empty, empty, 3).shape == (shape[0], shape[0])
    assert way.best_products(empty, empty, 3).nnz == 0
    assert way.cosines(empty, none, none).shape == (0,)
    assert way.strongest(empty, none, none, 3).shape == (0, 3)


@WAYS
def test_a_pair_is_near_when_one_is_among_the_nearest_of_the_other(way):
    first, second = np.triu_indices(30, 1)
    score = np.random.default_rng(1).integers(0, 20, len(first)) / 20  # many are equal
    square = np.full((30, 30), -1.0)
    square[first, second] = square[second, first] = score
    ranks = np.argsort(np.argsort(-square, axis=1, kind="stable"), axis=1)
    expected = (ranks[first, second] < 3) | (ranks[second, first] < 3)
    assert (way.among_nearest(first, second, score, 30, 3) == expected).all()


def test_both_ways_give_the_same_bits():
    one = matrix(200, 300, 0.2)
    first, second = np.triu_indices(200, 1)
    by_few, by_many = (way.best_products(one, one, 7).toarray() for way in (few, products))
    assert (by_few == by_many).all()
    assert (few.cosines(one, first, second) == products.cosines(one, first, second)).all()
    assert (few.strongest(one, first, second, 5) == products.strongest(one, first, second, 5)).all()


def test_profitable_columns_are_the_best_for_their_cost_until_the_limit():
    one = matrix()
    cost = np.bincount(one.indices, minlength=one.shape[1])
    chosen = products.profitable(one, 40)
    for row in range(one.shape[0]):
        columns, weights = one[row].indices, one[row].data
        order = np.argsort(-(weights**2) / np.sqrt(cost[columns].astype(np.float32)), kind="stable")
        spent = np.cumsum(cost[columns[order]])
        assert chosen[row].indices.tolist() == columns[order][spent <= 40].tolist()
        assert set(chosen[row].data) <= set(weights)
