"""A contract as an ODCS document in the form that Lockgate writes."""

from __future__ import annotations

from lockgate.contracts.contract import Contract
from lockgate.contracts.parse import read_contract
from lockgate.contracts.write import write_contract
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import LossItem

__all__ = ["write_odcs"]


def write_odcs(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write a contract as ODCS 3.2; of what no check enforces, that is lost which is not read back."""
    losses, written = Losses(), write_contract(contract)
    for table, again in zip(contract.tables, read_contract(written, contract.id).tables, strict=True):
        kept = {note.text for note in again.notes}
        for item in table.items:
            losses.add(item, item.check.name)
        for note in table.notes:
            if note.text in kept:
                losses.say(note.said or note.text, "text" if note.said else "the same")
            else:
                losses.say(note.text, why="it is in the source, not in the contract as it was read")
    return written, losses.items
