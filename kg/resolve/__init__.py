"""Resolution: from mentions to entities, one for all spellings of a name."""
