"""Kernels in cache, and dense linear algebra: sphericart, a C program, OpenBLAS called from C."""

import ctypes
import glob
import json
import os
import shutil
import subprocess
import sysconfig
from statistics import median

import numpy as np

import environment
import rounds
from rounds import Called, alternate, warm
from rows import rates, row, timed


def library_of(package, pattern):
    found = glob.glob(os.path.join(sysconfig.get_paths()["purelib"], package, pattern))
    if not found:
        raise FileNotFoundError(f"no {pattern} in {package}")
    return ctypes.CDLL(found[0])


def pointer(array):
    return array.ctypes.data_as(ctypes.c_void_p)


def call_overhead(call):
    """Seconds that ctypes itself takes: the same call on no points."""
    taken = Called(call).seconds(2000)
    return median(taken)


@row("harmonics in cache, lMax 4 / sphericart", 0.30, "ns/point", l=4, gradients=False)
@row("harmonics in cache, lMax 6 / sphericart", 0.30, "ns/point", l=6, gradients=False)
@row("harmonics in cache, lMax 8 / sphericart", 0.30, "ns/point", l=8, gradients=False)
@row("harmonics with gradients, lMax 4 / sphericart", 0.40, "ns/point", l=4, gradients=True)
@row("harmonics with gradients, lMax 6 / sphericart", 0.40, "ns/point", l=6, gradients=True)
@row("harmonics with gradients, lMax 8 / sphericart", 0.40, "ns/point", l=8, gradients=True)
def harmonics(context, l, gradients, points=1000):
    library = library_of("sphericart/lib", "libsphericart*")
    library.sphericart_spherical_harmonics_new.restype = ctypes.c_void_p
    calculator = ctypes.c_void_p(library.sphericart_spherical_harmonics_new(ctypes.c_size_t(l)))
    size = (l + 1) ** 2
    values, derivatives = np.zeros((points, size)), np.zeros((points, 3, size))
    with context.worker() as worker:
        ours = worker.make("harmonics", l, points, "gradients" if gradients else "values")
        ours.seconds(1)
        xyz = np.ascontiguousarray(ours.result()["xyz"])

        def call_with(n):
            arguments = [calculator, pointer(xyz), ctypes.c_size_t(3 * n), pointer(values), ctypes.c_size_t(n * size)]
            if not gradients:
                function = library.sphericart_spherical_harmonics_compute_array
            else:
                function = library.sphericart_spherical_harmonics_compute_array_with_gradients
                arguments += [pointer(derivatives), ctypes.c_size_t(3 * n * size)]
            return lambda: function(*arguments)

        peer = Called(call_with(points), call_overhead(call_with(0)))
        seconds = alternate(ours, peer, context.effort)
        result = ours.result()
    difference = np.max(np.abs(result["values"] - values))
    if gradients:
        difference = max(difference, np.max(np.abs(result["gradients"] - derivatives)))
    return timed(seconds, 1e9 / points, f"max difference {difference:.1e}")


def coupling_program():
    """The C program beside this file, compiled for this machine."""
    source = environment.HERE / "coupling.c"
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not source.exists() or not compiler:
        raise FileNotFoundError("coupling.c is not there" if compiler else "no C compiler")
    program = environment.TARGET / "coupling"
    subprocess.run([compiler, "-O3", "-march=native", "-o", program, source, "-lm"], check=True, capture_output=True, text=True)
    return program


@row("CG kernel, lMax 3 / C with AVX-512", 1 / 0.85, "Gterm/s", l=3)
@row("CG kernel, lMax 4 / C with AVX-512", 1 / 0.85, "Gterm/s", l=4)
@row("CG kernel, lMax 5 / C with AVX-512", 1 / 0.85, "Gterm/s", l=5)
@row("CG kernel, lMax 6 / C with AVX-512", 1 / 0.85, "Gterm/s", l=6)
def coupling(context, l):
    """The program prints one JSON line per lMax: the best of 400 slices, so ours is the best of as many."""
    problem = ""
    try:
        program = coupling_program()
    except (OSError, subprocess.CalledProcessError) as missing:
        program, problem = None, f"peer missing: {missing}"
    with context.worker() as worker:
        ours = worker.make("coupling", l)
        warm(ours, context.effort.warm)
        terms = ours.figure()
        own, theirs = [], []
        for _ in range(min(5, context.effort.rounds)):
            own.append(terms * 1e-9 / min(ours.seconds(400)))
            if program:
                printed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
                theirs += [line["gterms_per_s"] for line in map(json.loads, printed.splitlines()) if line["lMax"] == l]
    if not theirs:
        return {"ours": median(own), "peer": None, "ratio": None, "check": problem or f"the program printed nothing for lMax {l}"}
    return rates(median(own), median(theirs), "12 x 12 properties, 4 samples; the program checks its own numbers")


@row("power spectrum, tile in L2 / machine's peak", 1 / 0.40, "GF/s")
def spectrum_kernel(context):
    """28 atoms, 2 species x 8 radial functions, lMax 6: the tile of the engine for the water box, again and again."""
    with context.worker() as worker:
        ours = worker.make("triangle", 16, 6)
        warm(ours, context.effort.warm)
        taken = median(median(ours.seconds(400)) for _ in range(context.effort.rounds))
        flops = ours.figure()
    return rates(flops * 1e-9 / taken, context.peak * 1e-9, "the kernel alone; each pair of properties counts once")


@row("power spectrum, the step from a stored density / machine's peak", None, "GF/s")
def spectrum_step(context):
    with context.worker() as worker:
        ours = worker.make("invariants", context.files["box"], 5.0, 8, 6)
        warm(ours, context.effort.warm)
        taken = []
        for _ in range(5 * context.effort.rounds):
            seconds = ours.seconds(1)[0]
            taken.append(seconds * ours.figure())
    flops = 2.0 * 999 * 49 * (16 * 17 // 2)
    return rates(flops * 1e-9 / median(taken), context.peak * 1e-9, "the step's share of the wall time: its output goes to fresh memory")


class Blas:
    """OpenBLAS as numpy ships it, called through its C interface on one thread."""

    def __init__(self):
        self.library = library_of("numpy.libs", "libscipy_openblas*")
        self.library.scipy_openblas_get_config64_.restype = ctypes.c_char_p
        self.config = self.library.scipy_openblas_get_config64_().decode()

    def syrk(self, a, c):
        rows, n = a.shape
        one, zero, integer = ctypes.c_double(1.0), ctypes.c_double(0.0), ctypes.c_int64
        row_major, upper, transposed = 101, 121, 112
        self.library.scipy_cblas_dsyrk64_(
            row_major, upper, transposed, integer(n), integer(rows), one, pointer(a), integer(n), zero, pointer(c), integer(n)
        )

    def cholesky(self, a):
        n, status = ctypes.c_int64(len(a)), ctypes.c_int64(0)
        self.library.scipy_dpotrf_64_(
            ctypes.c_char_p(b"U"), ctypes.byref(n), pointer(a), ctypes.byref(n), ctypes.byref(status), ctypes.c_size_t(1)
        )
        if status.value:
            raise ArithmeticError("the peer's matrix is not positive definite")


class Factorized(rounds.Peer):
    """Cholesky on a fresh copy each time; the copy is outside the time."""

    def __init__(self, blas, matrix):
        self.blas, self.matrix, self.factor = blas, matrix, matrix.copy()

    def seconds(self, count):
        taken = []
        for _ in range(count):
            self.factor[:] = self.matrix
            started = rounds.clock()
            self.blas.cholesky(self.factor)
            taken.append(rounds.clock() - started)
        return taken


@row("syrk 20000 x 1000, ours / OpenBLAS from C", 1 / 0.95, "ms")
def syrk(context):
    blas = Blas()
    a = np.random.default_rng(4).uniform(-1, 1, (20000, 1000))
    c = np.zeros((1000, 1000))
    with context.worker() as worker:
        ours = worker.make("syrk", "openblas", 20000, 1000)
        seconds = alternate(ours, Called(lambda: blas.syrk(a, c)), context.effort)
        trace, squares, _ = ours.result()["trace"]
    wrong = max(abs(trace / squares - 1), abs(np.trace(c) / np.sum(a * a) - 1))
    return timed(seconds, 1e3, f"both traces right to {wrong:.0e}; C side {blas.config.split(' MAX')[0]}")


@row("Cholesky 4000, OpenBLAS from Java / from C", 1 / 0.95, "ms")
def cholesky(context, n=4000):
    blas = Blas()
    distance = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    peer = Factorized(blas, 1.0 / (1.0 + distance) + 2.0 * np.eye(n))
    with context.worker() as worker:
        ours = worker.make("cholesky", "openblas", n)
        seconds = alternate(ours, peer, context.effort)
        difference = np.max(np.abs(ours.result()["diagonal"] - np.diag(peer.factor)))
    return timed(seconds, 1e3, f"max difference on the diagonal {difference:.0e}")


@row("syrk 20000 x 1000 in plain Java / machine's peak", 1 / 0.45, "GF/s")
def plain_syrk(context):
    with context.worker() as worker:
        ours = worker.make("syrk", "plain", 20000, 1000)
        warm(ours, context.effort.warm)
        taken = ours.seconds(context.effort.rounds)
        flops = ours.figure()
    return rates(flops * 1e-9 / median(taken), context.peak * 1e-9, "")
