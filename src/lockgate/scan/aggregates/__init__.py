"""The closed set of aggregates; a check combines them, an engine answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockgate.scan.aggregates.binned_counts import BinnedCounts, BinnedCountsState
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.changes import AllChanges, Change, Changes, ChangesState
from lockgate.scan.aggregates.co_moments import CoMoments, CoMomentsState, PairMoments
from lockgate.scan.aggregates.column_fill import ColumnFill, ColumnFillState, Fill
from lockgate.scan.aggregates.column_pairs import ColumnPair, ColumnPairs, ColumnPairsState
from lockgate.scan.aggregates.column_values import ColumnValues, ColumnValuesState
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState, LengthExtremes
from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState
from lockgate.scan.aggregates.grouped_moments import GroupedMoments, GroupedMomentsState
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState
from lockgate.scan.aggregates.judged_values import JudgedValues, JudgedValuesState
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState, Keys, KeysState
from lockgate.scan.aggregates.keyed_counts import (
    Histogram,
    HistogramState,
    QuantileSketch,
    SketchState,
    ValueCounts,
    ValueCountsState,
)
from lockgate.scan.aggregates.listed_counts import ListedCounts, ListedCountsState
from lockgate.scan.aggregates.moments import Moments, MomentsState, Total, TotalState
from lockgate.scan.aggregates.neighbours import Neighbours
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState
from lockgate.scan.aggregates.order_runs import OrderRuns, OrderRunsState
from lockgate.scan.aggregates.order_statistics import OrderStatistics, OrderStatisticsState
from lockgate.scan.aggregates.order_values import OrderValues, OrderValuesState
from lockgate.scan.aggregates.orphans import Orphans, OrphansState
from lockgate.scan.aggregates.outliers import Outliers, OutliersState
from lockgate.scan.aggregates.overlaid import Overlaid
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.aggregates.periods import Periods, PeriodsState
from lockgate.scan.aggregates.rank_moments import RankMoments, RankMomentsState
from lockgate.scan.aggregates.row_sample import RowSample, RowSampleState
from lockgate.scan.aggregates.shared_keys import SharedKeys, SharedKeysState
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.aggregates.variants import Variants, VariantsState

if TYPE_CHECKING:
    from lockgate.scan.aggregate import State

__all__ = [
    "STATES",
    "AllChanges",
    "BinnedCounts",
    "BinnedCountsState",
    "Cells",
    "CellsState",
    "Change",
    "Changes",
    "ChangesState",
    "CoMoments",
    "CoMomentsState",
    "ColumnFill",
    "ColumnFillState",
    "ColumnPair",
    "ColumnPairs",
    "ColumnPairsState",
    "ColumnValues",
    "ColumnValuesState",
    "Contingency",
    "ContingencyState",
    "Count",
    "CountIf",
    "Extremes",
    "ExtremesState",
    "Fill",
    "FilledCounts",
    "Frequencies",
    "FrequenciesState",
    "GroupedMoments",
    "GroupedMomentsState",
    "HigherMoments",
    "HigherMomentsState",
    "Histogram",
    "HistogramState",
    "JudgedValues",
    "JudgedValuesState",
    "KeyCounts",
    "KeyCountsState",
    "Keys",
    "KeysState",
    "LengthExtremes",
    "ListedCounts",
    "ListedCountsState",
    "Moments",
    "MomentsState",
    "Neighbours",
    "Now",
    "NowState",
    "OrderBreaks",
    "OrderBreaksState",
    "OrderRuns",
    "OrderRunsState",
    "OrderStatistics",
    "OrderStatisticsState",
    "OrderValues",
    "OrderValuesState",
    "Orphans",
    "OrphansState",
    "Outliers",
    "OutliersState",
    "Overlaid",
    "Overlay",
    "OverlayState",
    "PairMoments",
    "Periods",
    "PeriodsState",
    "QuantileSketch",
    "RankMoments",
    "RankMomentsState",
    "RowCount",
    "RowSample",
    "RowSampleState",
    "SchemaState",
    "SharedKeys",
    "SharedKeysState",
    "SketchState",
    "TableSchema",
    "Total",
    "TotalState",
    "ValueCounts",
    "ValueCountsState",
    "Variants",
    "VariantsState",
]

STATES: dict[str, type[State]] = {
    state.kind: state
    for state in (
        CellsState,
        ChangesState,
        CoMomentsState,
        ColumnFillState,
        ColumnPairsState,
        ColumnValuesState,
        ContingencyState,
        BinnedCountsState,
        Count,
        ExtremesState,
        FrequenciesState,
        GroupedMomentsState,
        HigherMomentsState,
        HistogramState,
        JudgedValuesState,
        KeyCountsState,
        KeysState,
        ListedCountsState,
        MomentsState,
        NowState,
        OrderBreaksState,
        OrderRunsState,
        OrderStatisticsState,
        OrderValuesState,
        OrphansState,
        OverlayState,
        PeriodsState,
        RankMomentsState,
        OutliersState,
        RowSampleState,
        SchemaState,
        SharedKeysState,
        SketchState,
        TotalState,
        ValueCountsState,
        VariantsState,
    )
}
"""Every kind of state, by the name that files use."""
