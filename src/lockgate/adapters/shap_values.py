"""Shapley values by the package shap, of any model that can be asked."""

from __future__ import annotations

import numpy as np

from lockgate.adapters.global_random import seeded
from lockgate.domain.errors import MissingExtraError
from lockgate.probes.rows import Floats
from lockgate.probes.shapley import Answer, Game

__all__ = ["ShapValues"]


class ShapValues:
    """Shares answers out with the permutation explainer, which needs no knowledge of the model.

    It is given places of rows instead of values, so that texts, instants and missing values need no encoding. Answers
    have outputs for each background row, so that the mean over the background keeps apart what each row did.
    """

    def attribute(self, answer: Answer, game: Game) -> Floats:
        """Return what each feature is given, as `Attribute` says; the same seed gives the same.

        Raises
        ------
        MissingExtraError
            If shap is not installed.
        """
        try:
            import shap  # noqa: PLC0415 - an extra, loaded only to explain
        except ImportError as error:
            raise MissingExtraError.of("importance", "shap", "shap") from error

        numbers: tuple[int, ...] = ()

        def outputs(places: Floats) -> Floats:
            nonlocal numbers
            asked = places.astype(np.int64)
            found, least = answer(asked), asked.min(axis=1)
            numbers = found.shape[1:]
            several = np.repeat(found[:, None], game.background, axis=1)
            is_mixed = least < 0
            several[is_mixed] = 0.0
            several[is_mixed, -least[is_mixed] - 1] = found[is_mixed] * game.background
            return several.reshape(len(found), -1)

        ones = np.ones((1, game.features))
        background = -(np.arange(game.background)[:, None] + 1.0) * ones
        rows = np.arange(game.explained)[:, None] * ones
        with seeded(game.seed):
            masker = shap.maskers.Independent(background, max_samples=game.background)
            explainer = shap.PermutationExplainer(outputs, masker, seed=game.seed % 2**32)
            evaluations = game.repeats * (2 * game.features + 1)
            values: Floats = explainer(rows, max_evals=evaluations, silent=True).values
        shared = values.reshape(game.explained, game.features, game.background, *numbers)
        return np.moveaxis(shared, 2, 1)
