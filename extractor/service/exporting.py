"""Extractions written in the forms people use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from ..export import write_csv, write_html, write_jsonl, write_parquet, write_xlsx
from ..records import Extraction

Writer = Callable[[Sequence[Extraction], Path], None]

FORMATS: Mapping[str, tuple[str, Writer]] = MappingProxyType(
    {
        "jsonl": ("narratives.jsonl", write_jsonl),
        "csv": ("csv", write_csv),
        "xlsx": ("facts.xlsx", write_xlsx),
        "html": ("report.html", write_html),
        "parquet": ("facts.parquet", write_parquet),
    }
)
"""Format name → file or folder name in the output folder, and its writer."""


def export(extractions: Sequence[Extraction], formats: Sequence[str], out: Path) -> tuple[Path, ...]:
    """`extractions` written to the folder `out` in each of `formats`; the paths written."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in formats:
        file, writer = FORMATS[name]
        writer(extractions, out / file)
        written.append(out / file)
    return tuple(written)
