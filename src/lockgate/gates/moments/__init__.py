"""Cells of numbers: how often, how much, and what belongs together, for each slice."""
