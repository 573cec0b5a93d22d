"""The review: what people decide, and what it amounts to."""
