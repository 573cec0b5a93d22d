"""Recognition of pictures."""
