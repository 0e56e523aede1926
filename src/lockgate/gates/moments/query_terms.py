"""What each term of a query is in SQL, from its documents; tied documents count as in the mean of all their orders.

Of a group of ``n`` documents with the same score, ``r`` of them relevant, after ``t`` others, each order is as likely.
So at any of its places stands the mean gain, and a relevant document with probability ``r / n``.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.gates.moments.sql import named, parsed
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["query_values", "split_queries"]

_GAINED = (Kind.DCG, Kind.NDCG)

_FIRST_FOUND = (Kind.RECIPROCAL_RANK, Kind.HIT)

_GAINS = {"linear": "y", "exponential": "(POWER(2, y) - 1)"}


def query_values(
    rows: exp.Select, dims: Sequence[str], needs: Sequence[Term], *, is_paired: bool, is_weighed: bool = False
) -> exp.Select:
    """Return one row for each query: cuts, ``q<i>`` for each column of the needs, ``z<i>`` where one lacks.

    `rows` has the cuts, ``u`` the query, ``y`` the relevance, ``p_c`` and ``p_b`` the scores; where queries are weighed
    ``w``, which is the same in all rows of a query and handed on. One that weighs nothing lacks nothing.
    """
    dims = [*dims, "w"] if is_weighed else dims
    letters = ("b", "c") if is_paired else ("c",)
    needed = [term for term in needs if term.kind in _FIRST_FOUND]
    placed = _placed(rows, dims, letters, sorted({_gain(term) for term in needs if term.kind in _GAINED}))
    if needed:
        placed = _with_misses(placed, letters)
    sums: dict[str, exp.Expr] = {name: parsed(f"MIN({name})") for name in dims}
    sums["found"] = parsed("SUM(CASE WHEN y > 0 THEN 1 ELSE 0 END)")
    for at, term in enumerate(needs):
        for letter in letters:
            sums[f"m{at}_{letter}"] = parsed(f"SUM({_share(term, letter)})")
        if term.kind is Kind.NDCG:
            sums[f"ideal{at}"] = parsed(f"SUM({_ideal(term)})")
    per_query = (
        exp.select(*named(sums)).from_(placed.subquery("w", copy=False), copy=False).group_by("u", copy=False)
    )
    chosen: dict[str, exp.Expr] = {name: exp.column(name) for name in dims}
    values: list[str] = []
    for at, term in enumerate(needs):
        if term.undefined:
            is_refused = term.arguments[-1] == "refuse"
            counts = " AND w > 0" if is_weighed else ""
            lacks = f"CASE WHEN found = 0{counts} THEN 1 ELSE 0 END" if is_refused else "0"
            chosen[f"z{at}"] = parsed(lacks)
        new = _of_query(term, at, "c")
        values.append(new)
        if is_paired:
            values.append(f"{new} - {_of_query(term, at, 'b')}")
    chosen |= {f"q{at}": parsed(value) for at, value in enumerate(values)}
    return exp.select(*named(chosen)).from_(per_query.subquery("v", copy=False), copy=False)


def split_queries(rows: exp.Select, dims: Sequence[str]) -> exp.Select:
    """Return the query that counts for each cut the queries with several of its values."""
    differs = {name: parsed(f"CASE WHEN MIN({name}) <> MAX({name}) THEN 1 ELSE 0 END") for name in dims}
    per_query = (
        exp.select(*named(differs)).from_(rows.subquery("r", copy=False), copy=False).group_by("u", copy=False)
    )
    sums = {name: parsed(f"COALESCE(SUM({name}), 0)") for name in dims}
    return exp.select(*named(sums)).from_(per_query.subquery("v", copy=False), copy=False)


def _placed(rows: exp.Select, dims: Sequence[str], letters: Sequence[str], gains: Sequence[str]) -> exp.Select:
    """Return documents with their place: ``i`` in the best order, and by each model's score what `_share` reads."""
    chosen = {name: exp.column(name) for name in (*dims, "u", "y")}
    relevant = "CASE WHEN y > 0 THEN 1.0 ELSE 0.0 END"
    windows = {"i": "ROW_NUMBER() OVER (PARTITION BY u ORDER BY y DESC)"}
    for letter in letters:
        tied = f"(PARTITION BY u, p_{letter})"
        by_score = f"(PARTITION BY u ORDER BY p_{letter} DESC)"
        windows |= {
            f"k_{letter}": f"ROW_NUMBER() OVER {by_score}",
            f"t_{letter}": f"RANK() OVER {by_score} - 1",
            f"n_{letter}": f"COUNT(*) OVER {tied}",
            f"r_{letter}": f"SUM({relevant}) OVER {tied}",
            f"f_{letter}": f"SUM({relevant}) OVER {by_score}",
        } | {f"{gain}_{letter}": f"AVG({_GAINS[gain]}) OVER {tied}" for gain in gains}
    placed = {name: parsed(text) for name, text in windows.items()}
    return exp.select(*named(chosen | placed)).from_(rows.subquery("r", copy=False), copy=False)


def _with_misses(placed: exp.Select, letters: Sequence[str]) -> exp.Select:
    """Add ``miss_<letter>``, the chance that no relevant document stands at a place or above.

    Place after place of a group, the next is irrelevant with probability (irrelevant left) / (left); the product of
    these is taken by logarithms, and is 0 from the first place on that only relevant ones are left for.
    """
    place = "(k_{0} - t_{0} - 1)"
    irrelevant, left = f"(n_{{0}} - r_{{0}} - {place})", f"(n_{{0}} - {place})"
    log = f"CASE WHEN {irrelevant} > 0 THEN LN({irrelevant} * 1.0 / {left}) ELSE 0.0 END"
    never = f"CASE WHEN {irrelevant} > 0 THEN 0 ELSE 1 END"
    to_here = "OVER (PARTITION BY u ORDER BY k_{0} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    miss = f"CASE WHEN SUM({never}) {to_here} > 0 THEN 0.0 ELSE EXP(SUM({log}) {to_here}) END"
    found = {f"miss_{letter}": parsed(miss.format(letter)) for letter in letters}
    before = {
        f"before_{letter}": parsed(
            f"COALESCE(LAG(miss_{letter}) OVER (PARTITION BY u ORDER BY k_{letter}), 1.0)"
        )
        for letter in letters
    }
    inner = exp.select("*", *named(found)).from_(placed.subquery("p", copy=False), copy=False)
    return exp.select("*", *named(before)).from_(inner.subquery("o", copy=False), copy=False)


def _share(term: Term, letter: str) -> str:
    """Return what the document at a place adds to a term of its query."""
    place, chance = f"k_{letter}", f"r_{letter} / n_{letter}"
    value = {
        Kind.DCG: f"{_gain(term)}_{letter} * LN(2) / LN({place} + 1)",
        Kind.NDCG: f"{_gain(term)}_{letter} * LN(2) / LN({place} + 1)",
        Kind.AVERAGE_PRECISION: f"{chance} * ({_found_by(letter)}) / {place}",
        Kind.RECIPROCAL_RANK: f"(before_{letter} - miss_{letter}) / {place}",
        Kind.HIT: f"before_{letter} - miss_{letter}",
        Kind.PRECISION: chance,
        Kind.RECALL: chance,
    }[term.kind]
    return _first(term, place, value)


def _found_by(letter: str) -> str:
    """Return the relevant documents expected up to a place, if one stands there."""
    before = f"f_{letter} - r_{letter} + 1"
    among = f"(k_{letter} - t_{letter} - 1) * (r_{letter} - 1) / (n_{letter} - 1)"
    return f"{before} + CASE WHEN n_{letter} > 1 THEN {among} ELSE 0.0 END"


def _ideal(term: Term) -> str:
    return _first(term, "i", f"{_GAINS[_gain(term)]} * LN(2) / LN(i + 1)")


def _first(term: Term, place: str, value: str) -> str:
    """Return a value for the first k places, and 0 further down; k of 0 is all of them."""
    k = int(term.arguments[0])
    return f"CASE WHEN {place} <= {k} THEN {value} ELSE 0.0 END" if k else value


def _gain(term: Term) -> str:
    return str(term.arguments[1]) if term.kind in _GAINED else ""


def _of_query(term: Term, at: int, letter: str) -> str:
    """Return a term of a query from its sums; 0 without relevant documents, which is counted where it is refused."""
    total = f"m{at}_{letter}"
    if term.kind is Kind.NDCG:
        return f"CASE WHEN ideal{at} > 0 THEN {total} / ideal{at} ELSE 0.0 END"
    if term.kind in (Kind.AVERAGE_PRECISION, Kind.RECALL):
        return f"CASE WHEN found > 0 THEN {total} / found ELSE 0.0 END"
    return f"{total} / {int(term.arguments[0])!r}" if term.kind is Kind.PRECISION else total
