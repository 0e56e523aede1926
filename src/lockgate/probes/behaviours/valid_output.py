"""Behaviour: every answer is a number that can be one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.behaviour import Behaviour, Knowledge, Trial, beyond
from lockgate.probes.rows import Floats, Predict, Rows, answers

__all__ = ["ValidOutput"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidOutput(Behaviour):
    """Require answers that are finite and lie in a range; of quantiles, too, that none is below one of a lower level.

    Parameters
    ----------
    lowest, highest : float, default=0 and 1
        The range; infinite for an open end.
    at_most : float, default=0
        The share of rows that may break it.

    Examples
    --------
    .. code-block:: yaml

        valid_output: {lowest: 0, highest: 1}

    >>> import numpy as np
    >>> test = ValidOutput()
    >>> test.trial(lambda rows: rows["x"], {"x": np.array([0.5, 1.5, np.nan])}, seed=1).violates.tolist()
    [False, True, True]
    """

    name: ClassVar[str] = "valid_output"

    lowest: float = 0.0
    highest: float = 1.0
    levels: tuple[float, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        Behaviour.__post_init__(self)
        if not self.lowest < self.highest:
            raise ParameterError.of(self.name, "highest", f"more than {self.lowest}", self.highest)

    @property
    def promise(self) -> str:
        found = f"the answer is a number in [{format_value(self.lowest)}, {format_value(self.highest)}]"
        return f"{found}, and quantiles do not cross" if self._ascends else found

    @property
    def _ascends(self) -> bool:
        return bool(self.levels) and self.of is None

    def informed(self, known: Knowledge) -> Behaviour:
        informed = replace(self)
        object.__setattr__(informed, "levels", known.levels)
        return informed

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        del seed  # nothing is drawn
        found = answers(predict, rows)
        return Trial(rows=rows, changed=rows, before=found, after=found, excess=self.breach(found, found))

    def breach(self, before: Floats, after: Floats) -> Floats:
        del before
        outside = beyond(after, self.lowest, self.highest)
        if not self._ascends:
            return outside
        ascending = after[:, np.argsort(self.levels)]
        with np.errstate(invalid="ignore"):  # an infinite answer is outside already
            crossed = (ascending[:, :-1] - ascending[:, 1:]).max(axis=1)
        found: Floats = np.fmax(outside, crossed)
        return found
