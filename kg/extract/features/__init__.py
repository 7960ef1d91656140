"""Features of a candidate, by which the models judge it."""
