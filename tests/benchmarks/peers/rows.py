"""The rows of the comparison, in the order of the table. A row's bar is the largest ratio that is good enough."""

import tempfile
from pathlib import Path

import inputs
from rounds import counts_processor_time
from worker import Worker

ROWS = []


class Row:
    def __init__(self, name, bar, unit, function, settings):
        self.name, self.bar, self.unit = name, bar, unit
        self.function, self.settings = function, settings

    def measure(self, context):
        return self.function(context, **self.settings)


def row(name, bar, unit, **settings):
    """Makes the decorated function a row; settings are passed to it."""

    def add(measure):
        # Decorators of one function apply from the bottom up; the table keeps the order in which they are written.
        at = next((k for k, other in enumerate(ROWS) if other.function is measure), len(ROWS))
        ROWS.insert(at, Row(name, bar, unit, measure, settings))
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
        """Our process. With two threads it may use all cores, and wall time counts."""
        if threads > 1:
            return Worker(self.cores, properties)
        return Worker(None, [*properties, "-Dncenter.benchmarks.cpu=%s" % str(counts_processor_time()).lower()])

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
