"""Contracts in and out of the formats of other tools, with an account of what is lost."""
