"""Roles: whether a paper introduces what it names, and what else it does with it."""
