"""Tests of `extractor.segmenting`."""
