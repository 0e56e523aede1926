"""Every perturbation, by the name that YAML uses. A new one is a file here, its import and its line."""

from __future__ import annotations

from collections.abc import Mapping

from lockgate.probes.perturbation import Perturbation
from lockgate.probes.perturbations.category_remap import CategoryRemap
from lockgate.probes.perturbations.column_swap import ColumnSwap
from lockgate.probes.perturbations.default_filled import DefaultFilled
from lockgate.probes.perturbations.feature_dropout import FeatureDropout
from lockgate.probes.perturbations.missing import Missing
from lockgate.probes.perturbations.missing_block import MissingBlock
from lockgate.probes.perturbations.noise import Noise
from lockgate.probes.perturbations.permuted import Permuted
from lockgate.probes.perturbations.rounding import Rounding
from lockgate.probes.perturbations.scaling import Scaling
from lockgate.probes.perturbations.shift import Shift
from lockgate.probes.perturbations.sign_flip import SignFlip
from lockgate.probes.perturbations.stale import Stale
from lockgate.probes.perturbations.time_zone import TimeZone
from lockgate.probes.perturbations.together import Together
from lockgate.probes.perturbations.unit_change import UnitChange
from lockgate.probes.perturbations.unseen_category import UnseenCategory

__all__ = ["PERTURBATIONS"]

_CLASSES: tuple[type[Perturbation], ...] = (
    CategoryRemap,
    ColumnSwap,
    DefaultFilled,
    FeatureDropout,
    Missing,
    MissingBlock,
    Noise,
    Permuted,
    Rounding,
    Scaling,
    Shift,
    SignFlip,
    Stale,
    TimeZone,
    Together,
    UnitChange,
    UnseenCategory,
)

PERTURBATIONS: Mapping[str, type[Perturbation]] = {kind.name: kind for kind in _CLASSES}
"""Perturbation classes by name."""
