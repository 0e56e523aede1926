"""The statistics that decide: pure functions on numbers and small arrays; numpy and scipy.special only."""
