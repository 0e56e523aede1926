"""Drift: how far two samples are apart, whether that is more than chance, and whether it is more than matters.

`distances` lists the effect sizes and `tests` the classical p-values; `evidence` bounds a distance, `decision`
turns the evidence of many columns into verdicts, `margins` calibrates what matters on the reference itself.
"""
