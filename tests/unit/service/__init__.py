"""Tests of `extractor.service`."""
