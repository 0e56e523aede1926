"""How contracts change: what differs, whom it breaks, which version that asks for."""
