"""`init`: the beginnings of a project."""

from __future__ import annotations

from pathlib import Path

from localize import locales
from localize.config import FILE_NAME
from localize.errors import ConfigError, Place, WriteError

_IGNORED = ".localize/\nbuild/\n"
_UNION = "locales/*/ledger.jsonl merge=union\n"
_GLOSSARY = "term,treatment,match,{locales},note\n"


def init(root: Path, source: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    """Make what is missing of a project; returns the paths made, relative to `root`.

    Nothing that is there already is touched. Raises ConfigError for an unknown locale, WriteError where the folder
    cannot be written.
    """
    source = locales.check(source)
    targets = tuple(dict.fromkeys(locales.check(name) for name in targets))
    if source in targets:
        raise ConfigError(f"the source locale {source!r} is among the target locales")
    quoted = ", ".join(f'"{name}"' for name in targets)
    texts = {
        FILE_NAME: f'source_locale = "{source}"\ntarget_locales = [{quoted}]\n',
        "glossary/terms.csv": _GLOSSARY.format(locales=",".join(targets)) if targets else "",
        ".gitignore": _IGNORED,
        ".gitattributes": _UNION,
    }
    made: list[str] = []
    try:
        for folder in ("source", "locales", "glossary", "models"):
            if not (root / folder).is_dir():
                (root / folder).mkdir(parents=True)
                made.append(f"{folder}/")
        for name, text in texts.items():
            path = root / name
            taken = path.exists() or (
                name.startswith("glossary/") and any(path.parent.glob("*.csv"))
            )
            if text and not taken:
                path.write_text(text, encoding="utf-8")
                made.append(name)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror}", place=Place(file=str(error.filename or root))
        ) from error
    return tuple(made)
