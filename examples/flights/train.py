"""Train the baseline and the candidate on January to June, and write the evaluation rows.

Every fourth calendar week is held out whole: flights of one day share their weather, so rows of one day must
not sit on both sides. July and later are not touched; they are the traffic of the rollout.
"""

from __future__ import annotations

import argparse
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import skops.io
from features.build import CATEGORICAL, NUMERIC
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from threadpoolctl import threadpool_limits

HERE = Path(__file__).parent

LABEL = "delayed"
FEATURES = [*NUMERIC, *CATEGORICAL]
LAST_MONTH = 6
HELD_OUT_EVERY = 4
SEED = 2013


def baseline() -> Pipeline:
    """Return the model in service: logistic regression on scaled numbers and one-hot categories."""
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    categories = OneHotEncoder(handle_unknown="ignore", min_frequency=200)
    columns = ColumnTransformer(
        [("numbers", numbers, list(NUMERIC)), ("categories", categories, list(CATEGORICAL))]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=300))


def candidate(*, seed: int = SEED, trees: int = 300) -> Pipeline:
    """Return the model that wants to replace it: gradient boosting, nulls kept as they are.

    Small trees on many rows per leaf: rows of one hour share their weather, and larger trees learn the days.
    """
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    columns = ColumnTransformer(
        [("numbers", "passthrough", list(NUMERIC)), ("codes", codes, ["carrier", "origin"])]
    )
    boosting = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=200,
        early_stopping=False,
        random_state=seed,
    )
    return make_pipeline(columns, boosting)


def load(data: Path) -> pd.DataFrame:
    """Return the labelled rows of January to June, in the order of departure."""
    table = pd.read_parquet(data / "features.parquet")
    return table[(table["month"] <= LAST_MONTH) & table[LABEL].notna()].astype({LABEL: "int64"})


def is_held_out(table: pd.DataFrame) -> pd.Series:
    """Tell which rows belong to the evaluation: every fourth calendar week."""
    week = pd.to_datetime(table[["year", "month", "day"]]).dt.isocalendar().week
    return week % HELD_OUT_EVERY == 0


def save(model: Pipeline, path: Path) -> None:
    """Write the model so that the same model gives the same bytes.

    skops names the parts of a model by memory address and stamps them with the time of day; both are replaced
    here, by the order of appearance and a fixed date. The file stays a plain skops file.
    """
    packed = zipfile.ZipFile(io.BytesIO(skops.io.dumps(model)))
    schema = json.loads(packed.read("schema.json"))
    numbers: dict[int, int] = {}
    files = _renumber(schema, numbers)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for old, new in files.items():
            archive.writestr(_entry(new), packed.read(old))
        archive.writestr(_entry("schema.json"), json.dumps(schema, sort_keys=True))


def _renumber(node: Any, numbers: dict[int, int]) -> dict[str, str]:  # noqa: ANN401 - JSON of any shape
    """Replace addresses by the order of first appearance, in place; return old and new names of the files."""
    files: dict[str, str] = {}
    if isinstance(node, dict):
        if "__id__" in node:
            node["__id__"] = numbers.setdefault(node["__id__"], len(numbers))
        if isinstance(node.get("file"), str):
            name = f"{node['__id__']}{Path(node['file']).suffix}"
            files[node["file"]], node["file"] = name, name
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        files.update(_renumber(child, numbers))
    return files


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def train(name: str, model: Pipeline, rows: pd.DataFrame, held_out: pd.DataFrame) -> Pipeline:
    """Fit one model and print how it does on the rows it has not seen."""
    started = time.perf_counter()
    with threadpool_limits(1):  # sums in one order, and a model that does not remember how many cores it met
        model.fit(rows[FEATURES], rows[LABEL])
    took = time.perf_counter() - started
    scores = model.predict_proba(held_out[FEATURES])[:, 1]
    auc, loss = roc_auc_score(held_out[LABEL], scores), log_loss(held_out[LABEL], scores)
    print(f"{name:10}ROC AUC {auc:.4f}   log loss {loss:.4f}   fitted in {took:.1f} s", flush=True)
    return model


def main() -> None:
    """Train both models, save them, and write the evaluation rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder of features.parquet")
    parser.add_argument("--models", type=Path, default=HERE / "models", help="folder for the models")
    arguments = parser.parse_args()
    arguments.models.mkdir(parents=True, exist_ok=True)
    table = load(arguments.data)
    chosen = is_held_out(table)
    rows, held_out = table[~chosen], table[chosen]
    print(f"training rows {len(rows):,}, held out {len(held_out):,} in every {HELD_OUT_EVERY}th week")
    for name, model in (("baseline", baseline()), ("candidate", candidate())):
        save(train(name, model, rows, held_out), arguments.models / f"{name}.skops")
    held_out.to_parquet(arguments.data / "evaluation.parquet", index=False)


if __name__ == "__main__":
    main()
