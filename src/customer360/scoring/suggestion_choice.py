"""Which model suggests: the simplest that is not worse on a window that none has learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from customer360.scoring.purchase_log import PurchaseLog
from customer360.scoring.ranking_measures import RANKING_MEASURES, mean_figures
from customer360.scoring.repurchase import DECAYED_FREQUENCY, POPULARITY
from customer360.scoring.suggestion_windows import (
    DISCOVERY,
    REPURCHASE,
    Window,
    learn,
    measure,
    open_window,
)

__all__ = ["DEFAULT_MODELS", "TRAINING_WINDOWS", "choose_models", "closed_windows"]

# used where nothing can be measured: the simple models that are hardest to beat on public data
DEFAULT_MODELS = {REPURCHASE: DECAYED_FREQUENCY, DISCOVERY: POPULARITY}
TRAINING_WINDOWS = 4

_DEPTH = 10
_FIGURE_TYPES = {
    "suggestion_type": "str",
    "model_name": "str",
    **dict.fromkeys(RANKING_MEASURES, "float64"),
    "customers": "int64",
    "as_of_date": "datetime64[s]",
    "is_selected": "bool",
    "reason": "str",
}
# differences of the mean NDCG below so many standard errors are noise
_NOISE = 1.0


def closed_windows(log: PurchaseLog, day: int, horizon_days: int, next_order: bool) -> list[Window]:
    """Open the newest windows that have closed by a day, half a horizon apart.

    Args:
        log: Purchases up to `day`.
        day: Last day that is known, in days since 1970-01-01.
        horizon_days: Length of a window, days.
        next_order: Only the first day of purchases in a window counts.

    Returns:
        Newest first: one to measure on, and enough of those that had closed when it opened to
        learn from; fewer where there is less than a horizon of history before them.
    """
    if not log.day.size:
        return []
    step = max(horizon_days // 2, 1)
    # windows that overlap the measured one are learnt from only when all is measured
    overlapping = -(-horizon_days // step)
    earliest = int(log.day.min()) + horizon_days - 1
    days = [day - horizon_days - step * n for n in range(TRAINING_WINDOWS + overlapping)]
    return [open_window(log, one, horizon_days, next_order) for one in days if one >= earliest]


def choose_models(
    windows: Sequence[Window], horizon_days: int, least_measured: int
) -> pd.DataFrame:
    """Compare the models of each kind on the newest window, with what closed before it opened.

    A model is worse if the best one's mean NDCG is larger by more than a standard error of the
    difference, customer by customer (the rule of Breiman et al. (1984), "Classification and
    Regression Trees", 3.4.3, here of paired differences).

    Args:
        windows: Newest first.
        horizon_days: Their length, days.
        least_measured: Customers who must have bought, or nothing is compared.

    Returns:
        One row per `suggestion_type` and `model_name`, simplest first: `recall`, `ndcg` and `hit`
        at ten (0 to 1, null where nobody bought), `customers`, `as_of_date`, `is_selected`,
        `reason`; no rows without windows.
    """
    rows: list[dict[str, object]] = []
    if windows:
        newest = windows[0]
        earlier = [one for one in windows if one.day + horizon_days <= newest.day]
        learners = {kind: learn(earlier, kind) for kind in DEFAULT_MODELS}
        for kind, figures in measure(newest, learners, _DEPTH).items():
            rows += _rows(kind, figures, newest.day, least_measured)
    return pd.DataFrame(rows, columns=list(_FIGURE_TYPES)).astype(_FIGURE_TYPES)


def _rows(
    kind: str, figures: Mapping[str, pd.DataFrame], day: int, least_measured: int
) -> list[dict[str, object]]:
    gains = {name: one["ndcg"].to_numpy(np.float64) for name, one in figures.items()}
    customers = len(next(iter(figures.values())))
    enough = customers >= least_measured
    selected = best = DEFAULT_MODELS[kind]
    if enough:
        best = max(gains, key=lambda name: float(gains[name].mean()))
        selected = next(name for name in gains if not _beats(gains[best], gains[name]))
    reasons = dict.fromkeys(figures, f"worse than {best} by more than noise")
    if not enough:
        reasons = dict.fromkeys(figures, f"{customers} customers are too few to compare models")
    else:
        for name in figures:
            if not _beats(gains[best], gains[name]):
                reasons[name] = f"not better than the simpler {selected} by more than noise"
        reasons[selected] = (
            "the best" if selected == best else f"the simplest that is not worse than {best}"
        )
    return [
        {
            "suggestion_type": kind,
            "model_name": name,
            **mean_figures(one),
            "customers": customers,
            "as_of_date": pd.Timestamp(day, unit="D"),
            "is_selected": name == selected,
            "reason": reasons[name],
        }
        for name, one in figures.items()
    ]


def _beats(gains: np.ndarray, others: np.ndarray) -> bool:
    """Whether the mean of the first is larger by more than noise."""
    more = gains - others
    return bool(float(more.mean()) > _NOISE * float(more.std()) / float(np.sqrt(more.size)))
