"""Every drift distance by its name in files."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lockgate.stats.drift.anderson_darling import ANDERSON_DARLING
from lockgate.stats.drift.cramer_von_mises import CRAMER_VON_MISES
from lockgate.stats.drift.cramers_v import CRAMERS_V
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.energy import ENERGY, NORMALISED_ENERGY
from lockgate.stats.drift.hellinger import HELLINGER
from lockgate.stats.drift.jensen_shannon import JENSEN_SHANNON
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV
from lockgate.stats.drift.kullback_leibler import KULLBACK_LEIBLER
from lockgate.stats.drift.l_infinity import L_INFINITY
from lockgate.stats.drift.mean_shift import MEAN_SHIFT
from lockgate.stats.drift.population_stability_index import POPULATION_STABILITY_INDEX
from lockgate.stats.drift.total_variation import TOTAL_VARIATION
from lockgate.stats.drift.wasserstein import NORMALISED_WASSERSTEIN, WASSERSTEIN

__all__ = ["DISTANCES"]

DISTANCES: Mapping[str, Distance] = MappingProxyType(
    {
        distance.name: distance
        for distance in (
            ANDERSON_DARLING,
            CRAMER_VON_MISES,
            CRAMERS_V,
            ENERGY,
            HELLINGER,
            JENSEN_SHANNON,
            KOLMOGOROV_SMIRNOV,
            KULLBACK_LEIBLER,
            L_INFINITY,
            MEAN_SHIFT,
            NORMALISED_ENERGY,
            NORMALISED_WASSERSTEIN,
            POPULATION_STABILITY_INDEX,
            TOTAL_VARIATION,
            WASSERSTEIN,
        )
    }
)
"""The distance of each name, in alphabetical order."""
