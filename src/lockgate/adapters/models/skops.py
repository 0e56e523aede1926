"""scikit-learn models in skops files: types are allowed by name, and loading runs no code of the file."""

from __future__ import annotations

import warnings

from lockgate.adapters.models.estimator import EstimatorModel
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import MissingExtraError, ModelError
from lockgate.domain.listing import and_more

__all__ = ["load_skops"]


def load_skops(spec: ModelSpec) -> EstimatorModel:
    """Load a model file.

    Raises
    ------
    ModelError
        If the file cannot be read, or holds types that are neither safe by construction nor trusted.
    MissingExtraError
        If skops is not installed.
    """
    try:
        import skops.io  # noqa: PLC0415 - an extra, loaded only to score
    except ImportError as error:
        raise MissingExtraError.of("score", "skops", "sklearn") from error
    path = spec.file
    try:
        unknown = sorted(set(skops.io.get_untrusted_types(file=path)) - set(spec.trusted))
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(path, f"{type(error).__name__}: {error}") from error
    if unknown:
        hint = "if you know where the file comes from, add them to `trusted`"
        kind = "types" if len(unknown) > 1 else "a type"
        raise ModelError.unreadable(path, f"it holds {kind} that nobody trusted: {and_more(unknown, 8)}", hint)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a version note of scikit-learn is not the user's next step
            estimator = skops.io.load(path, trusted=list(spec.trusted))
    except Exception as error:  # a damaged file breaks the reader in many ways
        raise ModelError.unreadable(path, f"{type(error).__name__}: {error}") from error
    return EstimatorModel(spec, estimator)
