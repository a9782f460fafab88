"""Pictures that educators upload."""
