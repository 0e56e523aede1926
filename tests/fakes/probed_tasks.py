"""A small project with models of every task that can be asked: films for users, sales of shops, labels of mails."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import skops.io
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from tests.fakes.projects import Home

__all__ = ["DATA", "MODELS", "tasks_home"]

DATA = "".join(
    f"  {name}: {{source: data/{name}.parquet}}\n" for name in ("films", "sales", "sales_train", "mails")
)

MODELS = """models:
  films: models/films.skops
  sales: models/sales.skops
  quantiles: {callable: 'models/quantiles.py:predict', features: [level, day], quantiles: [0.1, 0.5, 0.9]}
  sums: {callable: 'models/quantiles.py:total', features: [level, day]}
  mails: {file: models/mails.skops, labels: [spam, urgent]}
"""

QUANTILES = """def predict(frame):
    middle = frame["level"] + frame["day"]
    return [[value - 1.3, value, value + 1.3] for value in middle]


def total(frame):
    return frame["level"] + frame["day"]
"""


def films(users: int, seed: int) -> pd.DataFrame:
    """Return ten films a user: what is liked follows from `taste`, and `noise` says nothing."""
    drawn = np.random.default_rng(seed)
    n = users * 10
    taste = drawn.normal(size=n)
    stars = np.digitize(taste + drawn.normal(0, 0.4, n), [0.0, 0.8, 1.6]).astype(float)
    stars[::10] = np.maximum(stars[::10], 1.0)
    user = np.repeat(np.arange(users), 10)
    return pd.DataFrame({"user": user, "taste": taste, "noise": drawn.normal(size=n), "stars": stars})


def sales(shops: int, seed: int) -> pd.DataFrame:
    """Return four days ahead of each shop: sales follow `level`, and `day` a little; a shop errs in common."""
    drawn = np.random.default_rng(seed)
    shop, ahead = np.repeat(np.arange(shops), 4), np.tile(np.arange(1, 5), shops)
    level = drawn.normal(10, 3, shops)[shop]
    day = drawn.normal(size=shop.size)
    sold = level + day + drawn.normal(0, 0.6, shops)[shop] + drawn.normal(0, 0.5 * ahead)
    return pd.DataFrame(
        {"shop": shop, "ahead": ahead, "level": level, "day": day, "naive": 3.0, "sales": sold}
    ).assign(gap=np.where(shop == 0, np.nan, 1.0))


def mails(n: int, seed: int) -> pd.DataFrame:
    """Return mails that can be spam, urgent, both or neither: `links` makes spam, `capitals` urgency."""
    drawn = np.random.default_rng(seed)
    links, capitals = drawn.normal(size=n), drawn.normal(size=n)
    frame = pd.DataFrame({"links": links, "capitals": capitals, "length": drawn.normal(size=n)})
    frame["is_spam"] = (links + drawn.normal(0, 0.5, n) > 0).astype(int)
    frame["is_urgent"] = (capitals + drawn.normal(0, 0.5, n) > 0).astype(int)
    return frame


def tasks_home(root: Path) -> Home:
    """Write the tables, their predictions and the models."""
    home = Home(root)
    (root / "models").mkdir()
    (root / "models/quantiles.py").write_text(QUANTILES, encoding="utf-8")
    known, sold, mail = films(150, 1), sales(150, 1), mails(600, 1)
    models = {
        "films": LinearRegression().fit(known[["taste", "noise"]], known["stars"]),
        "sales": LinearRegression().fit(sold[["level", "day"]], sold["sales"]),
        "mails": OneVsRestClassifier(LogisticRegression()).fit(
            mail[["links", "capitals", "length"]], mail[["is_spam", "is_urgent"]].to_numpy()
        ),
    }
    for name, model in models.items():
        skops.io.dump(model, root / "models" / f"{name}.skops")
    tables = {
        "films": films(120, 2),
        "sales": sales(120, 2),
        "sales_train": sold,
        "mails": mails(400, 2),
    }
    for name, frame in tables.items():
        scored = frame
        if name.startswith("sales"):
            found = models["sales"].predict(frame[["level", "day"]])
            scored = frame.assign(p=found, p_low=found - 1.3, p_high=found + 1.3)
        home.table(name, {column: scored[column].to_numpy() for column in scored})
    return home
