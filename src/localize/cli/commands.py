"""Every command, registered by importing its module. Light: each loads what it needs when it runs."""

from localize.cli import (
    build,
    check,
    doctor,
    exchange,
    glossary,
    init,
    looking_back,
    models,
    review,
    serve,
    status,
    sync,
)

__all__ = [
    "build",
    "check",
    "doctor",
    "exchange",
    "glossary",
    "init",
    "looking_back",
    "models",
    "review",
    "serve",
    "status",
    "sync",
]
