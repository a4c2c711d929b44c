"""Public data sets as raw files of the contract, and the proof that nothing got lost."""

from customer360.public_data.cdnow import CdnowWritten, land_cdnow, load_cdnow
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
from customer360.public_data.online_retail import (
    RetailWritten,
    land_online_retail,
    load_online_retail,
)
from customer360.public_data.online_retail_check import verify_online_retail

__all__ = [
    "DATA_NOTE",
    "CdnowWritten",
    "CompleteJourney",
    "Difference",
    "PublicDataError",
    "RetailWritten",
    "Written",
    "land_cdnow",
    "land_complete_journey",
    "land_online_retail",
    "load_cdnow",
    "load_complete_journey",
    "load_online_retail",
    "verify_complete_journey",
    "verify_online_retail",
]
