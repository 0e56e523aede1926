"""Drift: the current table against an accepted reference, from states alone."""
