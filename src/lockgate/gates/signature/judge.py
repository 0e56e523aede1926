"""From what a model takes and gave to findings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.gates.signature.spec import OutputKind, SignatureSpec
from lockgate.scan.schema import Schema

__all__ = ["AgreedColumn", "broken_output", "judge_features", "judge_nulls", "judge_outputs"]

_SHOWN = 5
_KINDS = {
    OutputKind.PROBABILITY: "one probability a row",
    OutputKind.PROBABILITIES: "one probability a class",
    OutputKind.NUMBER: "one number a row",
}
_NAMELESS = "the model does not name the columns that it reads"
_NAME_THEM = "name them in order: `features: [...]` of the model"


@dataclass(frozen=True, slots=True)
class AgreedColumn:
    """What a contract says of a column: whether every table has it, and whether it may be null."""

    name: str
    may_be_absent: bool = False
    may_be_null: bool = True


def judge_features(
    spec: SignatureSpec, features: Sequence[str], schema: Schema, agreed: Sequence[AgreedColumn] | None
) -> tuple[Finding, ...]:
    """Judge whether the columns that a model reads are in the table, and agreed.

    Parameters
    ----------
    spec : SignatureSpec
        The model and the table.
    features : sequence of str
        The columns; none where the model does not name them, which is ``INCONCLUSIVE``.
    schema : Schema
        The columns of the table.
    agreed : sequence of AgreedColumn or None
        The columns of the contract; None for a table without one, of which nothing is judged.
    """
    in_table = _Question(spec, "signature_features", "every column that the model reads is in the table")
    in_contract = _Question(spec, "signature_contract", "every column that the model reads is agreed")
    if not features:
        unknown = [in_table] if agreed is None else [in_table, in_contract]
        return tuple(one.undecided(_NAMELESS, _NAME_THEM) for one in unknown)
    missing = [name for name in features if name not in schema.names]
    seen = f"reads {_counted(len(features), 'column')}"
    found = [in_table.answer(missing, seen, "the table lacks", Reason.COLUMNS_DIFFER)]
    if agreed is not None:
        sure = {column.name for column in agreed if not column.may_be_absent}
        loose = [name for name in features if name not in sure]
        found.append(in_contract.answer(loose, seen, "nothing is agreed about", Reason.COLUMNS_DIFFER))
    return tuple(found)


def judge_nulls(spec: SignatureSpec, tried: Mapping[str, str] | None) -> Finding:
    """Judge whether a model takes nulls where the contract allows them.

    Parameters
    ----------
    spec : SignatureSpec
        The model and the table.
    tried : mapping of str to str or None
        What happened when a column was null, empty where it went well; None where the columns are not known.
    """
    question = _Question(spec, "signature_nulls", "the model takes nulls where the contract allows them")
    if tried is None:
        return question.undecided(_NAMELESS, _NAME_THEM)
    broken = [name for name, reason in tried.items() if reason]
    seen = f"{_counted(len(tried), 'column')} may be null"
    hint = f"{broken[0]}: {tried[broken[0]]}" if broken else ""
    return question.answer(broken, seen, "it breaks on nulls in", Reason.VALUES_DIFFER, hint)


def judge_outputs(
    spec: SignatureSpec, predictions: NDArray[np.float64], classes: Sequence[object]
) -> tuple[Finding, ...]:
    """Judge what a model gave for some rows.

    Parameters
    ----------
    spec : SignatureSpec
        What is expected.
    predictions : ndarray
        Of shape (n,) or (n, k), n of 1 or more.
    classes : sequence
        The class of each column, empty where they are not known.
    """
    shape = _shape(spec, predictions)
    if shape.verdict is not Verdict.PASS:
        return (shape,)
    rows = predictions.reshape(len(predictions), -1)
    finite = _all(np.isfinite(rows))
    low, high = spec.bounds
    inside = _all((rows >= low - spec.tolerance) & (rows <= high + spec.tolerance))
    sound = _Question(spec, "signature_finite", "every prediction is a finite number")
    ranged = _Question(spec, "signature_range", f"every prediction is in {_range(low, high)}")
    found = [
        shape,
        sound.rows(finite, "NaN or infinite"),
        ranged.rows(inside | ~finite, _extremes(rows[finite])),
    ]
    if spec.output is OutputKind.PROBABILITIES:
        off = np.abs(rows.sum(axis=1) - 1)
        summed = _Question(spec, "signature_sum", f"the probabilities of a row sum to 1 ± {spec.tolerance:g}")
        found.append(summed.rows((off <= spec.tolerance) | ~finite, f"off by up to {_greatest(off[finite])}"))
    if spec.classes:
        found.append(_classes(spec, classes))
    return tuple(found)


def broken_output(spec: SignatureSpec, text: str, hint: str) -> Finding:
    """Return the finding that a model could not predict the rows; `text` is its reason."""
    question = _Question(spec, "signature_output", _KINDS[spec.output])
    return replace(question.undecided(text, hint), verdict=Verdict.ERROR)


def _shape(spec: SignatureSpec, predictions: NDArray[np.float64]) -> Finding:
    question = _Question(spec, "signature_output", _KINDS[spec.output])
    is_wide = predictions.ndim > 1
    holds = is_wide is (spec.output is OutputKind.PROBABILITIES)
    each = f"{predictions.shape[1]} numbers" if is_wide else "one number"
    hint = "name the class with `positive`, or expect `output: probabilities`" if is_wide and not holds else ""
    return question.finding(
        holds, f"{each} for each of {_counted(len(predictions), 'row')}", Reason.VALUES_DIFFER, hint
    )


def _classes(spec: SignatureSpec, classes: Sequence[object]) -> Finding:
    shown = and_more([str(label) for label in spec.classes], _SHOWN)
    question = _Question(spec, "signature_classes", f"classes are {shown}, in this order")
    if not classes:
        return question.undecided(
            "the model does not name its classes", "name them: `classes: [...]` of the model"
        )
    seen = f"its classes are {and_more([str(label) for label in classes], _SHOWN)}"
    return question.finding(list(classes) == list(spec.classes), seen, Reason.VALUES_DIFFER)


@dataclass(frozen=True, slots=True)
class _Question:
    """One thing that must hold of a model."""

    spec: SignatureSpec
    check: str
    required: str

    def finding(self, holds: bool, summary: str, reason: str, hint: str = "") -> Finding:  # noqa: FBT001 - the answer
        """Return the finding; `reason` is that of a no."""
        return Finding(
            check=self.check,
            subject=Subject(self.spec.model),
            verdict=Verdict.PASS if holds else Verdict.FAIL,
            reason=Reason.HOLDS if holds else reason,
            summary=summary,
            required=self.required,
            hint=hint,
        )

    def answer(self, wrong: Sequence[str], seen: str, what: str, reason: str, hint: str = "") -> Finding:
        """Return the finding about names of which some are wrong."""
        said = f"{seen}; {what} {and_more(wrong, _SHOWN)}" if wrong else f"{seen}, and all are as they must be"
        return self.finding(not wrong, said, reason, hint)

    def rows(self, good: NDArray[np.bool_], what: str) -> Finding:
        """Return the finding about rows of which some are wrong."""
        n, n_failed = len(good), int((~good).sum())
        said = f"{n_failed:,} of {_counted(n, 'row')}: {what}" if n_failed else f"all of {_counted(n, 'row')}"
        one = self.finding(n_failed == 0, said, Reason.ROWS_VIOLATE)
        return replace(one, observed=n_failed, n=n, n_failed=n_failed)

    def undecided(self, summary: str, hint: str) -> Finding:
        """Return a finding that nothing was decided."""
        return Finding(
            check=self.check,
            subject=Subject(self.spec.model),
            verdict=Verdict.INCONCLUSIVE,
            reason=Reason.NOT_ASKABLE,
            summary=summary,
            required=self.required,
            hint=hint,
        )


def _all(each: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each row whether it holds for all its numbers."""
    return np.asarray(each.all(axis=1), dtype=np.bool_)


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _range(low: float, high: float) -> str:
    return (
        f"{'−∞' if math.isinf(low) else format_value(low)} to {'∞' if math.isinf(high) else format_value(high)}"
    )


def _extremes(values: NDArray[np.float64]) -> str:
    return (
        f"they are {format_value(float(values.min()))} to {format_value(float(values.max()))}"
        if values.size
        else ""
    )


def _greatest(values: NDArray[np.float64]) -> str:
    return format_value(float(values.max())) if values.size else "nothing"
