"""Tests of `extractor.llm`."""
