"""
Curating a graph: what a person is asked to decide about names, and what is known about a name and was decided.

A review looks at the whole graph and at the texts of its papers, aliases at the ledger and the decisions; `kg.build.decide`
stores decisions and builds anew.
"""
