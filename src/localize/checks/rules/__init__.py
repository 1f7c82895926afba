"""One check a file, one signature: `(pair, scope) -> problems`. The registry names them all."""
