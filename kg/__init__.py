"""Citation-style knowledge graphs from saved listings of scientific papers."""

__version__ = "0.1.0"


def is_compiled() -> bool:
    """Tell whether the modules that read papers are compiled, as an installation does where there is a C compiler."""
    from kg import ids  # compiled with the others, all or none

    return not ids.__file__.endswith(".py")
