"""Everything that a search saw, for those who look closer than a run does."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.domain.finding import Finding
from lockgate.gates.discovery.base_cells import BaseCells
from lockgate.gates.discovery.judge import Proposal, searched_and_judged
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.spec import ModelGateSpec

__all__ = ["Discovered"]


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was asked, whether the entry asks it, the cells, every slice that was tried, and the findings of a run."""

    asked: Discovery
    is_of_entry: bool
    cells: BaseCells
    tried: tuple[Proposal, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, spec: ModelGateSpec, asked: Discovery, cells: BaseCells) -> Discovered:
        """Search the cells; where they cannot be searched, nothing is tried and the findings say why."""
        return cls(asked, asked == spec.discover, cells, *searched_and_judged(spec, asked, cells))
