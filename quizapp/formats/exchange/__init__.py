"""Banks in the formats of other systems: bytes to items and findings, items to bytes and findings."""
