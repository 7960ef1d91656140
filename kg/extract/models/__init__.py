"""The models: a network for kinds, a linear one for roles, and what their probabilities are worth."""
