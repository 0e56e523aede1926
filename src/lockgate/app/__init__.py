"""Use cases: what a command or a call does, told in terms of ports."""
