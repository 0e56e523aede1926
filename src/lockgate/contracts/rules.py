"""Quality rules to checks: ``library``, ``sql``, ``custom`` and ``text``."""

from __future__ import annotations

from dataclasses import dataclass, field

from lockgate.checks import CHECKS
from lockgate.contracts.asking import ask
from lockgate.contracts.contract import Note
from lockgate.contracts.library import library_items, tolerance_of
from lockgate.contracts.meta import ENGINE, CheckOptions, Meta, meta_of
from lockgate.contracts.sql_rule import read_query
from lockgate.documents.binding import bind, bind_requirement
from lockgate.documents.converters import refused
from lockgate.documents.fields import fields_of
from lockgate.documents.node import Mapping, Scalar, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

__all__ = ["Rules", "Scope", "read_rules"]

_OPTIONS = frozenset(field.name for field in fields_of(CheckOptions))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule stands: its table's names, and its column, an empty text for the table."""

    tables: frozenset[str]
    column: str = ""


@dataclass(slots=True)
class Rules:
    """What the rules of a document gave; mistakes are collected."""

    problems: list[Problem]
    items: list[SuiteItem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_rules(node: Mapping, scope: Scope, rules: Rules) -> None:
    """Add the checks, notes and mistakes of the ``quality`` list of a table or column."""
    for rule in node.mappings("quality"):
        kind = rule.text("type") or (
            "library" if rule.get("metric") else "text" if not rule.get("query") else "sql"
        )
        read = _READERS.get(kind)
        if read is None:  # the standard's own schema has told it
            continue
        try:
            read(rule, scope, rules)
        except LockgateError as error:
            rules.problems.append(refused(error, rule.get("query") or rule))


def _library(rule: Mapping, scope: Scope, rules: Rules) -> None:
    rules.items += library_items(rule, scope.column, meta_of(rule), rules.problems)


def _text(rule: Mapping, _: Scope, rules: Rules) -> None:
    words = rule.text("description") or rule.text("name") or "a rule in words"
    rules.notes.append(Note(f"not enforced, because it is text: {words}", rule.position, words))


def _custom(rule: Mapping, scope: Scope, rules: Rules) -> None:
    engine, body = rule.text("engine"), rule.get("implementation")
    if engine.casefold() != ENGINE:
        rules.notes.append(
            Note(f"not enforced here, because it is written for engine `{engine}`", rule.position)
        )
        return
    if not isinstance(body, Mapping):
        text = "`implementation` must be a mapping with the key `check`"
        rules.problems.append(problem_at(body or rule, "LG311", text, "such as {check: range, min: 0}"))
        return
    item = check_item(body, scope, meta_of(rule), rules.problems)
    if item is not None:
        rules.items.append(item)


def check_item(body: Mapping, scope: Scope, meta: Meta, problems: list[Problem]) -> SuiteItem | None:
    """Return the item that a mapping with ``check``, its parameters and its options describes.

    Parameters
    ----------
    body : Mapping
        Such as ``{check: range, min: 15, max: 900, why: ...}``.
    scope : Scope
        Where it stands: a check of one column need not repeat the column it stands under.
    meta : Meta
        What holds unless the mapping says otherwise.
    problems : list of Problem
        Mistakes are appended, and None is returned.
    """
    named = body.get("check")
    if not isinstance(named, Scalar) or not isinstance(named.value, str):
        problems.append(problem_at(named or body, "LG313", "key `check` is missing", "such as `check: range`"))
        return None
    cls = CHECKS.get(named.value)
    if cls is None:
        hint = did_you_mean(named.value, CHECKS)
        problems.append(problem_at(named, "LG315", f"no check is named `{named.value}`", hint))
        return None
    ours, parameters = body.split(_OPTIONS)
    options = bind(CheckOptions, ours, problems)
    check = bind(cls, parameters, problems, given=_given(cls, scope.column), foreign=_OPTIONS | {"check"})
    if options is None or check is None:
        return None
    told = meta.overridden(options, body.position)
    return told.item(check, where=options.where, group_by=options.group_by, when_empty=options.when_empty)


def _given(cls: type[Check], column: str) -> dict[str, object]:
    names = {field.name for field in fields_of(cls)}
    if not column:
        return {}
    return {"column": column} if "column" in names else {"columns": (column,)} if "columns" in names else {}


def _sql(rule: Mapping, scope: Scope, rules: Rules) -> None:
    requirement = bind_requirement(rule, rules.problems)
    if requirement is None:
        return
    question = read_query(rule.text("query"), scope.tables, scope.column)
    meta, where = meta_of(rule), question.where
    tolerance = tolerance_of(requirement, is_percent=False)
    if question.function != "count":
        rules.items.append(
            meta.item(
                ask(
                    question.function,
                    requirement=requirement,
                    **_given(CHECKS[question.function], question.column),
                ),
                where=where,
            )
        )
    elif where is not None and where.columns and tolerance is not None:
        # an upper limit on rows is asked row by row, so that the offending ones are shown
        expression = Expression(f"NOT ({where.text})")
        rules.items.append(meta.item(ask("row_predicate", expression=expression, tolerance=tolerance)))
    else:
        rules.items.append(meta.item(ask("row_count", requirement=requirement), where=where))


_READERS = {"library": _library, "sql": _sql, "custom": _custom, "text": _text}
