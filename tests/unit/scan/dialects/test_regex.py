from __future__ import annotations

import pytest

from lockgate.scan.dialects.regex import JAVA, POSTGRES, Untranslatable, translated


@pytest.mark.parametrize(
    ("pattern", "java", "postgres"),
    [
        ("^[A-Z]{2}$", r"^[A-Z]{2}\z", r"^[A-Z]{2}\Z"),
        (r"\d+\D", "[0-9]+[^0-9]", "[0-9]+[^0-9]"),
        (r"[\d\w]\s", r"[0-90-9A-Za-z_][\t\n\f\r ]", r"[0-90-9A-Za-z_][\t\n\f\r ]"),
        (r"a.b", r"a[^\n]b", r"a[^\n]b"),
        (r"a\.b\$", r"a\.b\$", r"a\.b\$"),
        (r"[.$]", "[.$]", "[.$]"),
        (r"[]a]|[^]]", "[]a]|[^]]", "[]a]|[^]]"),
        (r"\bword\b|\B", r"\bword\b|\B", r"\yword\y|\Y"),
        (r"a\z", r"a\z", r"a\Z"),
        ("(?P<year>[0-9]{4})-(?<m>x)", "(?<year>[0-9]{4})-(?<m>x)", "([0-9]{4})-(x)"),
        ("(?:a|b)+?", "(?:a|b)+?", "(?:a|b)+?"),
        ("(?i)ab$", r"(?i)ab\z", r"(?i)ab\Z"),
        ("(?s)a.b", r"a(?:.|\n|\r)b", r"a(?:.|\n|\r)b"),
        ("(?is).", r"(?i)(?:.|\n|\r)", r"(?i)(?:.|\n|\r)"),
        (r"\x41\x{1F600}", "A😀", "A😀"),
        (r"[a\v]", r"[a\x0B]", r"[a\x0B]"),
        (r"[[:alpha:]]", "[[:alpha:]]", "[[:alpha:]]"),
    ],
)
def test_a_pattern_reads_as_each_engine_must_have_it(pattern: str, java: str, postgres: str) -> None:
    assert translated(pattern, JAVA) == java
    assert translated(pattern, POSTGRES) == postgres


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(?<=a)b", "not part of RE2"),
        ("(?!a)b", "not part of RE2"),
        ("(?>a)b", "not part of RE2"),
        (r"(a)\1", "reads differently there"),
        (r"\Qa.b\E", "reads differently there"),
        (r"[\D]", "within brackets"),
        ("a(?i)b", "flags"),
        ("(?i:a)b", "flags"),
        ("(?U)a", "flags"),
        ("a\\", "middle of an escape"),
    ],
)
def test_what_cannot_be_said_in_another_engine_is_refused(pattern: str, why: str) -> None:
    for flavour in (JAVA, POSTGRES):
        with pytest.raises(Untranslatable, match=why):
            translated(pattern, flavour)


def test_lines_and_classes_of_letters_are_known_to_java_alone() -> None:
    assert translated("(?m)^a$", JAVA) == "(?m)^a$"
    assert translated(r"\p{L}\PN[^\p{N}]", JAVA) == r"\p{L}\PN[^\p{N}]"
    for pattern in ("(?m)^a$", r"\p{L}", r"[\pL]"):
        with pytest.raises(Untranslatable):
            translated(pattern, POSTGRES)
