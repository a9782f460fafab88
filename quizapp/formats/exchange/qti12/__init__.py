"""QTI 1.2 as Canvas and others have it: read and written."""
