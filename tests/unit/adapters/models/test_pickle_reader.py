"""Both machines against Python's own and joblib's, and against files that are made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import pickle
import pickletools
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from lockgate.adapters.models.pickle_names import is_safe
from lockgate.adapters.models.pickle_reader import load_allowed, names_in, opened

DRAW = np.random.default_rng(1)
FRAME = pd.DataFrame({"x": DRAW.normal(size=80), "kind": DRAW.choice(["a", "b"], 80)})


class Harm:
    """Would run a program when it is read."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch harm",)


def fitted(last: Any) -> Any:  # noqa: ANN401 - any estimator
    columns = make_column_transformer((OneHotEncoder(), ["kind"]), remainder="passthrough")
    return make_pipeline(columns, last).fit(FRAME, (FRAME["x"] > 0).map({True: "yes", False: "no"}))


MODEL = fitted(RandomForestClassifier(3, random_state=1))


def refused(content: bytes) -> list[str]:
    return sorted(f"{module}.{name}" for module, name in names_in(opened(content)) if not is_safe(module, name))


@pytest.mark.parametrize("protocol", range(6))
def test_a_pickle_of_any_protocol_becomes_the_same_model(protocol: int) -> None:
    content = pickle.dumps(MODEL, protocol)

    assert refused(content) == []
    loaded: Any = load_allowed(opened(content), ())
    np.testing.assert_array_equal(loaded.predict_proba(FRAME), MODEL.predict_proba(FRAME))


@pytest.mark.parametrize("compress", [0, 3, ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3)])
def test_a_file_of_joblib_becomes_the_same_model(compress: Any, tmp_path: Path) -> None:  # noqa: ANN401 - what joblib takes
    model = fitted(HistGradientBoostingClassifier(max_iter=3, random_state=1))
    joblib.dump(model, tmp_path / "m", compress=compress)
    content = (tmp_path / "m").read_bytes()

    assert refused(content) == []
    loaded: Any = load_allowed(opened(content), ())
    np.testing.assert_array_equal(loaded.predict_proba(FRAME), model.predict_proba(FRAME))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.array("x", dtype=object),
        np.array(["a", None, 3], dtype=object),
        np.zeros((0, 4)),
        np.array([(1, 2.5)], dtype=[("a", "i4"), ("b", "f8")]),
        np.array(["2013-01-01"], dtype="datetime64[D]"),
    ],
)
def test_arrays_of_joblib_are_read_as_joblib_reads_them(array: np.ndarray, tmp_path: Path) -> None:
    joblib.dump([array, "after"], tmp_path / "m")

    pair: Any = load_allowed(opened((tmp_path / "m").read_bytes()), ())
    found, after = pair

    np.testing.assert_array_equal(found, array)
    assert (found.dtype, after) == (array.dtype, "after")


def test_an_array_of_joblib_without_alignment_is_read() -> None:
    wrapper = joblib.numpy_pickle.NumpyArrayWrapper(
        np.ndarray, (2,), "C", np.dtype("f8"), numpy_array_alignment_bytes=None
    )
    body = pickle.dumps(wrapper, 2)
    content = body[:-1] + np.array([1.5, 2.5]).tobytes() + b"."

    assert list(load_allowed(opened(content), ())) == [1.5, 2.5]  # type: ignore[call-overload]  # an array


def harm(tmp_path: Path) -> dict[str, bytes]:
    """Return files that would run a program, each in a way that some scanner has missed."""
    joblib.dump({"a": np.array([Harm()], dtype=object)}, tmp_path / "nested")
    plain = pickle.dumps(Harm(), 4)
    return {
        "protocol 0": pickle.dumps(Harm(), 0),
        "protocol 4": plain,
        "second name pushed early": b"\x80\x04\x8c\x02os\x94\x8c\x06system\x94\x8c\x01x0h\x00h\x01\x93\x8c\x02ls\x85R.",
        "instance": b"(S'ls'\nios\nsystem\n.",
        "object": b"(cos\nsystem\nS'ls'\no.",
        "compressed": zlib.compress(plain),
        "in an array of objects": (tmp_path / "nested").read_bytes(),
        "behind what breaks": b"cos\nsystem\n(S'ls'\ntRcnothing\nNothing\n.",
        "by a point": b"\x80\x04\x8c\x16sklearn.datasets._base\x8c\x09os.system\x93\x8c\x02ls\x85R.",
    }


KINDS = (
    "protocol 0",
    "protocol 4",
    "second name pushed early",
    "instance",
    "object",
    "compressed",
    "in an array of objects",
    "behind what breaks",
    "by a point",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_would_run_is_named_and_does_not_run(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content = harm(tmp_path)[kind]

    assert any(name.endswith("system") for name in refused(content))
    with pytest.raises(pickle.UnpicklingError, match=r"system is not trusted"):
        load_allowed(opened(content), ())
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize(
    "content", [b"\x80\x02\x82\x01.", b"\x80\x02\x83\x01\x00.", b"\x80\x02\x84\x01\x00\x00\x00."]
)
def test_the_extension_registry_is_refused(content: bytes) -> None:
    assert next(pickletools.genops(content[2:]))[0].name.startswith("EXT")
    for read in (names_in, lambda file: load_allowed(file, ())):
        with pytest.raises(pickle.UnpicklingError, match="extension registry"):
            read(io.BytesIO(content))


def test_an_id_that_only_a_program_could_resolve_is_refused() -> None:
    with pytest.raises(pickle.UnpicklingError, match="persistent"):
        names_in(io.BytesIO(b"\x80\x02X\x01\x00\x00\x00aQ."))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress, zlib.compress])
def test_packed_bytes_are_unpacked(pack: Callable[[bytes], bytes]) -> None:
    assert opened(pack(b"\x80\x04N.")).read() == b"\x80\x04N."


def test_stand_ins_take_whatever_a_pickle_does_to_them() -> None:
    content = pickle.dumps(
        {"set": {np.float64(1)}, "list": pd.Series([1.0, 2.0]), "kind": pd.Categorical(["a"])}
    )

    named = {name for _, name in names_in(io.BytesIO(content))}

    assert {"scalar", "Series", "Categorical"} <= named
