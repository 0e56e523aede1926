"""How sure an interval is, for people."""

from __future__ import annotations

__all__ = ["confidence"]

_DIGITS = 4
_MOST_DIGITS = 16


def confidence(alpha: float) -> str:
    """Return the level of an interval that errs with probability `alpha`, in as many digits as keep it below 100 %.

    Examples
    --------
    >>> confidence(0.1), confidence(0.0002), confidence(0.000001)
    ('90 %', '99.98 %', '99.9999 %')
    """
    level = 100 * (1 - alpha)
    texts = (f"{level:.{digits}g}" for digits in range(_DIGITS, _MOST_DIGITS))
    return f"{next((text for text in texts if text != '100'), 'nearly 100')} %"
