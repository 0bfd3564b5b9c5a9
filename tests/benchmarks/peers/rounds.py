"""Timing: both sides alternate in the same rounds, so that what else the machine does hits both."""

import time
from statistics import median


clock = time.perf_counter


def count_processor_time():
    """From now on the processor time of all threads of a process counts, not wall time: for a machine that does other work too."""
    global clock
    clock = time.process_time


def counts_processor_time():
    return clock is time.process_time


class Called:
    """A peer's call with the same face as a worker's case. `overhead` seconds of the call itself are taken off."""

    def __init__(self, call, overhead=0.0):
        self.call, self.overhead = call, overhead

    def seconds(self, count):
        taken = []
        for _ in range(count):
            started = clock()
            self.call()
            taken.append(clock() - started - self.overhead)
        return taken


class Effort:
    """How long to warm up, how many rounds, and how long one side may take in a round (seconds)."""

    def __init__(self, quick):
        self.warm = 2.0 if quick else 5.0
        self.rounds = 5 if quick else 12
        self.slice = 0.25 if quick else 0.6


def warm(side, seconds):
    """Runs for that time and then until it gets no faster: on a busy machine Java compiles late. Returns seconds per run at the end."""
    started = time.perf_counter()
    best = last = side.seconds(1)[-1]
    idle = 0
    while True:
        last = median(side.seconds(max(1, min(1000, int(0.2 / max(last, 1e-7))))))
        idle = 0 if last < 0.95 * best else idle + 1
        best = min(best, last)
        passed = time.perf_counter() - started
        if passed > seconds and idle >= 3 or passed > 8 * seconds:
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
