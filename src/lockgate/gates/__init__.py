"""Gates on models: metrics on cells, decided by confidence bounds."""
