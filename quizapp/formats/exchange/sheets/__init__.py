"""Banks as tables: CSV and XLSX, read and written."""
