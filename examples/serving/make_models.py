"""Make a table of trips, and models: scikit-learn in skops, LightGBM as text, and a pickle that is none."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
import skops.io
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
ROWS = 6_000


class Surprise:
    """What a pickle can hold: this one would run a program when it is read."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("echo surprise",)


def trips(seed: int) -> pd.DataFrame:
    """Return trips; one hour in twenty is missing."""
    draw = np.random.default_rng(seed)
    hour = draw.integers(5, 24, ROWS).astype(float)
    distance = draw.gamma(2.0, 400.0, ROWS)
    chance = 1 / (1 + np.exp(-(-2.5 + 0.12 * (hour - 12) + 0.0004 * distance)))
    late = draw.random(ROWS) < chance
    hour[draw.random(ROWS) < 0.05] = np.nan
    return pd.DataFrame({"distance": distance, "hour": hour, "late": late})


def main() -> None:
    """Write everything under `data` and `models`."""
    for name in ("data", "models"):
        (HERE / name).mkdir(exist_ok=True)
    training, evaluation = trips(1), trips(2)
    evaluation.to_parquet(HERE / "data/evaluation.parquet")
    features, late = training[["distance", "hour"]], training["late"]
    plain = LogisticRegression(max_iter=1_000).fit(features.fillna(14.0), late)
    skops.io.dump(plain, HERE / "models/baseline.skops")
    settings = {"objective": "binary", "verbose": -1, "num_threads": 1, "seed": 1, "num_leaves": 7}
    boosted = lightgbm.train(settings, lightgbm.Dataset(features, late), 40)
    boosted.save_model(HERE / "models/candidate.txt")
    (HERE / "models/surprise.pkl").write_bytes(pickle.dumps(Surprise()))


if __name__ == "__main__":
    main()
