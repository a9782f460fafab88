# Each command is one call of a portable script, so that `py tools/dev.py run` does the same without make.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run demo test lint format bench bench-live lock

help run demo test lint format bench bench-live lock:
	@$(PYTHON) tools/dev.py $@
