"""Model files: one file a format."""
