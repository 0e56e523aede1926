"""What came out of a check, a gate, a stage or a run."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["Severity", "Verdict"]


class Verdict(StrEnum):
    """What was decided; only ``PASS`` opens a gate.

    ``FAIL`` is "decided no", ``INCONCLUSIVE`` is "the evidence is too thin to decide",
    ``ERROR`` is "the question could not be asked".

    Examples
    --------
    >>> Verdict.worst([Verdict.PASS, Verdict.INCONCLUSIVE])
    <Verdict.INCONCLUSIVE: 'inconclusive'>
    >>> Verdict.worst([])
    <Verdict.ERROR: 'error'>
    """

    PASS = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    ERROR = "error"

    @classmethod
    def worst(cls, verdicts: Iterable[Verdict]) -> Verdict:
        """Return the verdict of a whole whose parts are given.

        A known failure says most, so ``FAIL`` outranks ``ERROR``, which outranks ``INCONCLUSIVE``.
        Nothing at all is ``ERROR``: an empty gate has proved nothing.
        """
        return max(verdicts, key=_WEIGHT.__getitem__, default=cls.ERROR)


_WEIGHT = {Verdict.PASS: 0, Verdict.INCONCLUSIVE: 1, Verdict.ERROR: 2, Verdict.FAIL: 3}


class Severity(StrEnum):
    """What a finding that is not ``PASS`` does to its gate.

    ``BLOCKING`` shuts it; ``WARNING`` and ``INFO`` are shown and leave it open.
    """

    BLOCKING = "blocking"
    WARNING = "warning"
    INFO = "info"
