"""Changes and compatibility for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.compat import Breach, Comparison, Compatibility
from lockgate.contracts.evolution.consumer import ModelBreach
from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.reports.evolution.words import (
    EFFECTS,
    from_to,
    places,
    verdict_sentence,
    version_sentence,
)
from lockgate.reports.words import EXIT_CODES, printable, quantity

__all__ = ["compat_text", "diff_text"]


def diff_text(old: Contract, new: Contract, changes: Sequence[Change]) -> str:
    """Return the changes, one block a column or table.

    Examples
    --------
    >>> same = Contract(id="t", name="t", version="1.0.0", tables=())
    >>> diff_text(same, same, ())
    't 1.0.0 → 1.0.0   0 changes'
    """
    title = printable(f"{new.id} {old.version} → {new.version}")
    head = f"{title}   {quantity(len(changes), 'change')}"
    return "\n".join([head, *(line for change in changes for line in _change(change))])


def _change(change: Change) -> Iterator[str]:
    about = f" ({change.about})" if change.about and change.kind.value.startswith(("rule", "document")) else ""
    yield ""
    yield f"  {printable(change.subject)}   {change.kind.value}{about}"
    yield f"      {from_to(change)}"
    yield f"      {EFFECTS[change.effect]}"
    if places(change):
        yield f"      {places(change)}"


def compat_text(judged: Compatibility) -> str:
    """Return what breaks whom, what to do, and the verdict at the end."""
    lines = [f"mode {judged.mode.value}: {judged.mode.meaning}"]
    for comparison in judged.comparisons:
        lines += ["", *_comparison(judged, comparison)]
    for breach in judged.models:
        lines += ["", *_model(breach)]
    lines += [
        f"  · not judged, because it reads another contract: model {printable(one)}" for one in judged.left_out
    ]
    verdict = judged.verdict
    code = "" if verdict is Verdict.PASS else f"   exit {EXIT_CODES[verdict]}"
    return "\n".join([*lines, "", f"  {verdict.name}  {verdict_sentence(judged)}.{code}"])


def _comparison(judged: Compatibility, comparison: Comparison) -> Iterator[str]:
    mark = "✘" if judged.fails(comparison) else "✔"
    yield f"  {mark} {comparison.old} → {comparison.new}   {quantity(len(comparison.changes), 'change')}"
    for breach in comparison.breaches:
        yield from _breach(breach)
    quiet = len(comparison.changes) - len({id(breach.change) for breach in comparison.breaches})
    if quiet:
        yield f"      {quantity(quiet, 'change')} more, harmless in this mode"
    code = f"[{comparison.version_code}] " if comparison.version_code else ""
    yield f"      {code}{version_sentence(comparison)}"


def _model(breach: ModelBreach) -> Iterator[str]:
    mark, code = ("✘", f"[{Reason.MODEL_BREAKS}] ") if breach.is_new else ("·", "was so before: ")
    yield f"  {mark} model {printable(breach.model)}"
    yield f"      {code}{printable(breach.harm)}"
    yield f"          fix  {printable(breach.fix)}"


def _breach(breach: Breach) -> Iterator[str]:
    change = breach.change
    yield f"      [{breach.code}] {printable(change.subject)}  {change.kind.value}: {from_to(change)}"
    yield f"          {printable(breach.harm)}"
    yield f"          fix  {printable(breach.fix)}"
    if places(change):
        yield f"          at   {places(change)}"
