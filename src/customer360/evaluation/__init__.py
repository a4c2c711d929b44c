"""How well identities and scores agree with a known truth."""

from customer360.evaluation.bcubed import BcubedScore, bcubed_score
from customer360.evaluation.demo import DemoEvaluation, evaluate_demo
from customer360.evaluation.identity import IdentityEvaluation, evaluate_identity
from customer360.evaluation.kinds import errors_by_kind
from customer360.evaluation.leaving import LeavingEvaluation, evaluate_leaving
from customer360.evaluation.pairwise import PairwiseScore, pairwise_score
from customer360.evaluation.records import UnusableInputError
from customer360.evaluation.resolve import Resolution, ResolveError, resolve

__all__ = [
    "BcubedScore",
    "DemoEvaluation",
    "IdentityEvaluation",
    "LeavingEvaluation",
    "PairwiseScore",
    "Resolution",
    "ResolveError",
    "UnusableInputError",
    "bcubed_score",
    "errors_by_kind",
    "evaluate_demo",
    "evaluate_identity",
    "evaluate_leaving",
    "pairwise_score",
    "resolve",
]
