"""Where a model is, and what must be said about it to run it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from lockgate.domain.errors import ParameterError

__all__ = ["ModelFormat", "ModelSpec"]


class ModelFormat(StrEnum):
    """What a model is stored as, or how it is asked."""

    SKOPS = "skops"
    PICKLE = "pickle"
    ONNX = "onnx"
    LIGHTGBM = "lightgbm"
    XGBOOST = "xgboost"
    MLFLOW = "mlflow"
    CALLABLE = "callable"
    OPEN_INFERENCE = "open_inference"
    MLFLOW_SERVER = "mlflow_server"


_NAMES = ("classes", "labels", "quantiles")
"""What the numbers of a model may be, of which it is one."""

_PLACES = ("file", "callable", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """A model: a file, a Python function or a server, of which exactly one is named.

    Parameters
    ----------
    file : str, default=none
        Path of the model file, or of an MLflow model directory.
    callable : str, default=none
        ``module:function`` or ``file.py:function``: a function of a pandas DataFrame that returns one number a row, or
        one a class. It runs in this process.
    url : str, default=none
        Where a server answers: Open Inference Protocol V2 (``.../infer``) or MLflow (``.../invocations``).
    format : ModelFormat, default=by the ending
        What the file is stored as, or which protocol the server speaks.
    positive : str, int or bool, default=the greater of two classes
        The class whose probability is the score.
    classes : tuple of str, int or bool, default=those that the model names
        Its classes in the order of its probabilities, for a model that does not name them. Where it gives one
        probability for two classes, that is about the second.
    labels : tuple of str, default=none
        What each of its probabilities is about, in order, of a model of labels, of which a row can have several.
    quantiles : tuple of float, default=none
        The level of each of its numbers, in order, each in (0, 1), of a model that gives quantiles.
    features : tuple of str, default=those that the model names
        The columns that it reads, in order, for a model that does not name them.
    output : str, default=the probabilities, or the only one
        The output to take, of a model that has several.
    trusted : tuple of str, default=none
        Types and functions that the file may name beside those that are safe by construction.
    threads : int, default=what the library takes
        Threads of ONNX Runtime, LightGBM and XGBoost, 1 or more. A single row is mostly fastest with one.
    timeout : timedelta, default=1 minute
        After which a model that is loaded, or asked for a batch of predictions, is given up. Native code of this
        process that never lets Python run is not.
    token_variable : str, default=none
        The environment variable that holds the server's bearer token.
    """

    file: str = ""
    callable: str = ""
    url: str = ""
    format: ModelFormat | None = None
    positive: str | int | bool | None = None
    classes: tuple[str | int | bool, ...] = ()
    labels: tuple[str, ...] = ()
    quantiles: tuple[float, ...] = ()
    features: tuple[str, ...] = ()
    output: str = ""
    trusted: tuple[str, ...] = ()
    threads: int | None = None
    timeout: timedelta = timedelta(minutes=1)
    token_variable: str = ""

    def __post_init__(self) -> None:
        named = [place for place in _PLACES if getattr(self, place)]
        if len(named) != 1:
            raise ParameterError.of(
                "model", "file", "given, or else `callable` or `url`; one of the three", named
            )
        if self.timeout <= timedelta(0):
            raise ParameterError.of("model", "timeout", "longer than nothing", str(self.timeout))
        if self.threads is not None and self.threads < 1:
            raise ParameterError.of("model", "threads", "an int of 1 or more", self.threads)
        if self.url and not self.url.startswith(("http://", "https://")):
            raise ParameterError.of("model", "url", "an address that begins with http:// or https://", self.url)
        if self.callable and not all(self.callable.rpartition(":")):
            raise ParameterError.of("model", "callable", "module:function or file.py:function", self.callable)
        self._require_names()

    def _require_names(self) -> None:
        """Refuse names of its numbers that say two things at once."""
        for name in _NAMES:
            given = getattr(self, name)
            if len(set(given)) != len(given):
                raise ParameterError.of("model", name, f"{name} that differ", list(given))
        if any(not 0 < level < 1 for level in self.quantiles):
            raise ParameterError.of("model", "quantiles", "levels in (0, 1)", list(self.quantiles))
        named = [name for name in _NAMES if getattr(self, name)]
        if len(named) > 1:
            must = f"not given beside `{named[0]}`: its numbers are one of these"
            raise ParameterError.of("model", named[1], must, list(getattr(self, named[1])))
        if self.several and self.positive is not None:
            must = f"not given beside `{named[0]}`, because there is no one positive class"
            raise ParameterError.of("model", "positive", must, self.positive)

    @classmethod
    def from_scalar(cls, path: object) -> ModelSpec:
        """Return the model in one file.

        Raises
        ------
        ParameterError
            If `path` is not a text.
        """
        if not isinstance(path, str):
            raise ParameterError.of(
                "model", "file", "a path, or a mapping with `file`, `callable` or `url`", path
            )
        return cls(file=path)

    @property
    def several(self) -> tuple[str, ...] | tuple[float, ...]:
        """Return what each of its numbers is, where these are no probabilities of classes; else nothing.

        Examples
        --------
        >>> ModelSpec(file="m.skops", quantiles=(0.1, 0.9)).several, ModelSpec(file="m.skops").several
        ((0.1, 0.9), ())
        """
        return self.labels or self.quantiles

    @property
    def place(self) -> str:
        """Return the path, function or address, for messages.

        Examples
        --------
        >>> ModelSpec(callable="pricing.rules:predict").place
        'pricing.rules:predict'
        """
        return self.file or self.callable or self.url

    @property
    def path(self) -> str:
        """Return the path of the file that it is in; empty for a module and a server.

        Examples
        --------
        >>> ModelSpec(callable="rules.py:predict").path, ModelSpec(callable="pricing.rules:predict").path
        ('rules.py', '')
        """
        module = self.callable.rpartition(":")[0]
        return self.file or (module if module.endswith(".py") else "")

    def at(self, path: str) -> ModelSpec:
        """Return the same model with its file at `path`; a model that is in no file stays as it is."""
        if not self.path:
            return self
        if self.file:
            return replace(self, file=path)
        return replace(self, callable=f"{path}:{self.callable.rpartition(':')[2]}")
