"""What to study beyond what comes today."""
