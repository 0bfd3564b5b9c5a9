"""Timing: both sides alternate in the same rounds, so that what else the machine does hits both."""

import time
from statistics import median


# Seconds after which we take a side as it is, for machines that never come to rest.
LONGEST_WARMING = 45.0

clock = time.perf_counter


def count_processor_time():
    """From now on the processor time of all threads of a process counts, not wall time: for a machine that does other work too."""
    global clock
    clock = time.process_time


def counts_processor_time():
    return clock is time.process_time


class Peer:
    """The other side, with the same face as a worker's case: `seconds(count)` of as many runs."""

    def compiled(self):
        """Seconds its runtime has spent on compiling so far: no peer compiles while it runs."""
        return 0.0


class Called(Peer):
    """A peer's call. `overhead` seconds of the call itself are taken off."""

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
    """Runs for that time and then until, for a second, runs get neither faster nor slower and Java compiles nothing. Returns how long a run keeps us waiting at the end.

    On one core the compiler and our run take turns: while it works, every run takes twice as long. A whole pipeline has thousands of methods, which
    keep it busy for half a minute. Its clock stands still during a single compilation, so the slower runs count too.
    """
    started = time.perf_counter()
    best, wait = side.seconds(1)[-1], time.perf_counter() - started
    idle, compiled = 0, side.compiled()
    while True:
        begun = time.perf_counter()
        count = max(1, int(0.2 / wait))
        last = median(side.seconds(count))
        wait = (time.perf_counter() - begun) / count
        before, compiled = compiled, side.compiled()
        quiet = compiled - before < 0.02 and 0.95 * best < last < 1.25 * best
        idle = idle + 1 if quiet else 0
        best = min(best, last)
        passed = time.perf_counter() - started
        if passed > seconds and idle >= 5 or passed > LONGEST_WARMING:
            return wait


def alternate(ours, peer, effort):
    """Median seconds per run of both sides and the median over rounds of their ratio."""
    sides = (peer, ours)
    counts = []
    for side, seconds in ((peer, effort.warm / 4), (ours, effort.warm)):
        counts.append(max(1, int(effort.slice / warm(side, seconds))))
    medians = [[median(side.seconds(count)) for side, count in zip(sides, counts)] for _ in range(effort.rounds)]
    theirs, own = (median(column) for column in zip(*medians))
    return own, theirs, median(b / a for a, b in medians)
