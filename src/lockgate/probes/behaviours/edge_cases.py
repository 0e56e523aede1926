"""Behaviour: the model answers at the edges of what its columns may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.behaviour import Behaviour, Knowledge, Trial, beyond
from lockgate.probes.covering import covering_rows
from lockgate.probes.domain import Case, Domain, domains_of
from lockgate.probes.edges import edges_of, rows_of_cases, typical_case
from lockgate.probes.rows import Floats, Predict, Rows
from lockgate.probes.smallest import answers_or_nan

__all__ = ["EdgeCases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeCases(Behaviour):
    """Ask about the edges of what the columns may be: every pair of them at least once, and each by itself.

    Edges of a number are both ends of its range, zero if it is within, and no value where one may be missing; of
    anything else its first five values. The contract of the table says what may be; where it says nothing, the rows do.
    Beyond 200,000 pairs the last columns are paired by chance only. A row breaks it if the model raises, or answers
    with anything but a finite number in the range.

    Parameters
    ----------
    lowest, highest : float, default=0 and 1
        The range of answers; infinite for an open end.
    most_cases : int, default=2000
        Rows of edges at most; what is left out is told.
    search : int, default=0
        Rows that hypothesis makes up beside them, looking for the smallest that breaks it; needs the extra
        ``hypothesis``.
    at_most : float, default=0
        The share of edges that may break it.

    Examples
    --------
    .. code-block:: yaml

        edge_cases: {lowest: 0, highest: 1, search: 500}

    >>> import numpy as np
    >>> test = EdgeCases().informed(Knowledge(features=("x",)))
    >>> trial = test.trial(lambda rows: 1 / rows["x"], {"x": np.array([1.0, 4.0, np.nan])}, seed=1)
    >>> trial.violates.tolist(), trial.changed["x"].tolist()
    ([False, False, True], [1.0, 4.0, nan])
    """

    name: ClassVar[str] = "edge_cases"
    is_of_sample: ClassVar[bool] = False
    skips: ClassVar[str] = "beyond `most_cases`"

    lowest: float = 0.0
    highest: float = 1.0
    most_cases: int = 2_000
    search: int = 0
    known: Knowledge = field(default=Knowledge(features=()), init=False)

    def __post_init__(self) -> None:
        Behaviour.__post_init__(self)
        if not self.lowest < self.highest:
            raise ParameterError.of(self.name, "highest", f"more than {self.lowest}", self.highest)
        if self.most_cases < 1:
            raise ParameterError.of(self.name, "most_cases", "an int of 1 or more", self.most_cases)
        if self.search < 0:
            raise ParameterError.of(self.name, "search", "an int of 0 or more", self.search)
        if self.slices:
            raise ParameterError.of(self.name, "slices", "none: its rows are made up", list(self.slices))

    @property
    def promise(self) -> str:
        return f"at every edge the answer is a number in {self._range}"

    @property
    def _range(self) -> str:
        return f"[{format_value(self.lowest)}, {format_value(self.highest)}]"

    def informed(self, known: Knowledge) -> Behaviour:
        informed = replace(self)
        object.__setattr__(informed, "known", known)
        return informed

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        names = self.known.features or tuple(rows)
        domains = domains_of(rows, names, self.known.domains)
        typical = typical_case({name: rows[name] for name in names})
        every = self._cases(domains, typical)
        cases = every[: self.most_cases]
        found = self._searched(predict, domains, rows, seed)
        if found is not None:
            cases = [*cases, found]
        changed = rows_of_cases(cases, {name: rows[name] for name in names})
        plain = rows_of_cases([typical] * len(cases), {name: rows[name] for name in names})
        before, after = answers_or_nan(predict, plain), answers_or_nan(predict, changed)
        return Trial(
            rows=plain,
            changed=changed,
            before=before,
            after=after,
            excess=self.breach(before, after),
            skipped=len(every[self.most_cases :]),
        )

    def _cases(self, domains: Mapping[str, Domain], typical: Case) -> list[Case]:
        edges = {name: edges_of(domain) for name, domain in domains.items()}
        edges = {name: values or (typical[name],) for name, values in edges.items()}
        alone: list[Case] = [{**typical, name: value} for name, values in edges.items() for value in values]
        pairs = [dict(zip(edges, row, strict=True)) for row in covering_rows(list(edges.values()))]
        return [*alone, *(pairs if len(edges) > 1 else [])]

    def _searched(self, predict: Predict, domains: Mapping[str, Domain], rows: Rows, seed: int) -> Case | None:
        """Return the smallest row that a search finds to break it, None where it finds none or is not asked."""
        if self.search == 0:
            return None
        if self.known.search is None:
            raise ParameterError.of(self.name, "search", "0, because nothing here can search", self.search)

        def breaks(case: Case) -> bool:
            asked = rows_of_cases([case], {name: rows[name] for name in domains})
            answer = answers_or_nan(predict, asked)
            return bool(self.breach(answer, answer)[0] > 0)

        return self.known.search(domains, breaks, self.search, seed)

    def breach(self, before: Floats, after: Floats) -> Floats:
        del before
        return beyond(after, self.lowest, self.highest)
