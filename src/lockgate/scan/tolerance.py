"""How many rows may violate a check before it is red."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value

__all__ = ["Tolerance"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Rows that may violate: a number, or a fraction of the rows that are judged.

    Parameters
    ----------
    rows : int, default=0
        Accepted number of rows, 0 or more.
    fraction : float, default=0.0
        Accepted fraction of the judged rows, in [0, 1]. Set one of the two.

    Examples
    --------
    >>> Tolerance(fraction=0.01).accepts(9, 1_000), Tolerance(rows=2).accepts(3, 1_000)
    (True, False)
    """

    rows: int = 0
    fraction: float = 0.0

    def __post_init__(self) -> None:
        if self.rows < 0:
            raise ParameterError.of("tolerance", "rows", "an int of 0 or more", self.rows)
        if not 0.0 <= self.fraction <= 1.0:
            raise ParameterError.of("tolerance", "fraction", "in [0, 1]", self.fraction)
        if self.rows and self.fraction:
            raise ParameterError.of("tolerance", "rows", "set alone, without `fraction`", self.rows)

    def accepts(self, failed: int, judged: int) -> bool:
        """Tell whether `failed` of `judged` rows is within the tolerance."""
        # the fraction as it was written (0.29 of 100 rows is 29), or as it was computed (1 / 7 of 7 rows is 1)
        shares = (Fraction(str(self.fraction)) * judged, Fraction(self.fraction * judged))
        return failed <= max(Fraction(self.rows), *shares)

    def __str__(self) -> str:
        if self.rows:
            return f"at most {self.rows:,} rows"
        return f"at most {format_value(100 * self.fraction)} % of the rows" if self.fraction else "every row"
