"""Whether one version of a contract may follow another: a verdict for each change, and for the version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.advice import harm_to_readers, harm_to_stored, how_to_keep
from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.consumer import ModelBreach, ReleasedModel, judge_model
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.evolution.mode import Mode
from lockgate.contracts.evolution.version import Bump, Version, bump_for, is_enough
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict

__all__ = ["Breach", "Comparison", "Compatibility", "judge_compatibility"]


@dataclass(frozen=True, slots=True)
class Breach:
    """One change that breaks what the mode protects.

    Parameters
    ----------
    change : Change
        What changed.
    code : str
        LG480 where it breaks readers, LG481 where it breaks stored tables.
    harm : str
        What happens, to whom.
    fix : str
        What to write instead, or which version to release.
    """

    change: Change
    code: str
    harm: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The new version against one old version.

    Parameters
    ----------
    old, new : Version
        The two versions.
    changes : tuple of Change
        What changed.
    breaches : tuple of Breach
        What of it breaks the mode, in the order of the changes.
    needed : Bump
        The step that the changes ask for.
    is_announced : bool
        Whether the new version says openly that it breaks: its major number is greater.
    """

    old: Version
    new: Version
    changes: tuple[Change, ...]
    breaches: tuple[Breach, ...]
    needed: Bump
    is_announced: bool

    @property
    def is_version_enough(self) -> bool:
        """Tell whether the new version says at least what changed."""
        return is_enough(self.old, self.new, self.needed)

    @property
    def version_code(self) -> str:
        """Return LG483 where the content changed and the version did not, LG482 where the step is too small."""
        if self.is_version_enough:
            return ""
        return Reason.VERSION_UNCHANGED if self.old == self.new else Reason.VERSION_TOO_SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Compatibility:
    """The new version against all old versions that the mode asks about.

    Parameters
    ----------
    mode : Mode
        What is protected.
    strict : bool
        Whether a break fails even where the version announces it.
    comparisons : tuple of Comparison
        At least one, the nearest version last.
    models : tuple of ModelBreach
        What released models need and the new version does not promise; what the version just before did not
        promise either is not new, and breaks nothing that was whole.
    left_out : tuple of str
        Models that rely on another contract, each with its name.
    """

    mode: Mode
    strict: bool
    comparisons: tuple[Comparison, ...]
    models: tuple[ModelBreach, ...] = ()
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.comparisons:
            raise ParameterError.of("compat", "comparisons", "at least one old version", [])

    @property
    def last(self) -> Comparison:
        """Return the comparison with the version just before."""
        return self.comparisons[-1]

    @property
    def suggested(self) -> Version:
        """Return the smallest version that says what changed since the version just before."""
        return self.last.old.raised(self.last.needed)

    @property
    def verdict(self) -> Verdict:
        """Return PASS where nobody is broken unannounced, no model breaks and the version says enough, else FAIL."""
        is_broken = any(self.fails(one) for one in self.comparisons) or any(one.is_new for one in self.models)
        return Verdict.FAIL if is_broken else Verdict.PASS

    def fails(self, comparison: Comparison) -> bool:
        """Tell whether one comparison fails."""
        is_broken = bool(comparison.breaches) and (self.strict or not comparison.is_announced)
        return is_broken or not comparison.is_version_enough


def judge_compatibility(
    olds: Sequence[Contract],
    new: Contract,
    *,
    mode: Mode,
    strict: bool = False,
    models: Sequence[ReleasedModel] = (),
) -> Compatibility:
    """Judge a new version against old ones.

    Parameters
    ----------
    olds : sequence of Contract
        At least one, in any order; modes that are not transitive ask about the greatest version alone.
    new : Contract
        The version that would be released.
    mode : Mode
        What is protected.
    strict : bool, default=False
        Fail on a break even where the new version has a greater major number.
    models : sequence of ReleasedModel, default=none
        Models that read the data; those that rely on another contract are left out.

    Raises
    ------
    ContractVersionError
        If a version is no semantic version.
    ParameterError
        If there is no old version.

    Notes
    -----
    PASS means: each table that passes every blocking check of the one contract passes those of the other, in the
    direction of the mode; or the major number says that this is not so.
    """
    ordered = sorted(olds, key=lambda contract: Version.of(contract.version))
    asked = ordered if mode.is_transitive else ordered[-1:]
    last = asked[-1] if asked else None
    readers = [model for model in models if model.contract == new.id]
    return Compatibility(
        mode=mode,
        strict=strict,
        comparisons=tuple(_comparison(old, new, mode) for old in asked),
        models=tuple(breach for model in readers for breach in judge_model(model, last, new)),
        left_out=tuple(f"{one.model} {one.version} ({one.contract})" for one in models if one not in readers),
    )


def _comparison(old: Contract, new: Contract, mode: Mode) -> Comparison:
    changes = diff_contracts(old, new)
    before, after = Version.of(old.version), Version.of(new.version)
    needed = bump_for(changes, mode)
    release = str(before.raised(Bump.MAJOR))
    return Comparison(
        old=before,
        new=after,
        changes=changes,
        breaches=tuple(breach for change in changes for breach in _breaches(change, mode, release)),
        needed=needed,
        is_announced=after.group > before.group,
    )


def _breaches(change: Change, mode: Mode, release: str) -> list[Breach]:
    fix = f"{how_to_keep(change)}, or release {release}"
    found = []
    if mode.protects_readers and change.effect.breaks_readers:
        found.append(Breach(change, Reason.READERS_BREAK, harm_to_readers(change), fix))
    if mode.protects_stored and change.effect.breaks_stored:
        found.append(Breach(change, Reason.STORED_BREAK, harm_to_stored(change), fix))
    return found
