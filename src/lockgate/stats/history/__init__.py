"""One metric over time: what its past lets one expect, and whether the newest value is that."""
