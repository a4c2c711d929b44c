"""Which model is used: the simplest that is not worse, and none that does not beat the RFM rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from customer360.scoring.candidates import RECENCY_RULE, RFM_RULE
from customer360.scoring.measures import log_losses

__all__ = ["Decision", "HeldOut", "decide", "validation_days"]

Floats = NDArray[np.float64]

# differences of the mean loss below so many standard errors are noise
_NOISE = 1.0


@dataclass(frozen=True)
class HeldOut:
    """What every model said of a day that it had not learnt from, and what happened.

    Attributes:
        cutoff: The day.
        labels: (n,) 0 or 1.
        predictions: (n,) probabilities by model, the simplest model first.
    """

    cutoff: pd.Timestamp
    labels: Floats
    predictions: Mapping[str, Floats]


@dataclass(frozen=True)
class Decision:
    """The model that is used, and what is said of each.

    Attributes:
        selected: Name of the model.
        reasons: Why each model is used or not, by name.
    """

    selected: str
    reasons: Mapping[str, str]


def validation_days(
    days: Sequence[pd.Timestamp], horizon_days: int, most: int
) -> list[pd.Timestamp]:
    """Days to measure on: the latest ones, a horizon apart, with closed windows before them.

    Args:
        days: Days of training.
        horizon_days: Length of the label window; windows of two days never overlap.
        most: Number of days wanted.

    Returns:
        Up to `most` days, the earliest first. Empty if no day has another one a horizon before it.
    """
    window = pd.Timedelta(days=horizon_days)
    ordered = sorted(set(days))
    chosen: list[pd.Timestamp] = []
    for day in reversed(ordered):
        apart = not chosen or day <= chosen[-1] - window
        if apart and ordered[0] <= day - window and len(chosen) < most:
            chosen.append(day)
    return chosen[::-1]


def decide(held_out: Sequence[HeldOut]) -> Decision:
    """The simplest model whose log loss is within one standard error of the best one's.

    The standard error is that of the mean difference row by row, so what is hard for both models
    cancels out (Breiman et al. (1984), "Classification and Regression Trees", 3.4.3, has the rule;
    here of paired differences). Log loss sees both the order and the level of probabilities.

    Args:
        held_out: At least one day; models that are missing on one of them do not compete. The RFM
            rule is always there.

    Returns:
        The decision, with a reason for every model that competed.
    """
    names = [
        name
        for name in held_out[-1].predictions
        if all(name in one.predictions for one in held_out)
    ]
    losses = {
        name: np.concatenate([log_losses(one.labels, one.predictions[name]) for one in held_out])
        for name in names
    }
    beaten = {
        name
        for name in names
        if name not in (RECENCY_RULE, RFM_RULE) and not _beats(losses[name], losses[RFM_RULE])
    }
    allowed = [name for name in names if name not in beaten]
    best = min(allowed, key=lambda name: float(losses[name].mean()))
    selected = next(name for name in allowed if not _beats(losses[best], losses[name]))
    return Decision(
        selected,
        {name: _reason(name, selected, best, beaten, losses) for name in names},
    )


def _beats(losses: Floats, others: Floats) -> bool:
    """Whether the mean of the first is lower by more than noise."""
    gains = others - losses
    error = float(gains.std()) / float(np.sqrt(max(gains.size, 1)))
    return bool(float(gains.mean()) > _NOISE * error)


def _reason(
    name: str, selected: str, best: str, beaten: set[str], losses: Mapping[str, Floats]
) -> str:
    def loss(which: str) -> str:
        return f"{float(losses[which].mean()):.4f}"

    if name in beaten:
        return f"does not beat the RFM rule: log loss {loss(name)} against {loss(RFM_RULE)}"
    if name == selected == best:
        return f"the lowest log loss: {loss(name)}"
    if name == selected:
        return f"the simplest within noise of {best}: log loss {loss(name)} against {loss(best)}"
    if _beats(losses[best], losses[name]):
        return f"worse than {best}: log loss {loss(name)} against {loss(best)}"
    return f"no better than the simpler {selected}: log loss {loss(name)} against {loss(selected)}"
