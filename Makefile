# `make run` and `make test` are all that a newcomer needs; the rest is for daily work.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py

.PHONY: run dev test lint bench soak lock clean

run: $(VENV)/.installed .env
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) demo
	SEND_MAIL_AT_ONCE=on $(BIN)/gunicorn caucasus_center.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--no-control-socket --access-logfile /dev/null

dev: $(VENV)/.installed .env
	$(MANAGE) migrate --verbosity 0
	DEBUG=on $(MANAGE) runserver $(PORT)

# The suite on SQLite, then the same suite on PostgreSQL where a server answers.
test: $(VENV)/.tested
	env -u TEST_DATABASE_URL $(BIN)/pytest -n auto --junitxml=.reports/sqlite.xml
	@if url=$$($(BIN)/python -m tests.servers); then \
		TEST_DATABASE_URL=$$url $(BIN)/pytest -n auto --junitxml=.reports/postgresql.xml; \
	elif [ -n "$$REQUIRE_EVERY_SUITE" ]; then exit 1; \
	else echo "The suite on PostgreSQL was skipped."; fi

lint: $(VENV)/.tested .env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python manage.py makemigrations --check --dry-run

# A secret of this checkout alone; .env is never committed.
.env:
	$(PYTHON) -c "import secrets; print('SECRET_KEY=' + secrets.token_urlsafe(50))" > .env

$(VENV)/.installed: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/.tested: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

bench: $(VENV)/.tested
	$(BIN)/python -m bench

soak: $(VENV)/.tested
	$(BIN)/pytest tests/soak -o python_files='soak_*.py' -p no:xdist

# Locks name no download address, so that every machine uses its own.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock:
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-production.in -o requirements-production.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) site.sqlite3* media submissions-files staticfiles .reports test-results
