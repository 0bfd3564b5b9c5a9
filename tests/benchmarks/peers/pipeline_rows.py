"""Whole pipelines: learning, start-up, what the engine adds to its kernels, two threads."""

import os
import subprocess
import sys
import time
from statistics import median

import numpy as np

import environment
from rounds import Called, alternate
from rows import row, timed


@row("water W1, features + fit + test, warm / numpy with featomic", 0.10, "ms")
def water(context):
    from water_numpy import Water

    peer = Water(environment.ROOT / "examples" / "water")
    with context.worker() as worker:
        ours = worker.make("water", 40, 40, 50, 1)
        seconds = alternate(ours, Called(peer.run), context.effort)
        levels = ours.result()["eigenvalues"].reshape(-1, 6)
    difference = np.max(np.abs(levels - peer.levels))
    own, other = (1e3 * 27.211386245988 * np.sqrt(np.mean((found - peer.reference) ** 2)) for found in (levels, peer.levels))
    return timed(seconds, 1e3, f"RMSE {own:.4f} and {other:.4f} meV, eigenvalues differ by at most {difference:.1e} Ha")


@row("cold command, water W1 / python -c 'import featomic, sklearn'", 2.0, "s")
def cold(context):
    """Both from warm file caches, on all cores, as a user starts them. The start-up cache is made before the first round."""
    script = environment.ROOT / "examples/water/water.experiment.kts"
    out = context.folder / "cold"
    command = [environment.ROOT / "ncenter", "run", script, "--set", "splits=W1", "--out", out]
    free = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}

    def run(words):
        cores = context.cores
        started = time.perf_counter()
        pinned = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        subprocess.run(words, check=True, capture_output=True, env=free, preexec_fn=pinned)
        return time.perf_counter() - started

    importing = [sys.executable, "-c", "import featomic, sklearn"]
    run(command), run(importing)
    cached = wait_for_start_cache()
    rounds = [(run(importing), run(command)) for _ in range(max(5, context.effort.rounds))]
    peer, ours = (median(column) for column in zip(*rounds))
    return timed((ours, peer, median(b / a for a, b in rounds)), 1.0, f"start-up cache {'in use' if cached else 'not there'}")


def wait_for_start_cache(seconds=60):
    """The launcher makes it behind the back of the first command. False if there is none after that time."""
    base = os.environ.get("NCENTER_CACHE") or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "ncenter")
    folder = os.path.join(base, "start")
    end = time.time() + seconds
    while time.time() < end:
        time.sleep(2)
        names = os.listdir(folder) if os.path.isdir(folder) else []
        if any(name.endswith(".aot") for name in names) and not any(name.endswith(".lock") for name in names):
            return True
    return False


@row("engine over its kernels, density of the box / kernels alone", 1.2, "us/atom")
def engine_overhead(context):
    words = (context.files["box"], 5.0, 8, 6)
    with context.worker() as worker:
        whole = worker.make("density", *words)
        seconds = alternate(whole, worker.make("kernels", *words), context.effort)
    return timed(seconds, 1e6 / 999, "neighbor search and expansion on bare arrays")


@row("engine over its steps, training W1 / sum of the steps", 1.2, "ms")
def step_overhead(context):
    with context.worker() as worker:
        ours = worker.make("water", 40, 40, 50, 1)
        # Java may still compile: that slows a run and the steps in it alike.
        ours.seconds(200)
        ratios, walls = [], []
        for _ in range(4 * context.effort.rounds):
            walls.append(ours.seconds(1)[0])
            ratios.append(ours.figure())
    ratio = median(ratios)
    return timed((median(walls), median(walls) / ratio, ratio), 1e3, "the steps' own clocks")


@row("two threads / one, density of the box", 1 / 1.7, "ms", words=("density", "box", 5.0, 8, 6))
@row("two threads / one, CG product of 100 ethanes", 1 / 1.7, "ms", words=("correlation", "ethanes", 4.0, 6, 4))
@row("two threads / one, CG product contracted to 32", 1 / 1.7, "ms", words=("contraction", "ethanes", 4.0, 6, 4, 32))
@row("two threads / one, syrk 20000 x 1000", 1 / 1.7, "ms", words=("syrk", "openblas", 20000, 1000))
@row("two threads / one, water W3 (400 structures)", 1 / 1.7, "ms", words=("water", 400, 400, 600))
def threads(context, words):
    """Both engines in one process that may use all cores."""
    if context.cores and len(context.cores) < 2:
        raise OSError("one core only")
    case, *rest = (context.files.get(word, word) for word in words)
    with context.worker(threads=2) as worker:
        two = worker.make(case, *rest, 2)
        one = worker.make(case, *rest, 1)
        seconds = alternate(two, one, context.effort)
    return timed(seconds, 1e3, "same bits")
