"""Tests of `extractor.cli`."""
