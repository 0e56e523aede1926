"""Metrics of rankings by query, one file each."""

from __future__ import annotations

from lockgate.gates.metrics.ranking.dcg_score import DcgScore
from lockgate.gates.metrics.ranking.hit_rate import HitRate
from lockgate.gates.metrics.ranking.mean_average_precision import MeanAveragePrecision
from lockgate.gates.metrics.ranking.mean_reciprocal_rank import MeanReciprocalRank
from lockgate.gates.metrics.ranking.ndcg_score import NdcgScore
from lockgate.gates.metrics.ranking.precision_at_k import PrecisionAtK
from lockgate.gates.metrics.ranking.recall_at_k import RecallAtK

__all__ = [
    "DcgScore",
    "HitRate",
    "MeanAveragePrecision",
    "MeanReciprocalRank",
    "NdcgScore",
    "PrecisionAtK",
    "RecallAtK",
]
