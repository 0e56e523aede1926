"""A contract as an ODCS document in the form that Lockgate writes."""

from __future__ import annotations

from lockgate.contracts.contract import Contract
from lockgate.contracts.write import write_contract
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import LossItem

__all__ = ["write_odcs"]


def write_odcs(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write a contract as ODCS 3.2; what it says and no check enforces is lost, except for rules in words."""
    losses = Losses()
    for table in contract.tables:
        for item in table.items:
            losses.add(item, item.check.name)
        for note in table.notes:
            if note.said:
                losses.say(note.said, "text")
            else:
                losses.say(note.text, why="it is in the source, not in the contract as it was read")
    return write_contract(contract), losses.items
