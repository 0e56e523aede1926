"""A small project with models that can be asked: which loans default."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import skops.io
from sklearn.linear_model import LogisticRegression
from tests.fakes.projects import NOW, Home, Listener

from lockgate.app.entries.context import RunContext
from lockgate.app.ports import Ports
from lockgate.app.project.spec import Entry, Project
from lockgate.app.project.suites import read_suites

__all__ = ["FEATURES", "asked", "loans", "loans_home"]

FEATURES = ("income", "debt", "age")


def loans(rows: int, seed: int) -> pd.DataFrame:
    """Return loans: income helps, debt hurts, age says nothing."""
    drawn = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "income": drawn.normal(3, 1, rows),
            "debt": drawn.normal(1, 0.5, rows),
            "age": drawn.integers(20, 70, rows),
            "sex": drawn.choice(["f", "m"], rows),
        }
    )
    odds = 2 * frame["debt"] - 1.5 * frame["income"] + 2.5
    default = (drawn.random(rows) < 1 / (1 + np.exp(-odds))).astype(int)
    grade = np.select([odds + drawn.normal(0, 1, rows) < at for at in (-1, 1)], ["a", "b"], "c")
    return frame.assign(default=default, grade=grade)


def loans_home(root: Path, *, rows: int = 600) -> Home:
    """Write the tables, a model of three features, another that reads income only, and one of three grades."""
    home = Home(root)
    train, test = loans(2_000, 1), loans(rows, 2)
    models = {}
    for name, features in (("full", list(FEATURES)), ("slim", ["income"]), ("grades", list(FEATURES))):
        label = "grade" if name == "grades" else "default"
        model = LogisticRegression(max_iter=2_000).fit(train[features], train[label])
        path = root / "models" / f"{name}.skops"
        path.parent.mkdir(exist_ok=True)
        skops.io.dump(model, path)
        models[name] = model
    for table, frame in (("train", train), ("test", test)):
        scored = frame.assign(
            **{
                f"p_{name}": model.predict_proba(frame[model.feature_names_in_])[:, 1]
                for name, model in models.items()
                if name != "grades"
            }
        )
        home.table(table, {name: scored[name].to_numpy() for name in scored})
    return home


def asked(home: Home, entry: str, *, data: str = "", ports: Ports | None = None) -> tuple[Entry, RunContext]:
    """Return the entry that some lines are, and the context of its run."""
    head = f"  train: {{source: data/train.parquet}}\n  test: {{source: data/test.parquet{data}}}\n"
    models = "models:\n  full: models/full.skops\n  slim: models/slim.skops\n  gone: models/gone.skops\n"
    models += "  grades: models/grades.skops\n"
    project: Project = home.project(head, f"  evaluate:\n    - {entry}\n", more=models)
    given = ports or replace(home.ports(project), progress=Listener())
    suites = read_suites(given.files, project)
    context = RunContext(project=project, suites=suites, ports=given, now=NOW, seed=3)
    return project.stages[0].entries[0], context
