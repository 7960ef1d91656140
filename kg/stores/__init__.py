"""Stores: places that hold a graph and answer Cypher."""
