"""The process that reads a pickle and predicts with it; `pickle_model` starts it and talks with it."""

from __future__ import annotations

import os
import sys
import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from lockgate.adapters.models.confinement import confine, refusals
from lockgate.adapters.models.estimator import EstimatorModel
from lockgate.adapters.models.messages import receive, send
from lockgate.adapters.models.pickle_names import is_safe
from lockgate.adapters.models.pickle_reader import load_allowed, names_in, opened
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import LockgateError, ModelError
from lockgate.domain.listing import and_more

__all__ = ["load_estimator", "main", "serve"]


def main() -> None:
    """Talk over what were standard input and output; what a model prints is thrown away."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(silence, standard)
    warnings.simplefilter("ignore")
    confine()
    with requests, answers:
        serve(requests, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Load the model that the first message names, then predict until the other side ends."""
    model: EstimatorModel | None = None
    while True:
        try:
            head, rows = receive(requests)
        except EOFError:
            return
        try:
            if model is None:
                model = load_estimator(_spec(head))
                head, arrays = {"features": list(model.features), "classes": list(model.classes)}, {}
            else:
                head, arrays = {}, {"predictions": model.predict(rows)}
            _require_honest()
        except LockgateError as error:
            head, arrays = {"code": error.code, "text": error.text, "hint": error.hint}, {}
        send(answers, head, arrays)


def load_estimator(spec: ModelSpec) -> EstimatorModel:
    """Load a pickle that names nothing but what is allowed.

    Raises
    ------
    ModelError
        If it cannot be read, or names anything else.
    """
    try:
        content = Path(spec.file).read_bytes()
        named = names_in(opened(content))
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(spec.file, f"{type(error).__name__}: {error}") from error
    unknown = sorted(f"{module}.{name}" for module, name in named if not is_safe(module, name, spec.trusted))
    if unknown:
        hint = "if you know where the file comes from, add them to `trusted`; or save the model with skops"
        text = f"loading it would run what nobody trusted: {and_more(unknown, 8)}"
        raise ModelError.unreadable(spec.file, text, hint)
    try:
        found = load_allowed(opened(content), spec.trusted)
    except Exception as error:  # as above
        raise ModelError.unreadable(spec.file, f"{type(error).__name__}: {error}") from error
    return EstimatorModel(spec, found)


def _spec(head: dict[str, Any]) -> ModelSpec:
    return ModelSpec(
        file=head["file"],
        trusted=tuple(head["trusted"]),
        positive=head["positive"],
        labels=tuple(head["labels"]),
        quantiles=tuple(head["quantiles"]),
        features=tuple(head["features"]),
        timeout=timedelta(seconds=1),
    )


def _require_honest() -> None:
    if refusals:
        tried = and_more(list(dict.fromkeys(refusals)), 3)
        refusals.clear()
        raise ModelError.failed("pickle", f"it tried what a model has no need of: {tried}")


if __name__ == "__main__":
    main()
    sys.exit(0)
