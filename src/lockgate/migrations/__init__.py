"""Reversible steps between two versions of a data contract."""
