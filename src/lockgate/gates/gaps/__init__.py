"""Gaps: one metric compared between groups of rows, such as a selection rate between the sexes."""
