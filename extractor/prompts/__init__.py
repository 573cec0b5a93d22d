"""Prompts: files with an identity, rendered with what a request puts in."""

from __future__ import annotations

from .loading import Part, Prompt, PromptRole, load

__all__ = ("Part", "Prompt", "PromptRole", "load")
