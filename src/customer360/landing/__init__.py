"""Landing of the files that systems deliver; everything as text, nothing twice, nothing lost."""

from customer360.landing.ledger import landed_digest
from customer360.landing.report import FileOutcome, LandingReport, TableReport
from customer360.landing.rows import LandingError
from customer360.landing.run import land

__all__ = [
    "FileOutcome",
    "LandingError",
    "LandingReport",
    "TableReport",
    "land",
    "landed_digest",
]
