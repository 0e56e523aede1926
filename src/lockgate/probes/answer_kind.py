"""What the numbers of an answer are."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["AnswerKind"]


class AnswerKind(StrEnum):
    """What the numbers of an answer are: one, or several of a kind."""

    NUMBER = "number"
    CLASSES = "classes"
    LABELS = "labels"
    QUANTILES = "quantiles"
