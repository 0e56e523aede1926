"""What a caller can mend at once: a value outside its domain, a package that is not there."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.errors.failure import LockgateError
from lockgate.domain.errors.wording import short

__all__ = ["MissingExtraError", "ParameterError"]


class ParameterError(LockgateError, ValueError):
    """An argument is outside its domain."""

    @classmethod
    def of(cls, where: str, parameter: str, must: str, got: object) -> ParameterError:
        """Build the error for one parameter.

        Examples
        --------
        >>> print(ParameterError.of("wilson_interval", "successes", "an int in [0, 2]", 3))
        [LG101] wilson_interval: `successes` must be an int in [0, 2], got 3.
        """
        return cls("LG101", where, f"`{parameter}` must be {must}, got {short(got)}")

    @classmethod
    def at_odds(cls, reference: str, what: str) -> ParameterError:
        """Say that drift entries ask one reference for things that exclude each other.

        Examples
        --------
        >>> print(ParameterError.at_odds("flights/v2", "different blocks"))
        [LG101] reference `flights/v2`: drift entries that compare with it ask for different blocks.
          hint: accept a version for each, and name it in `reference`: `flights/VERSION`
        """
        return cls(
            "LG101",
            f"reference `{reference}`",
            f"drift entries that compare with it ask for {what}",
            f"accept a version for each, and name it in `reference`: `{reference.partition('/')[0]}/VERSION`",
        )


class MissingExtraError(LockgateError, ImportError):
    """An optional dependency is not installed."""

    @classmethod
    def of(cls, where: str, package: str, extra: str) -> MissingExtraError:
        """Name the package and the extra that brings it."""
        return cls("LG102", where, f"`{package}` is not installed", f"pip install 'lockgate[{extra}]'")

    @classmethod
    def any_of(cls, where: str, packages: Sequence[str]) -> MissingExtraError:
        """Name packages of which one is enough."""
        hint = " or ".join(f"`pip install {package}`" for package in packages)
        return cls("LG102", where, f"none of {', '.join(packages)} is installed", hint)
