"""`python -m streetchief` is the same program as `streetchief`."""

from streetchief.cli.door import run

if __name__ == "__main__":
    run()
