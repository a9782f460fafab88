"""Items in work: their form, what is found in it, and their preview."""
