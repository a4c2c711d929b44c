"""How well the identity graph agrees with a known truth."""

from customer360.evaluation.demo import DemoEvaluation, evaluate_demo
from customer360.evaluation.pairwise import PairwiseScore, pairwise_score

__all__ = ["DemoEvaluation", "PairwiseScore", "evaluate_demo", "pairwise_score"]
