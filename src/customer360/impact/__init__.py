"""What a rule change or new data does to customers: two published files side by side."""

from customer360.impact.compare import compare
from customer360.impact.figures import (
    Change,
    Customers,
    IdentityImpact,
    Ids,
    Records,
    Segment,
)
from customer360.impact.files import UnfitFileError
from customer360.impact.render import render

__all__ = [
    "Change",
    "Customers",
    "IdentityImpact",
    "Ids",
    "Records",
    "Segment",
    "UnfitFileError",
    "compare",
    "render",
]
