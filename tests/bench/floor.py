"""The floor: the least a program can do that logs one patrol durably, in three makings.

Convention: the same table, the same pragmas, the same answer; only what carries the words differs.

    python floor.py bare LEDGER STREET NAME       the standard library alone
    python floor.py typer LEDGER log STREET --by NAME
"""

from __future__ import annotations

import sqlite3
import sys
import time


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def make(path: str, streets: int = 300) -> None:
    connection = connect(path)
    connection.executescript(
        "CREATE TABLE street (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
        "CREATE TABLE patrol (id INTEGER PRIMARY KEY, street INTEGER, person TEXT, day INTEGER);"
        "CREATE INDEX by_street ON patrol(street, day);"
    )
    connection.executemany(
        "INSERT INTO street (name) VALUES (?)", [(f"S{n}",) for n in range(streets)]
    )
    connection.close()


def insert(path: str, street: str, person: str) -> str:
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    (key,) = connection.execute("SELECT id FROM street WHERE name = ?", (street,)).fetchone()
    day = int(time.time()) // 86400
    cursor = connection.execute(
        "INSERT INTO patrol (street, person, day) VALUES (?, ?, ?)", (key, person, day)
    )
    connection.execute("COMMIT")
    return f"logged {cursor.lastrowid}"


def listing(path: str, since: int) -> str:
    connection = connect(path)
    rows = connection.execute(
        "SELECT s.name, count(p.id), max(p.day) FROM street s LEFT JOIN patrol p "
        "ON p.street = s.id AND p.day >= ? GROUP BY s.id ORDER BY 2, s.id",
        (since,),
    )
    return "\n".join(f"{name:<12}{count:>5}  {last or 'never'}" for name, count, last in rows)


def typer_program() -> None:
    import typer

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.command()
    def log(street: str, by: str = typer.Option(...), db: str = typer.Option(...)) -> None:
        typer.echo(insert(db, street, by))

    @app.command()
    def overdue(db: str = typer.Option(...), since: int = 0) -> None:
        typer.echo(listing(db, since))

    app()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        print(insert(sys.argv[2], sys.argv[3], sys.argv[4]))
    elif sys.argv[1] == "bare-list":
        print(listing(sys.argv[2], int(sys.argv[3])))
    elif sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        del sys.argv[1]
        typer_program()
