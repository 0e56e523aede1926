"""Self-test: how often a gate errs on samples like the one at hand, where the truth is known."""
