"""The catalogue of codes is whole."""

from __future__ import annotations

import re

from lockgate.domain.codes import CODES, Reason


def test_each_code_is_told_once_and_in_order() -> None:
    assert list(CODES) == sorted(CODES)
    assert {key: code.code for key, code in CODES.items()} == {key: key for key in CODES}


def test_each_code_has_the_form_that_people_search_for() -> None:
    assert [code for code in CODES if not re.fullmatch(r"LG[1-9]\d\d", code)] == []


def test_each_code_says_what_it_is_what_it_means_and_what_to_do() -> None:
    silent = [
        c.code
        for c in CODES.values()
        if not (c.title and c.meaning.endswith(".") and c.next_step.endswith("."))
    ]

    assert silent == []


def test_each_reason_is_a_code_of_its_family_and_told_once() -> None:
    reasons = [code for name, code in vars(Reason).items() if name.isupper()]

    assert set(reasons) == {code for code in CODES if code.startswith("LG4")}
    assert len(reasons) == len(set(reasons))
