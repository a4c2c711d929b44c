"""Taking the demo away again, so that only one's own files are left."""

from pathlib import Path

import pyarrow.parquet as pq

from customer360.demo.truth import FILES, is_complete


def remove_demo(landing: Path, truth_dir: Path) -> int:
    """Remove the demo's own files and its truth; every other file stays.

    Args:
        landing: Folder with one folder per system.
        truth_dir: Folder of the truth, which lists the files of the demo.

    Returns:
        Number of raw files removed.

    Raises:
        FileNotFoundError: If no complete demo is known there.
    """
    if not is_complete(truth_dir):
        raise FileNotFoundError(f"{truth_dir} knows of no demo")
    listed = pq.read_table(truth_dir / "files.parquet", columns=["system", "file"]).to_pylist()
    removed = 0
    for row in listed:
        path = landing / row["system"] / row["file"]
        if path.exists():
            path.unlink()
            removed += 1
    for folder in {landing / row["system"] for row in listed}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    for name in FILES:
        (truth_dir / name).unlink(missing_ok=True)
    return removed
