"""Which rows of a table depend on each other, as custom properties of its contract say."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.contracts.contract import ColumnContract
from lockgate.contracts.meta import custom_property
from lockgate.documents.node import Mapping, problem_at
from lockgate.domain.errors import Problem, did_you_mean
from lockgate.scan.blocks import Block, BlockUnit

__all__ = ["read_block"]


def read_block(node: Mapping, columns: Sequence[ColumnContract], problems: list[Problem]) -> Block | None:
    """Return the blocks that `blockColumn` with `blockUnit`, or `blockEntity`, name; None where a table names none.

    Parameters
    ----------
    node : Mapping
        The entry of the table.
    columns : sequence of ColumnContract
        The columns that it lists.
    problems : list of Problem
        Gets what is wrong with them.
    """
    column, entity = (custom_property(node, name) for name in ("blockColumn", "blockEntity"))
    unit = custom_property(node, "blockUnit")
    if column and entity:
        problems.append(
            problem_at(node, "LG314", "either `blockColumn` or `blockEntity` names the blocks, not both")
        )
        return None
    if unit and (not column or unit not in list(BlockUnit)):
        text = f"`blockUnit` must be one of {', '.join(BlockUnit)}, beside a `blockColumn`, got {unit!r}"
        problems.append(problem_at(node, "LG314", text))
        return None
    if not column and not entity:
        return None
    listed = [one.name for one in columns]
    if listed and (column or entity).casefold() not in {name.casefold() for name in listed}:
        text = f"table `{node.text('name')}` has no column `{column or entity}`"
        problems.append(problem_at(node, "LG315", text, did_you_mean(column or entity, listed)))
    return Block(column, BlockUnit(unit or BlockUnit.DAY)) if column else Block(entity)
