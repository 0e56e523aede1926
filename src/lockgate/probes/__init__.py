"""Probes of a model that can be asked: what it answers to rows that were changed on purpose."""
