"""What a class likely knows."""
