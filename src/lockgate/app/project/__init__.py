"""The project file, lockgate.yaml: what it may say, and reading it."""
