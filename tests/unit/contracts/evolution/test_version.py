from __future__ import annotations

import pytest

from lockgate.contracts.evolution.change import Change, ChangeKind, Effect
from lockgate.contracts.evolution.mode import Mode
from lockgate.contracts.evolution.version import Bump, Version, bump_for, is_enough
from lockgate.domain.errors import ContractVersionError


def test_versions_are_ordered_as_semver_says() -> None:
    # the example of semver.org, item 11
    ordered = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
               "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"]  # fmt: skip

    assert [str(version) for version in sorted(map(Version.of, reversed(ordered)))] == ordered


@pytest.mark.parametrize("text", ["", "1.2.3.4", "one", "1.02.0", "-1"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ContractVersionError, match="LG320"):
        Version.of(text)


@pytest.mark.parametrize(
    ("version", "bump", "raised"),
    [
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("0.2.3", Bump.MAJOR, "0.3.0"),
        ("0.2.3", Bump.MINOR, "0.2.4"),
        ("2.0.0-rc.1", Bump.MAJOR, "2.0.0"),
        ("2.1.0-rc.1", Bump.MINOR, "2.1.0"),
        ("2.1.1-rc.1", Bump.MINOR, "2.2.0"),
    ],
)
def test_a_version_is_raised(version: str, bump: Bump, raised: str) -> None:
    assert str(Version.of(version).raised(bump)) == raised


def test_the_greatest_change_decides_the_step() -> None:
    words = Change(kind=ChangeKind.DESCRIPTION_CHANGED, effect=Effect.WORDS)
    weaker = Change(kind=ChangeKind.NULLS_ALLOWED, effect=Effect.WEAKER)

    assert bump_for([], Mode.FORWARD) is Bump.NONE
    assert bump_for([words], Mode.FULL) is Bump.PATCH
    assert bump_for([words, weaker], Mode.BACKWARD) is Bump.MINOR
    assert bump_for([words, weaker], Mode.FORWARD) is Bump.MAJOR


@pytest.mark.parametrize(
    ("old", "new", "bump", "enough"),
    [
        ("1.2.0", "1.2.0", Bump.NONE, True),
        ("1.2.0", "1.1.0", Bump.NONE, False),
        ("1.2.0", "1.2.0", Bump.PATCH, False),
        ("1.2.0", "1.2.1", Bump.PATCH, True),
        ("1.2.0", "3.0.0", Bump.MINOR, True),
        ("1.2.0", "2.0.0-rc.1", Bump.MAJOR, True),
        ("1.2.0", "0.9.0", Bump.PATCH, False),
    ],
)
def test_a_step_must_say_at_least_what_changed(old: str, new: str, bump: Bump, *, enough: bool) -> None:
    assert is_enough(Version.of(old), Version.of(new), bump) is enough


def test_versions_of_one_major_number_are_one_group_and_below_one_the_minor_number_is() -> None:
    assert Version.of("1.2.0").group == Version.of("1.9.0").group
    assert Version.of("0.2.0").group != Version.of("0.3.0").group
