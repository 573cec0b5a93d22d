"""Pages for tests, read without the process that parses documents."""

from extractor.reading.blocks import Content
from extractor.reading.html import read


def page(body: str, head: str = "") -> Content:
    """A page of UTF-8 with this body."""
    return read(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())
