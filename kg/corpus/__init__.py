"""
The corpus: records as they were read, listing by listing, and the papers that they describe.

A store keeps the corpus beside the graph. The graph is a pure function of the corpus: adding listings one by one
gives the same as adding them all at once, in any order, and a listing can be removed again.
"""

from kg.corpus.listings import Corpus, Listing, places
from kg.corpus.parts import part_named

__all__ = ["Corpus", "Listing", "part_named", "places"]
