"""Tests of `extractor.openai_model`."""
