"""
Products of sparse rows, compiled.

Nothing here is parallel by itself: each function does a share of the rows or pairs without holding Python's lock, and
`kg.link.similarity.products` gives the shares to threads.

What is kept as best travels as one number, a key: the bits of a value that is not negative, which have the order of
the value, and under them the complement of a place, so that of equals the smaller place is the greater key. A key of
0 is none.
"""

# Loops over numbers are the point here, and what numba compiles cannot be typed as mypy wants it.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,untyped-decorator,misc"

from __future__ import annotations

import numpy as np

from kg.link.similarity.machine_code import compiled

_EARLY = 1_000
"""Products after which the best so far are a bound that few others reach."""
_BLOCK = 128
"""Sums that are held against that bound at a time."""
_QUICK = 16
"""Sums that are held against it in the time of looking a product up."""


@compiled
def _sift(heap, place, key):
    """Put a key where the one at a place was and let it sink; the least key is at place 0."""
    while True:
        child = 2 * place + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = key


@compiled
def _keyed(bits, place):
    """Give the key of a value, of which the bits are given."""
    return np.uint64(bits) << np.uint64(32) | np.uint64(np.uint32(~np.uint32(place)))


@compiled
def _key(value, place):
    return _keyed(np.float32(value).view(np.uint32), place)


@compiled
def _offer(heap, key):
    """Put a key into the heap if it belongs there."""
    if key > heap[0]:
        _sift(heap, 0, key)


@compiled
def _offered(heap, bits, row):
    """Offer a row to the heap, and give the bits of the least value that belongs there then."""
    _offer(heap, _keyed(bits[row], row))
    return max(np.int32(1), np.int32(heap[0] >> np.uint64(32)))


@compiled
def _offer_all(heap, bits, least):
    """Offer all rows, a block at a time, of which few have any that reaches the least; the bits are cleared."""
    for block in range(np.uint64(0), np.uint64(len(bits)), np.uint64(_BLOCK)):
        beyond = np.int32(0)  # becomes negative where one reaches the least, without a branch
        for row in range(_BLOCK):
            beyond |= least - np.int32(1) - bits[block + np.uint64(row)]
        if beyond < 0:
            for row in range(block, block + np.uint64(_BLOCK)):
                if bits[row] >= least:
                    least = _offered(heap, bits, row)
        for row in range(_BLOCK):
            bits[block + np.uint64(row)] = 0


@compiled
def best_rows(left, postings, first, found):
    """
    Find for some rows of the left, from `first` on, the rows of the right with the greatest products.

    `left` are the pointers, columns and values of compressed rows, `postings` those of the compressed columns of the
    right; the keys of the best go into `found`, a row each. A row's columns are best in the order of what they
    contribute: what the first find is seldom displaced, and the others need only be held against it, a block at a time.
    """
    starts, columns, weights = left
    begins, rows, values = postings[:3]
    sums = np.zeros(-(-postings[3] // _BLOCK) * _BLOCK, np.float32)
    bits = sums.view(np.int32)  # ordered as the sums, none of which is negative
    for number in range(len(found)):
        looked_up = 0
        for place in range(starts[first + number], starts[first + number + 1]):
            column, weight = columns[place], weights[place]
            for at in range(np.uint64(begins[column]), np.uint64(begins[column + 1])):
                sums[rows[at]] += weight * values[at]
            looked_up += begins[column + 1] - begins[column]

        heap, least, met = found[number], np.int32(1), 0
        early = _EARLY if looked_up > len(sums) // _QUICK else looked_up
        for place in range(starts[first + number], starts[first + number + 1]):
            column = columns[place]
            for at in range(np.uint64(begins[column]), np.uint64(begins[column + 1])):
                row = rows[at]
                if bits[row] >= least:
                    least = _offered(heap, bits, row)
                bits[row] = 0
            met += begins[column + 1] - begins[column]
            if met >= early:
                break
        if met < looked_up:
            _offer_all(heap, bits, least)


@compiled
def profitable(matrix, cost, limit, first, last, chosen, taken):
    """
    Choose for some rows the columns that give most for their cost until the limit is reached.

    The places of a row's chosen ones go to where its places begin in `chosen`, their number into `taken`.
    """
    starts, columns, weights = matrix
    for row in range(first, last):
        begin, end = starts[row], starts[row + 1]
        heap = np.empty(end - begin, np.uint64)
        for place in range(begin, end):
            weight = weights[place]
            profit = weight * weight / np.sqrt(np.float32(cost[columns[place]]))
            heap[place - begin] = ~_key(profit, place - begin)  # the least is the best
        for place in range(len(heap) // 2 - 1, -1, -1):
            _sift(heap, place, heap[place])
        spent = 0
        for number in range(len(heap)):
            best = begin + np.int64(heap[0] & np.uint64(0xFFFFFFFF))
            spent += cost[columns[best]]
            if spent > limit:
                break
            chosen[begin + number] = best
            taken[row] += 1
            _sift(heap, 0, ~np.uint64(0))


@compiled
def among_nearest(first, second, score, heaps, near):
    """
    Tell which pairs are among the nearest of either of their two, of equals those with the smaller places.

    `heaps` has room for the nearest of each row; what is told goes into `near`.
    """
    for pair in range(len(first)):
        one, other = first[pair], second[pair]
        for row, place in ((one, other), (other, one)):
            _offer(heaps[row], _key(score[pair], place))
    for pair in range(len(first)):
        one, other = first[pair], second[pair]
        near[pair] = _key(score[pair], other) >= heaps[one, 0] or _key(score[pair], one) >= heaps[other, 0]


@compiled
def _spread(matrix, last, row, spread):
    """Lay the weights of a row out by column, where those of the last one lie; -1 stands for none. Gives the row."""
    if row == last:
        return row
    starts, columns, weights = matrix
    if last >= 0:
        for place in range(starts[last], starts[last + 1]):
            spread[columns[place]] = 0
    for place in range(starts[row], starts[row + 1]):
        spread[columns[place]] = weights[place]
    return row


@compiled
def cosines(matrix, width, first, second, found):
    """Sum the products of pairs of rows, in doubles; pairs of one first row should stand together."""
    starts, columns, weights = matrix
    spread = np.zeros(width, np.float32)
    last = -1
    for pair in range(len(first)):
        last = _spread(matrix, last, first[pair], spread)
        total = 0.0
        for place in range(starts[second[pair]], starts[second[pair] + 1]):
            total += np.float64(spread[columns[place]] * weights[place])
        found[pair] = total


@compiled
def strongest(matrix, width, first, second, found):
    """Find for pairs of rows the columns with the greatest products; their keys go into `found`, a row each."""
    starts, columns, weights = matrix
    spread = np.zeros(width, np.float32)
    last = -1
    for pair in range(len(first)):
        last = _spread(matrix, last, first[pair], spread)
        heap = found[pair]
        for place in range(starts[second[pair]], starts[second[pair] + 1]):
            product = spread[columns[place]] * weights[place]
            if product > 0:
                _offer(heap, _key(product, columns[place]))
