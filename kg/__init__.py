"""Citation-style knowledge graphs from saved listings of scientific papers."""

__version__ = "0.1.0"
