"""Changes and compatibility as Markdown, for pull requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.compat import Breach, Comparison, Compatibility
from lockgate.domain.codes import Reason
from lockgate.reports.evolution.words import EFFECTS, from_to, verdict_sentence, version_sentence
from lockgate.reports.markdown import escape
from lockgate.reports.words import quantity

__all__ = ["compat_markdown", "diff_markdown"]


def diff_markdown(old: Contract, new: Contract, changes: Sequence[Change]) -> str:
    """Return the changes as a table."""
    head = f"### {escape(new.id)} {escape(old.version)} → {escape(new.version)}: {quantity(len(changes), 'change')}\n"
    return "\n".join([head, *_changes(changes)])


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    yield "| where | change | from → to | effect |"
    yield "|---|---|---|---|"
    for change in changes:
        cells = (f"{escape(change.subject)}", f"`{change.kind.value}`", escape(from_to(change)))
        yield f"| {' | '.join(cells)} | {EFFECTS[change.effect]} |"


def compat_markdown(judged: Compatibility) -> str:
    """Return the verdict, and for each break the harm and the fix."""
    lines = [f"### {judged.verdict.name}: {escape(verdict_sentence(judged))}\n", f"{judged.mode.meaning}.\n"]
    for comparison in judged.comparisons:
        lines += _comparison(comparison)
    for breach in judged.models:
        code = Reason.MODEL_BREAKS if breach.is_new else "was so before,"
        told = f"{code} model {escape(breach.model)}: {escape(breach.harm)}"
        lines.append(f"- {told}. **Fix**: {escape(breach.fix)}.")
    return "\n".join(lines)


def _comparison(one: Comparison) -> Iterator[str]:
    yield f"**{one.old} → {one.new}**: {quantity(len(one.changes), 'change')}; {version_sentence(one)}.\n"
    for breach in one.breaches:
        yield _breach(breach)
    if one.breaches:
        yield ""


def _breach(breach: Breach) -> str:
    change = breach.change
    what = f"{escape(change.subject)} `{change.kind.value}` ({escape(from_to(change))})"
    return f"- {breach.code} {what}: {escape(breach.harm)}. **Fix**: {escape(breach.fix)}."
