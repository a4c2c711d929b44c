"""Public data sets as raw files of the contract, and the proof that nothing got lost."""

from customer360.public_data.compare import Difference
from customer360.public_data.complete_journey import (
    DATA_NOTE,
    CompleteJourney,
    Written,
    land_complete_journey,
    load_complete_journey,
)
from customer360.public_data.complete_journey_check import verify_complete_journey
from customer360.public_data.errors import PublicDataError

__all__ = [
    "DATA_NOTE",
    "CompleteJourney",
    "Difference",
    "PublicDataError",
    "Written",
    "land_complete_journey",
    "load_complete_journey",
    "verify_complete_journey",
]
