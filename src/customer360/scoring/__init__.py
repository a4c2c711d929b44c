"""Scores: what customers may do next, learnt from features that SQL prepared."""

from customer360.scoring.run import ScoreReport, score_warehouse

__all__ = ["ScoreReport", "score_warehouse"]
