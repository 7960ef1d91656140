"""The lexicon: known names and how they are found and written, and who introduced them; README.md describes its tables."""
