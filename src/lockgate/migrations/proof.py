"""Whether two steps undo each other: up, down and up again on the same rows."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.migrations.set_digest import SetDigest

__all__ = ["Proof"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a table held before and after each step.

    Parameters
    ----------
    before : SetDigest
        At first.
    there : SetDigest
        After the step.
    back : SetDigest
        After the step back.
    again : SetDigest
        After the step once more.
    """

    before: SetDigest
    there: SetDigest
    back: SetDigest
    again: SetDigest

    @property
    def restores(self) -> bool:
        """Tell whether the step back brought back every row, with the columns and types of before."""
        return self.before == self.back

    @property
    def repeats(self) -> bool:
        """Tell whether the step gave the same rows again."""
        return self.there == self.again

    @property
    def is_fickle(self) -> bool:
        """Tell whether the same rows gave other rows the second time."""
        return self.restores and not self.repeats

    @property
    def differs(self) -> str:
        """Return what the step back did not bring back, in words; empty where it brought back all.

        Examples
        --------
        >>> from lockgate.migrations.set_digest import ColumnType, set_digest
        >>> one, two = (set_digest([ColumnType("a", kind)], 3, 1, 1) for kind in ("INT", "TEXT"))
        >>> Proof(one, two, two, two).differs
        'column `a` is TEXT and was INT'
        """
        if self.restores:
            return ""
        old, new = ({one.name: one.type for one in side.columns} for side in (self.before, self.back))
        told = [f"column `{name}` is gone" for name in old if name not in new]
        told += [f"column `{name}` is left over" for name in new if name not in old]
        told += [
            f"column `{name}` is {new[name]} and was {kind}"
            for name, kind in old.items()
            if name in new and new[name] != kind
        ]
        if self.before.rows != self.back.rows:
            told.append(f"{self.back.rows:,} rows came back of {self.before.rows:,}")
        return "; ".join(told) or "values of rows changed"
