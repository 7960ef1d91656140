"""The store without a server: a folder of tables, and the indexes that answer from them."""

from kg.stores.embedded.store import EmbeddedStore

__all__ = ["EmbeddedStore"]
