"""Cells of classes: how often a label meets the predictions of two models, for each slice."""
