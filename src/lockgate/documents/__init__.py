"""YAML text to values with positions, values to dataclasses, dataclasses to JSON Schema."""
