"""A walk through the page in a real browser: search, profile, why linked, a decision, overviews.

With CUSTOMER360_PICTURES_OF=<published file> the walk goes through that file instead of the small
one and leaves its pictures in docs/pictures.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import duckdb
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from customer360.page.labels import label
from customer360.page.roles import ROLES

from .conftest import HEADER, REPOSITORY

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
LAPTOP, PHONE = (1440, 900), (390, 844)
SECONDS = 60
# somebody of whom there is something to see on each part of the profile
SOMEBODY = """
    select display_name
    from role_customer_service__profiles
    where display_name similar to '[A-Za-z]{4,} [A-Za-z]{5,}'
        and city is not null and rfm_segment is not null and next_best_action <> 'none'
        and risk_band in ('medium', 'high') and points_expiring_30d > 0 and open_cart_quantity > 0
    order by (complaint_count > 0) desc, (city in ('Torino', 'Milano')) desc, order_count desc,
        customer_id
    limit 1
"""

Take = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def file(published: Path) -> Path:
    """The published file that is walked through."""
    asked = os.environ.get("CUSTOMER360_PICTURES_OF")
    return Path(asked).resolve() if asked else published


@pytest.fixture(scope="module")
def decisions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("walk") / "steward_decisions.csv"
    path.write_text(HEADER, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def address(file: Path, decisions: Path) -> Iterator[str]:
    """Serve the page as `make page` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(REPOSITORY / "scripts" / "page.py"), "--port", str(port)]
    command += ["--published", str(file), "--decisions", str(decisions)]
    log = decisions.with_name("page.log")
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, cwd=REPOSITORY)
    try:
        _wait_until_up(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=SECONDS)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _wait_until_up(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the page does not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Page]:
    """A browser that reports errors of its console and whatever leaves this machine."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing: install the package chromium, which walks the page")
    trouble: list[str] = []
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=CHROMIUM,
            headless=True,
            args=list(ARGUMENTS),
            viewport={"width": LAPTOP[0], "height": LAPTOP[1]},
        )
        context.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda sent: trouble.append(sent.url) if _leaves(sent.url) else None)
        yield page
        context.close()
    assert trouble == []


def _leaves(url: str) -> bool:
    return re.match(r"(https?|wss?)://(?!127\.0\.0\.1[:/])", url) is not None


@pytest.fixture(scope="module")
def take() -> Take:
    """Take a picture for the README, if pictures are asked for."""
    folder = REPOSITORY / "docs" / "pictures"

    def picture(page: Page, name: str) -> None:
        if os.environ.get("CUSTOMER360_PICTURES_OF"):
            folder.mkdir(exist_ok=True)
            page.wait_for_timeout(1500)  # charts are drawn after their page is there
            page.screenshot(path=folder / f"{name}.png")

    return picture


def settled(page: Page) -> None:
    """Wait until the page has been made in full, and see that nothing went wrong on it."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("h1").first).to_be_visible()


def choose_role(page: Page, role: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("combobox", name=re.compile("Who looks")).click()
    page.get_by_role("option", name=label("en", f"role.{role}"), exact=True).click()
    expect(page).to_have_url(re.compile(f"role={role}"))
    settled(page)


def go_to(page: Page, key: str) -> None:
    title = label("en", f"page.{key}")
    links = page.get_by_test_id("stSidebarNav")
    links.get_by_role("link", name=title).click()
    expect(links.locator("[aria-current=page]")).to_have_text(re.compile(title))
    settled(page)


def heights(page: Page) -> tuple[int, int]:
    """Return the height of what there is, and of what is seen of it."""
    script = "(main) => [main.scrollHeight, main.clientHeight]"
    there, seen = page.get_by_test_id("stMain").evaluate(script)
    return there, seen


def test_a_walk(address: str, file: Path, decisions: Path, browser: Page, take: Take) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        somebody = connection.execute(SOMEBODY).fetchone()
    assert somebody is not None
    (name,) = somebody
    browser.goto(address)
    settled(browser)

    # found by a name with a slip, with the keyboard alone
    browser.get_by_label("Name, e-mail, phone, card, number or id").focus()
    given, _, family = str(name).partition(" ")
    browser.keyboard.type(f"{family[:-2]}{family[-1]} {given}")
    browser.keyboard.press("Enter")
    found = browser.get_by_test_id("stMain").get_by_role("link", name=name).first
    expect(found).to_be_visible()
    settled(browser)
    take(browser, "search")
    found.focus()
    browser.keyboard.press("Enter")

    # the profile is on one screen
    expect(browser.locator("h1")).to_have_text(name)
    settled(browser)
    expect(browser.get_by_role("list", name="What happened, newest first")).to_be_visible()
    there, seen = heights(browser)
    assert there <= seen
    for heading in ("Contact", "Consents", "Risk of leaving", "Next best action", "Loyalty points"):
        expect(browser.get_by_role("heading", name=heading)).to_be_visible()
    take(browser, "profile")

    go_to(browser, "why")
    expect(browser.locator("h1")).to_have_text(f"Why {name} is one person")
    expect(browser.get_by_text("by rule").first).to_be_visible()
    take(browser, "why_one_person")

    choose_role(browser, "data_steward")
    go_to(browser, "review")
    browser.get_by_label("Your name").fill("Ada Neri")
    browser.get_by_label("Reason").fill("Spoke to both")
    take(browser, "to_decide")
    browser.get_by_role("button", name="Two people").click()
    expect(browser.get_by_role("button", name="Take back")).to_be_visible()
    (header, line) = decisions.read_text(encoding="utf-8").splitlines()
    assert header + "\n" == HEADER
    assert re.fullmatch(r"page-\w+,keep_apart,.+,Ada Neri,[\d-]+,Spoke to both", line)

    choose_role(browser, "management")
    expect(browser.get_by_test_id("stMain").locator("h1, h2").first).to_be_visible()
    take(browser, "overview")
    for page in ROLES["management"].pages[1:]:
        go_to(browser, page)
        if page == "segments":
            take(browser, "segments")


@pytest.mark.parametrize("role", ["customer_service", "store_manager", "marketing", "data_steward"])
def test_nothing_is_cut_off_on_a_phone(address: str, file: Path, browser: Page, role: str) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        row = (
            connection.execute(
                f"select * from role_{role}__profiles where city is not null order by customer_id"
            )
            .df()
            .iloc[0]
        )
    browser.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    store = f"&store={row['store_id']}" if role == "store_manager" else ""
    browser.goto(f"{address}/profile?role={role}&customer={row['customer_id']}{store}")
    expect(browser.locator("h1")).to_have_text(row["display_name"])
    settled(browser)
    script = """(main) => [...main.querySelectorAll('.stHtml *')].filter((part) => {
        const box = part.getBoundingClientRect();
        return box.width > 1 && box.right > window.innerWidth && !part.closest('.scroll');
    }).map((part) => part.textContent)"""
    assert browser.get_by_test_id("stMain").evaluate(script) == []
    assert browser.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
