"""Record what libraries answer that are too heavy, or pin too much, to be installed for every test run.

    uv run --with aif360==0.6.1 --with model-diagnostics==1.5.0 python -m scripts.record_oracles

The rows are made by `tests/fakes`, so anybody can ask again; `tests/fakes/recorded_oracles.json` is what tests read.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tests.fakes.applicants import applicants
from tests.fakes.numbers import priced
from tests.fakes.oracles import exact_rows

TARGET = Path(__file__).resolve().parents[1] / "tests/fakes/recorded_oracles.json"
THRESHOLD = 0.5


def aif360() -> dict[str, float]:
    """Return gaps of women minus men, or divided by them, by the name of our metric and comparison."""
    import aif360.sklearn.metrics as aif  # noqa: PLC0415 - only here

    columns = applicants(6_000, seed=1)
    label = pd.Series(columns["late"], index=pd.Index(columns["sex"], name="sex"))
    score = columns["p_new"]
    flag = (score >= THRESHOLD).astype(int)
    asked: dict[str, Any] = {"prot_attr": "sex", "priv_group": "Male"}

    def gap(function: Any, answers: np.ndarray = flag) -> float:  # noqa: ANN401 - a function of the library
        return float(aif.difference(function, label, answers, **asked))

    return {
        "selection_rate difference": float(aif.statistical_parity_difference(label, flag, **asked)),
        "selection_rate ratio": float(aif.disparate_impact_ratio(label, flag, **asked)),
        "recall difference": float(aif.equal_opportunity_difference(label, flag, **asked)),
        "average_odds difference": float(aif.average_odds_difference(label, flag, **asked)),
        "average_predictive_value difference": float(
            aif.average_predictive_value_difference(label, flag, **asked)
        ),
        "false_positive_rate difference": gap(aif.false_positive_rate_error),
        "false_negative_rate difference": gap(aif.false_negative_rate_error),
        "false_omission_rate difference": gap(aif.false_omission_rate_error),
        "true_negative_rate difference": gap(aif.specificity_score),
        "mean_score_of_negatives difference": gap(aif.generalized_fpr, score),
        "mean_score_of_positives difference": -gap(aif.generalized_fnr, score),
    }


def inequality() -> dict[str, float]:
    """Return AIF360's indices of inequality of benefits, as in Speicher et al."""
    import aif360.sklearn.metrics as aif  # noqa: PLC0415 - only here

    columns = applicants(6_000, seed=1)
    label, flag = np.asarray(columns["late"]), (columns["p_new"] >= THRESHOLD).astype(int)
    return {
        str(alpha): float(aif.generalized_entropy_error(label, flag, alpha=alpha)) for alpha in (0.5, 1, 2, 3)
    }


def model_diagnostics() -> dict[str, float]:
    """Return the parts of scores, and the bias of a regression by city."""
    from model_diagnostics.calibration import compute_bias  # noqa: PLC0415 - only here
    from model_diagnostics.scoring import LogLoss, SquaredError, decompose  # noqa: PLC0415 - only here

    late, _, new, _ = exact_rows()
    brier = decompose(late, new, scoring_function=SquaredError()).row(0, named=True)
    loss = decompose(late, new, scoring_function=LogLoss()).row(0, named=True)
    rows = priced(1_000, seed=4)
    bias = compute_bias(y_obs=rows["price"], y_pred=rows["p_new"], feature=pd.Series(rows["city"], name="city"))
    return {
        "brier_miscalibration": brier["miscalibration"],
        "brier_discrimination": brier["discrimination"],
        "brier_uncertainty": brier["uncertainty"],
        "brier_score_loss": brier["score"],
        "d2_brier_score": 1 - brier["score"] / brier["uncertainty"],
        "log_loss": loss["score"],
        "d2_log_loss_score": 1 - loss["score"] / loss["uncertainty"],
        **{f"mean_bias {row['city']}": row["bias_mean"] for row in bias.iter_rows(named=True)},
    }


def main() -> None:
    """Ask the libraries and write their answers."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    found = {
        f"aif360 {version('aif360')}": aif360(),
        f"aif360.inequality {version('aif360')}": inequality(),
        f"model-diagnostics {version('model-diagnostics')}": model_diagnostics(),
    }
    TARGET.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {sum(map(len, found.values()))} answers", file=sys.stderr)


if __name__ == "__main__":
    main()
