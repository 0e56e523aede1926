from __future__ import annotations

from dataclasses import dataclass, field

from lockgate.documents.fields import OPERATOR_KEYS, fields_of, from_text
from lockgate.domain.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Rule:
    requirement: Requirement | None
    text: str
    seen: int = field(default=0, init=False)


def test_a_requirement_reads_the_operator_keys_and_what_is_not_set_is_left_out() -> None:
    requirement, text = fields_of(Rule)

    assert requirement.keys == OPERATOR_KEYS
    assert (text.keys, text.is_required) == (frozenset({"text"}), True)


def test_a_class_that_needs_more_than_a_text_is_not_written_as_one() -> None:
    assert not from_text(Rule)
