"""How right the extractor is, measured on gold; the extractor never imports this package."""
