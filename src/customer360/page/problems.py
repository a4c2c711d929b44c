"""What the page says where the published file gives no answer."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import streamlit as st

from .labels import label
from .source import Problem, Published, PublishedError

__all__ = ["is_run_under_way", "show_problem"]

# seconds between two looks at a file that is not there yet
_LOOK_AGAIN = 3


def show_problem(error: PublishedError, published: Published, language: str) -> None:
    """Say what is wrong with the file and what to do; look again by itself until it is right."""
    running = is_run_under_way(published.path)
    missing = error.problem in {Problem.MISSING, Problem.BUSY}
    key = "first_run" if running and missing else str(error.problem)
    st.header(label(language, f"problem.{key}.title"))
    st.markdown(label(language, f"problem.{key}.text", file=f"`{published.path}`"))
    if error.problem is Problem.NO_TABLE:
        st.caption(str(error))
    _reload_when_readable(published, str(error))


@st.fragment(run_every=_LOOK_AGAIN)
def _reload_when_readable(published: Published, former: str) -> None:
    try:
        published.query("select 1 as one")
    except PublishedError as error:
        if str(error) != former:
            st.rerun()
        return
    # readable, and yet not what was asked for: only another file can help
    before = st.session_state.setdefault("unreadable_identity", published.identity)
    if published.identity != before:
        del st.session_state["unreadable_identity"]
        st.rerun()


def is_run_under_way(published: Path) -> bool:
    """Return whether `make run` works on the warehouse of a published file.

    Args:
        published: The published file; the lock of its runs lies beside it (customer360.pipeline).
    """
    try:
        descriptor = os.open(published.with_name(f".{published.stem}.lock"), os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
