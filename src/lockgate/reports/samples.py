"""Offending rows, cut to what a reader can take in."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.domain.finding import Finding, Scalar
from lockgate.reports.words import printable, quantity, shortened

__all__ = ["ShownSample", "shown_sample"]

_VALUE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ShownSample:
    """The part of a sample that is shown; `rest` says what is not."""

    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    rest: str


def shown_sample(finding: Finding, *, rows: int, columns: int) -> ShownSample:
    """Cut a finding's sample to some rows and columns; without a sample, nothing is shown.

    The columns the finding is about stay whatever happens. Values are shown as they would be searched for,
    without separators.
    """
    sample = finding.sample
    if sample is None or not sample.rows:
        return ShownSample((), (), (), "")
    chosen = _chosen(sample.columns, finding.subject.columns, columns)
    cells = tuple(tuple(_cell(row[index]) for index in chosen) for row in sample.rows[:rows])
    numeric = tuple(all(_is_number(row[index]) for row in sample.rows) for index in chosen)
    names = tuple(printable(sample.columns[index]) for index in chosen)
    return ShownSample(names, numeric, cells, _rest(finding, len(cells), len(sample.columns) - len(chosen)))


def _chosen(present: tuple[str, ...], wanted: tuple[str, ...], limit: int) -> list[int]:
    must = [index for index, column in enumerate(present) if column in wanted][:limit]
    others = [index for index in range(len(present)) if index not in must]
    return sorted(must + others[: limit - len(must)])


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Scalar) -> str:
    if value is None:
        return "null"
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    return printable(shortened(text, _VALUE_LENGTH))


def _rest(finding: Finding, n_rows: int, n_columns: int) -> str:
    total = max(finding.n_failed or 0, len(finding.sample.rows) if finding.sample else 0)
    parts = [quantity(total - n_rows, "more row")] if total > n_rows else []
    if n_columns > 0:
        parts.append(quantity(n_columns, "more column"))
    return f"… {' and '.join(parts)}" if parts else ""
