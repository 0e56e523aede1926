"""Rewrite a tree by rules, the parts before the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

__all__ = ["Rule", "Rules", "by_name", "physical_of", "rewritten"]

Rule = Callable[[exp.Expr], exp.Expr]
"""Returns what stands for a node: the node itself, or a new one. A new node holds parts of the old, or a copy of it."""

Rules = Mapping[type[exp.Expr], Rule]


def rewritten(tree: exp.Expr, rules: Rules) -> exp.Expr:
    """Return a copy of a tree in which each node stands as the rule for its kind says.

    A rule sees parts that are rewritten already; what it returns is not looked at again.

    Examples
    --------
    >>> from sqlglot import parse_one
    >>> rewritten(parse_one("a + b"), {exp.Column: lambda node: exp.Neg(this=node.copy())}).sql()
    '-a + -b'
    """
    root = tree.copy()
    for node in reversed(list(root.walk(bfs=False))):
        rule = rules.get(type(node))
        if rule is None:
            continue
        stands = rule(node)
        if node is root:
            root = stands
        elif stands is not node:
            node.replace(stands)
    return root


def by_name(functions: Mapping[str, Rule]) -> Rule:
    """Return the rule for functions that sqlglot knows only by name."""

    def rule(node: exp.Expr) -> exp.Expr:
        known = functions.get(node.name.upper())
        return node if known is None else known(node)

    return rule


def physical_of(node: exp.Expr | None) -> str:
    """Return the physical type that a column of a table carries, empty for any other node."""
    return str(node.meta.get("physical", "")) if isinstance(node, exp.Column) else ""
