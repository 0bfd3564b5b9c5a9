"""The rows of the comparison, in the order of the table. A row's bar is the largest ratio that is good enough."""

import tempfile
from pathlib import Path

import inputs
from worker import Worker

ROWS = []


class Row:
    def __init__(self, name, bar, unit, measure):
        self.name, self.bar, self.unit, self.measure = name, bar, unit, measure


def row(name, bar, unit, **settings):
    """Makes the decorated function a row; settings are passed to it."""

    def add(measure):
        ROWS.append(Row(name, bar, unit, lambda context: measure(context, **settings)))
        return measure

    return add


class Context:
    """What rows share: effort, input files, the machine's peak."""

    def __init__(self, effort, cores, peak):
        self.effort, self.cores, self.peak = effort, cores, peak
        self.folder = Path(tempfile.mkdtemp(prefix="ncenter-peers-"))
        small = inputs.molecules(inputs.WATER, 500, 1) + inputs.molecules(inputs.ETHANE, 500, 2)
        self.structures = {"box": inputs.box(), "small": small, "ethanes": inputs.molecules(inputs.ETHANE, 100, 3)}
        self.files = {name: inputs.write(all, self.folder / f"{name}.xyz") for name, all in self.structures.items()}

    def worker(self, threads=1, properties=()):
        return Worker(self.cores if threads > 1 else None, properties)

    def atoms(self, name):
        return inputs.atoms(self.structures[name])


def timed(seconds, scale, check):
    """A row's numbers from (ours, peer, ratio) in seconds, shown times `scale`."""
    ours, peer, ratio = seconds
    return {"ours": ours * scale, "peer": peer * scale, "ratio": ratio, "check": check}


def rates(ours, peer, check):
    """A row's numbers from two rates: the ratio is one of times."""
    return {"ours": ours, "peer": peer, "ratio": peer / ours, "check": check}


# Importing a module adds its rows.
import feature_rows  # noqa: E402,F401
import kernel_rows  # noqa: E402,F401
import pipeline_rows  # noqa: E402,F401
