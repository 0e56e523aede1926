"""How many rows may violate a check before it is red."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value

__all__ = ["Tolerance"]

_SHARE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?%")


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

    @classmethod
    def from_scalar(cls, value: object) -> Tolerance:
        """Read the short form: a number of rows, such as 4, or a share, such as ``0.1 %``.

        Raises
        ------
        ParameterError
            If it is neither.

        Examples
        --------
        >>> Tolerance.from_scalar(4), Tolerance.from_scalar("0.1 %")
        (Tolerance(rows=4, fraction=0.0), Tolerance(rows=0, fraction=0.001))
        """
        if isinstance(value, int) and not isinstance(value, bool):
            return cls(rows=value)
        share = _SHARE.fullmatch(value) if isinstance(value, str) else None
        if share is None:
            raise ParameterError.of(
                "tolerance", "tolerance", "a number of rows, or a share such as `0.1 %`", value
            )
        return cls(fraction=float(Fraction(share.group(1)) / 100))

    def accepts(self, failed: int, judged: int) -> bool:
        """Tell whether `failed` of `judged` rows is within the tolerance."""
        # the fraction as it was written (0.29 of 100 rows is 29), or as it was computed (1 / 7 of 7 rows is 1)
        shares = (Fraction(str(self.fraction)) * judged, Fraction(self.fraction * judged))
        return failed <= max(Fraction(self.rows), *shares)

    def __str__(self) -> str:
        if self.rows:
            return f"at most {self.rows:,} rows"
        return f"at most {format_value(100 * self.fraction)} % of the rows" if self.fraction else "every row"
