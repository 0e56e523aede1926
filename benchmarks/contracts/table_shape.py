"""What the benchmark's table looks like: shared by the program that makes it and by the list of checks."""

from __future__ import annotations

ROWS = (1_000_000, 10_000_000)
FLOATS = 18  # f00 to f17; with `id`, i1 to i5, s0 to s4 and seen_at: 30 columns
CARDINALITIES = (3, 12, 60, 500, 5_000)  # distinct values of s0 to s4
NULL_RATES = {
    "f03": 0.01,
    "f06": 0.02,
    "f09": 0.05,
    "f12": 0.03,
    "f15": 0.01,
    "i3": 0.02,
    "s1": 0.01,
    "s3": 0.04,
}
_STEMS = ("north", "south", "east", "west", "lake", "hill", "port", "ford", "mill", "dale")


def labels(column: int) -> list[str]:
    """Return the distinct strings of column ``s<column>``, in the order of their code."""
    size = CARDINALITIES[column]
    if column == 0:
        return ["basic", "plus", "pro"]
    if column == 1:
        return [f"carrier-{_letter(i)}" for i in range(size)]
    if column == 2:
        return [f"{_letter(i // 26)}{_letter(i % 26)}-{i:02d}" for i in range(size)]
    if column == 3:
        return [f"{_STEMS[i % 10]}{_STEMS[i // 10 % 10]} {i:03d}" for i in range(size)]
    return [f"user{i:04d}@mail{i % 37}.example" for i in range(size)]


def _letter(index: int) -> str:
    return chr(ord("A") + index)


def columns() -> list[str]:
    """Return the names of all columns, in the table's order."""
    floats = [f"f{i:02d}" for i in range(FLOATS)]
    return ["id", *(f"i{i}" for i in range(1, 6)), *floats, *(f"s{i}" for i in range(5)), "seen_at"]
