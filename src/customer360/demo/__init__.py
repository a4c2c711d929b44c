"""Demo retailer: raw files of twelve source systems, and apart from them the truth behind them.

Tills, web shop, tracker, loyalty programme, CRM and consent; around them the tool that sends mails,
the contact centre, surveys, advertising platforms, social networks and bought data. What happens in
one of them shows in the others: who will leave complains more and answers worse, messages tire,
clicks lead to visits, visits to purchases in a shop.
"""

from customer360.demo.generate import GenerateError, Options, generate
from customer360.demo.records import RecordOptions, generate_records, level
from customer360.demo.remove import remove_demo
from customer360.demo.truth import is_complete

__all__ = [
    "GenerateError",
    "Options",
    "RecordOptions",
    "generate",
    "generate_records",
    "is_complete",
    "level",
    "remove_demo",
]
