"""Everything that a search saw, for those who look closer than a run does."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery.base_cells import BaseCells
from lockgate.gates.discovery.confirm import find_weak_slices
from lockgate.gates.discovery.judge import Proposal, judge_discovery, proposals
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.spec import ModelGateSpec

__all__ = ["Discovered"]


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was asked, the cells, every slice that was tried, and the findings of a run."""

    asked: Discovery
    cells: BaseCells
    tried: tuple[Proposal, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, spec: ModelGateSpec, asked: Discovery, cells: BaseCells) -> Discovered:
        """Search the cells; where they cannot be searched, nothing is tried and the findings say why."""
        findings = judge_discovery(spec, asked, cells)
        searched = find_weak_slices(cells, asked, alpha=spec.alpha, power=spec.power)
        can_be_made = findings[0].verdict in (Verdict.PASS, Verdict.FAIL)
        return cls(asked, cells, proposals(cells, searched) if can_be_made else (), findings)
