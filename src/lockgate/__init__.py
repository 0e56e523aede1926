"""Lockgate: the release gate for machine-learning models."""
