"""Versions of contracts: what they are, which comes next, and whether a step is great enough."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import total_ordering

from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.mode import Mode
from lockgate.domain.errors import ContractVersionError

__all__ = ["Bump", "Version", "bump_for", "is_enough"]

_FORM = re.compile(
    r"v?(0|[1-9]\d{0,8})(?:\.(0|[1-9]\d{0,8}))?(?:\.(0|[1-9]\d{0,8}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
)


class Bump(IntEnum):
    """Which part of a version is raised; a greater one may always stand for a smaller one."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A semantic version, ordered as semver.org says.

    A version ``0.y.z`` has promised nothing lasting yet: its `y` takes the part of the major number.

    Parameters
    ----------
    major, minor, patch : int
        0 or more.
    pre : tuple of str
        Parts of a pre-release; a version with some comes before the one without.

    Examples
    --------
    >>> Version.of("1.10.0") > Version.of("v1.9"), Version.of("2.0.0-rc.1") < Version.of("2.0.0")
    (True, True)
    >>> str(Version.of("0.3.1").raised(Bump.MAJOR))
    '0.4.0'
    """

    major: int
    minor: int = 0
    patch: int = 0
    pre: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Version:
        """Read a version such as ``1.2.0``; ``v1`` and ``1.2`` are read as well.

        Raises
        ------
        ContractVersionError
            If the text is no such version.
        """
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise ContractVersionError.malformed(text)
        major, minor, patch = (int(part or 0) for part in found.groups()[:3])
        return cls(major, minor, patch, tuple((found.group(4) or "").split(".")) if found.group(4) else ())

    @property
    def group(self) -> tuple[int, int]:
        """Return what versions that must be compatible share: the major number, of ``0.y`` both."""
        return (self.major, 0 if self.major else self.minor)

    def raised(self, bump: Bump) -> Version:
        """Return the next version of that kind; pre-releases end."""
        if bump is Bump.NONE:
            return self
        if self.pre and bump <= self._at_stake:
            return Version(self.major, self.minor, self.patch)
        if not self.major:
            bump = Bump.MINOR if bump is Bump.MAJOR else Bump.PATCH
        if bump is Bump.MAJOR:
            return Version(self.major + 1)
        if bump is Bump.MINOR:
            return Version(self.major, self.minor + 1)
        return Version(self.major, self.minor, self.patch + 1)

    @property
    def _at_stake(self) -> Bump:
        """Return the greatest step that this version, once released, would have been."""
        if self.patch:
            return Bump.PATCH
        return Bump.MINOR if self.minor else Bump.MAJOR

    def __lt__(self, other: Version) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
        parts = tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in self.pre)
        return (self.major, self.minor, self.patch, not self.pre, parts)

    def __str__(self) -> str:
        text = f"{self.major}.{self.minor}.{self.patch}"
        return f"{text}-{'.'.join(self.pre)}" if self.pre else text


def bump_for(changes: Iterable[Change], mode: Mode) -> Bump:
    """Return the step that changes ask for.

    Major where the mode is broken, minor where a promise changes without breaking it, patch for words, none
    for nothing.

    Examples
    --------
    >>> from lockgate.contracts.evolution.change import ChangeKind, Effect
    >>> tighter = Change(kind=ChangeKind.RANGE_NARROWED, effect=Effect.STRONGER)
    >>> bump_for([tighter], Mode.FORWARD).name, bump_for([tighter], Mode.BACKWARD).name
    ('MINOR', 'MAJOR')
    """
    return max((_bump_of(change, mode) for change in changes), default=Bump.NONE)


def _bump_of(change: Change, mode: Mode) -> Bump:
    if mode.is_broken_by(change.effect):
        return Bump.MAJOR
    return Bump.MINOR if change.effect.breaks_readers or change.effect.breaks_stored else Bump.PATCH


def is_enough(old: Version, new: Version, bump: Bump) -> bool:
    """Tell whether the step from one version to another says at least what changed.

    A pre-release counts as the release that it leads to.

    Examples
    --------
    >>> is_enough(Version.of("1.2.0"), Version.of("1.3.0"), Bump.MAJOR)
    False
    >>> is_enough(Version.of("1.2.0"), Version.of("2.0.0-rc.1"), Bump.MAJOR)
    True
    """
    if bump is Bump.NONE:
        return new >= old
    return new > old and Version(new.major, new.minor, new.patch) >= old.raised(bump)
