"""The outside world: engines, files, processes, models. Only `lockgate.bootstrap` picks from here."""
