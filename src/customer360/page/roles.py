"""Who looks at the page, and which pages each of them has."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PAGES", "ROLES", "Page", "Role"]


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        key: Its place in the address, and of its title in labels.csv (`page.<key>`).
        module: Module of customer360.page whose function `render` shows it.
        group: Heading in the navigation, in labels.csv (`group.<group>`).
        icon: Material symbol beside the title.
    """

    key: str
    module: str
    group: str
    icon: str


@dataclass(frozen=True)
class Role:
    """One role, named as in the views `role_<key>__<subject>`.

    Attributes:
        key: Its name in the views, and in labels.csv (`role.<key>`).
        pages: Keys of its pages, the first is where it starts.
        by_store: Its views hold one part per store, and it sees the part of one.
        finds_by_id: Its search knows customers by their ids, the retired ones too.
        newest_first: Column of its profiles by which the most likely of namesakes comes first.
    """

    key: str
    pages: tuple[str, ...]
    by_store: bool = False
    finds_by_id: bool = True
    newest_first: str = "last_order_at"


PAGES = {
    page.key: page
    for page in (
        Page("search", "search", "customer", ":material/search:"),
        Page("profile", "person.profile", "customer", ":material/person:"),
        Page("why", "person.why_linked", "customer", ":material/hub:"),
        Page("review", "review", "identity", ":material/rule:"),
        Page("start", "overview.start", "overview", ":material/monitoring:"),
        Page("segments", "overview.segments", "overview", ":material/donut_small:"),
        Page("stores", "overview.stores", "overview", ":material/storefront:"),
        Page("channels", "overview.channels", "overview", ":material/route:"),
        Page("campaigns", "overview.campaigns", "overview", ":material/campaign:"),
        Page("health", "overview.health", "overview", ":material/health_and_safety:"),
    )
}

ROLES = {
    role.key: role
    for role in (
        Role("customer_service", ("search", "profile", "why", "health")),
        Role(
            "store_manager",
            ("search", "profile", "stores"),
            by_store=True,
            newest_first="store_last_order_on",
        ),
        Role(
            "marketing",
            ("search", "profile", "segments", "stores", "channels", "campaigns"),
            finds_by_id=False,
        ),
        Role("management", ("start", "segments", "stores", "channels", "campaigns", "health")),
        Role(
            "data_steward",
            ("search", "profile", "why", "review", "health"),
            newest_first="first_seen_at",
        ),
    )
}
