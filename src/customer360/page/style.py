"""How the page looks: one style sheet, and HTML with every value escaped."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import streamlit as st

__all__ = [
    "apply_style",
    "chip",
    "definition",
    "element",
    "heading",
    "markdown_text",
    "panel",
    "show",
]

_SHEET = Path(__file__).with_name("style.css")


def apply_style() -> None:
    """Give the page its style sheet."""
    st.html(_SHEET)


def show(html: str) -> None:
    """Show HTML that `element` made; nothing where there is none."""
    if html:
        st.html(html)


def heading(text: str) -> None:
    """Show the heading of a page."""
    show(element("h1", text=text))


def element(tag: str, *content: str, css: str = "", text: object = None, **attributes: str) -> str:
    """Write an element.

    Args:
        tag: Such as div.
        content: Elements inside it, made by this function.
        css: Its classes.
        text: Text inside it, before the content: any value, escaped here.
        attributes: Further attributes; `aria_label` is written aria-label, values are escaped.
    """
    classes = f' class="{escape(css)}"' if css else ""
    others = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    inside = ("" if text is None else escape(str(text))) + "".join(content)
    return f"<{tag}{classes}{others}>{inside}</{tag}>"


def panel(title: str, *content: str) -> str:
    """Write a panel with a heading."""
    return element("section", element("h2", text=title), *content, css="panel")


def definition(term: str, text: object, remark: str = "", kind: str = "") -> str:
    """Write a term, what it is and a quiet remark; its kind (bad, warn, strong) colours it."""
    # an e-mail address breaks after its sign, if it must
    name, sign, domain = str(text).partition("@")
    rest = ("<wbr>", element("span", text=domain)) if sign else ()
    said = element("span", *rest, css=f"value {kind}".strip(), text=f"{name}{sign}")
    quiet = element("span", css="quiet", text=f" {remark}") if remark else ""
    return element("dl", element("dt", text=term), element("dd", said, quiet))


def chip(text: object, kind: str = "") -> str:
    """Write a small label; its kind (good, bad, warn, quiet) colours it."""
    return element("span", css=f"chip {kind}".strip(), text=text)


def markdown_text(value: object) -> str:
    """Write a value as Markdown that shows it as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", str(value)).replace("\n", " ")
