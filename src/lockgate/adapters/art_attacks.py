"""Black-box attacks of the Adversarial Robustness Toolbox."""

from __future__ import annotations

import warnings

import numpy as np

from lockgate.adapters.global_random import seeded
from lockgate.domain.errors import MissingExtraError
from lockgate.probes.box_attack import Box, Turns
from lockgate.probes.rows import Floats

__all__ = ["ArtAttacks"]

_STARTS = 100
"""Points of the box among which the attack's start is looked for."""

_ROUNDS, _DRAWS = 20, 30
"""How often the attack walks along the boundary, and how many directions it tries at first; more with each round."""


class ArtAttacks:
    """Attacks that see only whether an answer turned, so that they work on trees, which have no slope."""

    def hop_skip_jump(self, turns: Turns, box: Box, seed: int) -> Floats | None:
        """Return a point that turned the answer, near the start; None where no start was found, or it ended elsewhere.

        The attack measures distance in units of cost. It draws from numpy's global generator, which is seeded for it
        and put back. It starts from where another search ended, if that turns the answer, or from a point that is drawn
        here, since it draws its own without a seed.

        Raises
        ------
        MissingExtraError
            If the toolbox is not installed.
        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter(
                    "ignore"
                )  # it tells of each framework of neural networks that is not there
                from art.attacks.evasion import HopSkipJump  # noqa: PLC0415 - an extra, loaded only to attack
                from art.estimators.classification import BlackBoxClassifier  # noqa: PLC0415 - as above
        except ImportError as error:
            raise MissingExtraError.of("flip", "adversarial-robustness-toolbox", "art") from error
        unit = float(((box.highest - box.lowest) * box.prices).max())
        widths = (box.highest - box.lowest) * box.prices / unit

        def points(scaled: Floats) -> Floats:
            return box.lowest + np.minimum(scaled.astype(np.float64), widths) * unit / box.prices

        def predict(scaled: Floats) -> Floats:
            return np.eye(2)[turns(points(scaled)).astype(np.int64)]

        drawn = np.random.default_rng([seed, 0]).random((_STARTS, box.start.size)) * widths
        tried = np.concatenate([((box.known - box.lowest) * box.prices / unit)[None, :], drawn])
        starts = tried[predict(tried)[:, 1] > 0]
        if not len(starts):
            return None
        model = BlackBoxClassifier(predict, (box.start.size,), 2, clip_values=(0.0, 1.0))
        attack = HopSkipJump(
            model, max_iter=_ROUNDS, init_eval=_DRAWS, max_eval=10 * _DRAWS, batch_size=1_024, verbose=False
        )
        origin = ((box.start - box.lowest) * box.prices / unit)[None, :].astype(np.float32)
        with seeded(seed):
            found = attack.generate(origin, x_adv_init=starts[:1].astype(np.float32))
        return points(found)[0] if predict(found)[0, 1] > 0 else None
