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
	$(BIN)/gunicorn caucasus_center.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--no-control-socket --access-logfile /dev/null

dev: $(VENV)/.installed .env
	$(MANAGE) migrate --verbosity 0
	DEBUG=on $(MANAGE) runserver $(PORT)

test: $(VENV)/.tested
	$(BIN)/pytest -n auto

lint: $(VENV)/.tested
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
