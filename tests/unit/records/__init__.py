"""Tests of `extractor.records`."""
