"""Drift that no single column shows: of the columns together, from samples of rows."""
