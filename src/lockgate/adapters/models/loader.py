"""Models of every format: what a spec asks for is what is imported."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from lockgate.adapters.models.limited import load_limited
from lockgate.app.model_ports import LoadedModel
from lockgate.app.model_spec import ModelFormat, ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["AnyModelLoader"]

Load = Callable[[ModelSpec], LoadedModel]

_LOADERS = {
    ModelFormat.SKOPS: "skops:load_skops",
    ModelFormat.PICKLE: "pickle_model:load_pickle",
    ModelFormat.ONNX: "onnx:load_onnx",
    ModelFormat.LIGHTGBM: "lightgbm:load_lightgbm",
    ModelFormat.XGBOOST: "xgboost:load_xgboost",
    ModelFormat.MLFLOW: "mlflow:load_mlflow",
    ModelFormat.CALLABLE: "function:load_function",
    ModelFormat.OPEN_INFERENCE: "open_inference:load_open_inference",
    ModelFormat.MLFLOW_SERVER: "mlflow_server:load_mlflow_server",
}
"""Module beside this one, and its function, of each format."""

_ENDINGS = {
    ".skops": ModelFormat.SKOPS,
    ".pkl": ModelFormat.PICKLE,
    ".pickle": ModelFormat.PICKLE,
    ".joblib": ModelFormat.PICKLE,
    ".onnx": ModelFormat.ONNX,
    ".txt": ModelFormat.LIGHTGBM,
    ".lgb": ModelFormat.LIGHTGBM,
    ".json": ModelFormat.XGBOOST,
    ".ubj": ModelFormat.XGBOOST,
}

_PATHS = {"infer": ModelFormat.OPEN_INFERENCE, "invocations": ModelFormat.MLFLOW_SERVER}
"""The end of an address, by which servers of each protocol are asked."""


_LIMITED_BY_ITSELF = frozenset({ModelFormat.PICKLE, ModelFormat.OPEN_INFERENCE, ModelFormat.MLFLOW_SERVER})
"""What runs in another process, and is given up there when it is late."""


class AnyModelLoader:
    """Tells the format of a model and has it loaded; the package that runs it is imported only then."""

    def load(self, spec: ModelSpec) -> LoadedModel:
        """Load a model; it, and each of its answers, may take as long as its `timeout`.

        Raises
        ------
        ModelError
            If there is no such file, its format is not known, or it cannot be loaded, or not in time.
        MissingExtraError
            If the package that runs it is not installed.
        """
        if spec.path and not Path(spec.path).exists():
            hint = "check the path, or train the model first"
            raise ModelError.unreadable(spec.path, "there is no such file", hint)
        form = _format(spec)
        _require_content(spec, form)
        module, _, function = _LOADERS[form].partition(":")
        load = cast("Load", getattr(import_module(f"{__package__}.{module}"), function))
        return load(spec) if form in _LIMITED_BY_ITSELF else load_limited(spec, load)


def _require_content(spec: ModelSpec, form: ModelFormat) -> None:
    """Refuse what readers tell in words of their own."""
    if not spec.file or form is ModelFormat.MLFLOW:
        return
    path = Path(spec.file)
    if path.is_dir():
        hint = "name the file of the model; a directory is a model only where it holds `MLmodel`"
        raise ModelError.unreadable(spec.file, "it is a directory", hint)
    if not path.stat().st_size:
        raise ModelError.unreadable(spec.file, "the file is empty", "write the model again")


def _format(spec: ModelSpec) -> ModelFormat:
    found = spec.format or _told_by_place(spec)
    if found is None and spec.url:
        hint = "addresses end with /infer (Open Inference) or /invocations (MLflow); or set `format`"
        raise ModelError.unreadable(spec.url, "its protocol is not known", hint)
    if found is None:
        known = ", ".join(sorted(_ENDINGS))
        raise ModelError.unreadable(spec.place, "its format is not known", f"endings: {known}; or set `format`")
    return found


def _told_by_place(spec: ModelSpec) -> ModelFormat | None:
    if spec.callable:
        return ModelFormat.CALLABLE
    if spec.url:
        return _PATHS.get(urlsplit(spec.url).path.rstrip("/").rpartition("/")[2])
    if (Path(spec.file) / "MLmodel").is_file():
        return ModelFormat.MLFLOW
    return _ENDINGS.get(Path(spec.file).suffix.lower())
