from __future__ import annotations

import pytest

from lockgate.gates.moments.terms import Kind, Term, columns_of


def test_a_paired_term_has_the_candidate_and_the_gap_and_a_label_neither() -> None:
    assert columns_of([Term.LABEL, Term.ABSOLUTE_ERROR], is_paired=True) == (
        "absolute_error",
        "absolute_error_gap",
        "label",
    )


def test_without_a_baseline_there_is_no_gap_whatever_the_order() -> None:
    assert columns_of([Term.LABEL, Term.ERROR, Term.LABEL], is_paired=False) == ("error", "label")


@pytest.mark.parametrize("term", [Term.ERROR, Term.RELATIVE_ERROR, Term.SQUARED_LOG_ERROR, Term.LABEL])
def test_only_divisions_and_logarithms_can_be_undefined(term: Term) -> None:
    assert bool(term.undefined) == (term in (Term.RELATIVE_ERROR, Term.SQUARED_LOG_ERROR))


def test_a_term_is_named_by_its_arguments_and_counts_come_first() -> None:
    terms = [Term(Kind.HIT, (5.0, "refuse")), Term(Kind.PINBALL, (0.9,))]

    assert columns_of(terms, is_paired=False, is_counted=True) == ("rows", "pinball(0.9)", "hit(5, refuse)")
    assert [term.noun[0] for term in terms] == ["query", "row"]
