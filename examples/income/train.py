"""Train a model of high income that never sees sex or race, and score the adults that it has not seen."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OrdinalEncoder
from threadpoolctl import threadpool_limits

HERE = Path(__file__).parent

NUMERIC = ["age", "capital_gains", "capital_losses", "dividends", "weeks_worked"]
CATEGORICAL = ["education", "worker_class", "industry", "occupation", "marital_status"]
LABEL = "high_income"


def candidate() -> Pipeline:
    """Return the model: gradient boosting on small trees."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    columns = ColumnTransformer([("numbers", "passthrough", NUMERIC), ("codes", codes, CATEGORICAL)])
    boosting = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=15, min_samples_leaf=100, early_stopping=False, random_state=1994
    )
    return make_pipeline(columns, boosting)


def main() -> None:
    """Train, score, and write what the audit reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder of the tables")
    data = parser.parse_args().data
    train, test = (pd.read_parquet(data / f"{part}.parquet") for part in ("train", "test"))
    with threadpool_limits(1):  # sums in one order give the same model on every machine
        model = candidate().fit(train[NUMERIC + CATEGORICAL], train[LABEL])
    scored = test[["id", "sex", "race", "schooling", "age", LABEL]].copy()
    scored["p_candidate"] = model.predict_proba(test[NUMERIC + CATEGORICAL])[:, 1].round(6)
    scored.to_parquet(data / "scored.parquet", index=False)
    print(f"ROC AUC {roc_auc_score(scored[LABEL], scored['p_candidate']):.3f} on {len(scored):,} adults")


if __name__ == "__main__":
    main()
