"""Timing: both sides alternate in the same rounds, so that what else the machine does hits both."""

import time
from statistics import median


class Called:
    """A peer's call with the same face as a worker's case. `overhead` seconds of the call itself are taken off."""

    def __init__(self, call, overhead=0.0):
        self.call, self.overhead = call, overhead

    def seconds(self, count):
        taken = []
        for _ in range(count):
            started = time.perf_counter()
            self.call()
            taken.append(time.perf_counter() - started - self.overhead)
        return taken


class Effort:
    """How long to warm up, how many rounds, and how long one side may take in a round (seconds)."""

    def __init__(self, quick):
        self.warm = 2.0 if quick else 5.0
        self.rounds = 5 if quick else 12
        self.slice = 0.25 if quick else 0.6


def warm(side, seconds):
    """Runs until the time is over; returns seconds per run at the end."""
    end = time.perf_counter() + seconds
    last = side.seconds(1)[-1]
    while time.perf_counter() < end:
        count = max(1, min(1000, int(0.2 / max(last, 1e-7))))
        last = median(side.seconds(count))
    return last


def alternate(ours, peer, effort):
    """Median seconds per run of both sides and the median over rounds of their ratio."""
    sides = (peer, ours)
    counts = []
    for side, seconds in ((peer, effort.warm / 4), (ours, effort.warm)):
        counts.append(max(1, int(effort.slice / max(warm(side, seconds), 1e-7))))
    medians = [[median(side.seconds(count)) for side, count in zip(sides, counts)] for _ in range(effort.rounds)]
    theirs, own = (median(column) for column in zip(*medians))
    return own, theirs, median(b / a for a, b in medians)
