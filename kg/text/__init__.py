"""Texts for people and about subjects: display, wording, titles, lists of words."""
