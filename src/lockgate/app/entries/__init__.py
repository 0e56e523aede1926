"""How each kind of stage entry runs: one file a kind."""
