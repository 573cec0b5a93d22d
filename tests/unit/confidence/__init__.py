"""Tests of `extractor.confidence`."""
