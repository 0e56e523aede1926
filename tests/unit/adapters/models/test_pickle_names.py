"""What a pickle may name; ways around such lists that are known from other scanners are refused."""

from __future__ import annotations

import pytest

from lockgate.adapters.models.pickle_names import is_safe, resolved


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("builtins", "set"),
        ("numpy", "dtype"),
        ("numpy", "float32"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("sklearn.linear_model._logistic", "LogisticRegression"),
        ("sklearn.ensemble._hist_gradient_boosting.binning", "_BinMapper"),
        ("sklearn.tree._tree", "Tree"),
        ("sklearn._loss._loss", "CyHalfBinomialLoss"),
        ("sklearn.neighbors._kd_tree", "newObj"),
        ("sklearn.feature_selection._univariate_selection", "f_classif"),
        ("lightgbm.sklearn", "LGBMClassifier"),
        ("xgboost.sklearn", "XGBClassifier"),
    ],
)
def test_estimators_and_the_numbers_in_them_are_safe(module: str, name: str) -> None:
    assert is_safe(module, name)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("posix", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("builtins", "__import__"),
        ("functools", "partial"),
        ("operator", "methodcaller"),
        ("subprocess", "Popen"),
        ("numpy", "memmap"),
        ("numpy", "load"),
        ("numpy", "f2py.diagnose.run_command"),
        ("numpy.testing._private.utils", "runstring"),
        ("numpy", "nothing"),
        ("sklearn.nothing", "Nothing"),
        ("sklearn.datasets._base", "os.system"),
        ("sklearn.datasets._base", "load_files"),
        ("sklearn.utils", "joblib"),
        ("sklearn.base", "clone"),
        ("sklearn.utils._bunch", "dict"),
        ("sklearn.tree._tree", "issparse"),
        ("sklearn.pipeline", "LogisticRegression"),
        ("sklearn.feature_selection._univariate_selection", "check_array"),
        ("sklearnother", "Thing"),
        ("joblib.numpy_pickle", "load"),
        ("mymodel", "Scaler"),
    ],
)
def test_everything_else_is_not(module: str, name: str) -> None:
    assert not is_safe(module, name)


def test_what_is_trusted_by_its_whole_name_is_safe() -> None:
    assert is_safe("mymodel", "Scaler.Inner", ("mymodel.Scaler.Inner",))
    assert not is_safe("mymodel", "Scaler", ("mymodel",))


def test_a_name_is_looked_up_part_by_part() -> None:
    assert resolved("json", "decoder.JSONDecoder") is resolved("json.decoder", "JSONDecoder")
