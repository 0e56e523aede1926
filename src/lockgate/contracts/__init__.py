"""Data contracts of the Open Data Contract Standard: read, check, compile to checks, write, infer."""
