"""Live sessions: a facilitator leads, a room answers, and nobody is named, ranked or timed."""
