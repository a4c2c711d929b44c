"""Scores: what customers may do next, learnt from features that SQL prepared."""

from customer360.scoring.run import ScoreReport, score_warehouse
from customer360.scoring.warehouse import ScoreInputError

__all__ = ["ScoreInputError", "ScoreReport", "score_warehouse"]
