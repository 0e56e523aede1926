"""Which classes and functions a pickle may name.

A pickle is a program: it names things to import, and calls them. One that names only fitted estimators and the arrays
in them can do no more than build these. Everything else must be trusted by name.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module

__all__ = ["is_safe", "resolved"]

_BUILTINS = (
    "bool bytearray bytes complex dict float frozenset int list object range set slice str tuple".split()  # noqa: SIM905 - a list of words
)

_EXACT = frozenset(
    {f"builtins.{name}" for name in _BUILTINS}
    | {
        "_codecs.encode",
        "collections.OrderedDict",
        "collections.defaultdict",
        "copyreg._reconstructor",
        "datetime.date",
        "datetime.datetime",
        "datetime.timedelta",
        "lightgbm.basic.Booster",
        "numpy._core.multiarray._reconstruct",
        "numpy._core.multiarray.scalar",
        "numpy._core.numeric._frombuffer",
        "numpy.core.multiarray._reconstruct",
        "numpy.core.multiarray.scalar",
        "numpy.core.numeric._frombuffer",
        "numpy.dtype",
        "numpy.mean",
        "numpy.ndarray",
        "numpy.random._mt19937.MT19937",
        "numpy.random._pcg64.PCG64",
        "numpy.random._pickle.__bit_generator_ctor",
        "numpy.random._pickle.__generator_ctor",
        "numpy.random._pickle.__randomstate_ctor",
        "numpy.random.bit_generator.SeedSequence",
        "numpy.random.bit_generator.__pyx_unpickle_SeedSequence",
        "scipy.interpolate._bsplines.BSpline",
        "scipy.sparse._csc.csc_array",
        "scipy.sparse._csc.csc_matrix",
        "scipy.sparse._csr.csr_array",
        "scipy.sparse._csr.csr_matrix",
        "sklearn.utils._bunch.Bunch",
        "xgboost.core.Booster",
    }
)

_PARTS_OF_ESTIMATORS = (
    "sklearn._loss.",
    "sklearn.calibration",
    "sklearn.cluster._birch",
    "sklearn.cluster._bisect_k_means",
    "sklearn.ensemble._hist_gradient_boosting.predictor",
    "sklearn.gaussian_process.kernels",
    "sklearn.linear_model._sgd_fast",
    "sklearn.metrics._dist_metrics",
    "sklearn.neighbors._ball_tree",
    "sklearn.neighbors._kd_tree",
    "sklearn.neural_network._stochastic_optimizers",
    "sklearn.tree._tree",
)
"""Modules whose classes are kept in fitted estimators and do nothing but hold numbers."""

_SCORES = "sklearn.feature_selection._univariate_selection"
_PACKAGES = ("sklearn", "lightgbm", "xgboost")


def is_safe(module: str, name: str, trusted: Collection[str] = ()) -> bool:
    """Tell whether a pickle may import `name` from `module`.

    A name with a point in it is safe only if it is trusted: through a module of ``sklearn`` and ``os.system`` all can
    be reached. Modules are imported to see what a name stands for: those of numpy, scikit-learn, LightGBM and
    XGBoost, and no others.

    Examples
    --------
    >>> is_safe("builtins", "set"), is_safe("os", "system"), is_safe("builtins", "eval")
    (True, False, False)
    """
    whole = f"{module}.{name}"
    if whole in _EXACT or whole in trusted:
        return True
    package = module.partition(".")[0]
    if "." in name or package not in (*_PACKAGES, "numpy"):
        return False
    try:
        found = resolved(module, name)
    except (ImportError, AttributeError):
        return False
    return _is_number_type(found) if package == "numpy" else _is_of_estimators(found, module, name)


def _is_number_type(found: object) -> bool:
    import numpy as np  # noqa: PLC0415 - the pickle names it

    return isinstance(found, type) and issubclass(found, np.generic)


def _is_of_estimators(found: object, module: str, name: str) -> bool:
    if name == "newObj":
        return module.startswith(_PARTS_OF_ESTIMATORS)  # makes an empty object of a class of that module
    if module == _SCORES:
        return callable(found) and getattr(found, "__module__", "") == _SCORES
    if not isinstance(found, type) or found.__module__ != module:
        return False
    from sklearn.base import BaseEstimator  # noqa: PLC0415 - the pickle names it

    return issubclass(found, BaseEstimator) or module.startswith(_PARTS_OF_ESTIMATORS)


def resolved(module: str, name: str) -> object:
    """Return what a name stands for.

    Raises
    ------
    ImportError, AttributeError
        If there is no such module or name.
    """
    found: object = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found
