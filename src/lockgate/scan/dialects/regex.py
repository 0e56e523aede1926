r"""Regular expressions, written for DuckDB (RE2), as other engines must read them to find the same.

What differs: whether ``.`` matches a line end, whether ``$`` matches before one, which signs ``\d`` and ``\w`` stand
for, how a name is given to a group. RE2 has neither look-around nor back references, so they are refused everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["JAVA", "POSTGRES", "RegexFlavour", "Untranslatable", "translated"]


class Untranslatable(ValueError):  # noqa: N818 - it says what a pattern is, not that anything broke
    """A pattern means something that the other engine cannot say; the text says what."""


@dataclass(frozen=True, slots=True)
class RegexFlavour:
    r"""How an engine's regular expressions differ from RE2.

    Parameters
    ----------
    end : str
        Only the end of the text.
    boundary, no_boundary : str
        A word's edge, and any place that is none.
    name : str
        How a group's name begins.
    has_properties : bool
        Whether ``\p{L}`` is known.
    prefix : str
        What each pattern begins with.
    """

    end: str
    boundary: str
    no_boundary: str
    name: str
    has_properties: bool
    prefix: str = ""
    flags: frozenset[str] = field(default=frozenset("is"))


JAVA = RegexFlavour(r"\z", r"\b", r"\B", "(?<", has_properties=True, flags=frozenset("ism"))
"""Of Apache Spark."""

POSTGRES = RegexFlavour(r"\Z", r"\y", r"\Y", "(", has_properties=False, flags=frozenset("is"))
"""PostgreSQL's advanced regular expressions."""

_CLASSES: Mapping[str, str] = {"d": "0-9", "w": "0-9A-Za-z_", "s": r"\t\n\f\r "}
_TOKEN = re.compile(
    r"""
      (?P<klass>  \[ \^? \]? (?: \[:\^?[a-z]+:\] | \\. | [^\]\\] )* \] )
    | (?P<named>  \(\?P?<(?P<name>[A-Za-z_]\w*)> )
    | (?P<flags>  \(\?(?P<set>[a-zA-Z]+)(?P<end>[:)]) )
    | (?P<look>   \(\?(?:<?[=!]|>|\#|\() )
    | (?P<prop>   \\[pP](?:\{\^?\w+\}|\w) )
    | (?P<code>   \\x(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2}) )
    | (?P<escape> \\. )
    | (?P<plain>  [^\\] )
    """,
    re.VERBOSE | re.DOTALL,
)
_BACK_REFERENCES = "123456789k"
_QUOTES = "QEC"


def translated(pattern: str, flavour: RegexFlavour) -> str:
    r"""Return a pattern that finds in another engine what `pattern` finds in RE2.

    Raises
    ------
    Untranslatable
        If the other engine cannot say it, or RE2 would not accept it.

    Examples
    --------
    >>> translated(r"^\d{3}.$", JAVA), translated(r"\bA[^\d]", POSTGRES)
    ('^[0-9]{3}[^\\n]\\z', '\\yA[^0-9]')
    """
    writer = _Writer(flavour)
    place = 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None:  # a lone backslash at the end
            raise Untranslatable("it ends in the middle of an escape")
        writer.take(token)
        place = token.end()
    return flavour.prefix + "".join(writer.parts)


@dataclass(slots=True)
class _Writer:
    flavour: RegexFlavour
    parts: list[str] = field(default_factory=list)
    is_dot_all: bool = False
    is_multiline: bool = False

    def take(self, token: re.Match[str]) -> None:
        kind = str(token.lastgroup)
        kind = {"name": "named", "set": "flags", "end": "flags"}.get(kind, kind)
        self.parts.append(getattr(self, f"_{kind}")(token))

    def _klass(self, token: re.Match[str]) -> str:
        return re.sub(r"\\([pP](?:\{\^?\w+\}|\w)|.)", self._in_class, token["klass"], flags=re.DOTALL)

    def _in_class(self, escape: re.Match[str]) -> str:
        sign = escape[1]
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign == "v":
            return r"\x0B"
        if sign[0] in "pP":
            return self._property(escape[0])
        if sign in "DWS":
            raise Untranslatable(f"`{escape[0]}` within brackets reads differently there")
        return escape[0]

    def _named(self, token: re.Match[str]) -> str:
        return f"{self.flavour.name}{token['name']}>" if self.flavour.name != "(" else "("

    def _flags(self, token: re.Match[str]) -> str:
        is_leading = not self.parts and token["end"] == ")"
        unknown = set(token["set"]) - self.flavour.flags
        if not is_leading or unknown:
            raise Untranslatable(f"the flags `{token[0]}` read differently there")
        self.is_dot_all = "s" in token["set"]
        self.is_multiline = "m" in token["set"]
        kept = "".join(flag for flag in token["set"] if flag != "s")
        return f"(?{kept})" if kept else ""

    def _look(self, token: re.Match[str]) -> str:
        raise Untranslatable(f"`{token[0]}` is not part of RE2, whose patterns are linear in time")

    def _prop(self, token: re.Match[str]) -> str:
        return self._property(token[0])

    def _property(self, name: str) -> str:
        if not self.flavour.has_properties:
            raise Untranslatable(f"it knows no class of letters such as `{name}`")
        return name

    def _code(self, token: re.Match[str]) -> str:
        sign = chr(int(token[0][2:].strip("{}"), 16))
        return re.escape(sign)

    def _escape(self, token: re.Match[str]) -> str:
        sign = token[0][1]
        if sign in _BACK_REFERENCES or sign in _QUOTES:
            raise Untranslatable(f"`{token[0]}` reads differently there")
        if sign.lower() in _CLASSES:
            return f"[{'^' if sign.isupper() else ''}{_CLASSES[sign.lower()]}]"
        return {"z": self.flavour.end, "b": self.flavour.boundary, "B": self.flavour.no_boundary}.get(
            sign, token[0]
        )

    def _plain(self, token: re.Match[str]) -> str:
        sign = token[0]
        if sign == "." and not self.is_dot_all:
            return r"[^\n]"
        if sign == "." and self.is_dot_all:
            return r"(?:.|\n|\r)"
        if sign == "$" and not self.is_multiline:
            return self.flavour.end
        return sign
