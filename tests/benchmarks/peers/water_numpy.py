"""Row W1 of the water example in plain numpy with featomic's densities: same features, targets, ridge strengths, folds and split.

Densities and single neighbors come from featomic; products, targets and regression are numpy, written for speed where that costs no
clarity: one call per product of two orders, a small triangular factor in place of the wide feature matrix.
"""

from itertools import product

import numpy as np

HYPERS = {
    "cutoff": {"radius": 4.0, "smoothing": {"type": "ShiftedCosine", "width": 0.5}},
    "density": {"type": "Gaussian", "width": 0.3},
    "basis": {"type": "TensorProduct", "max_angular": 6, "radial": {"type": "Gto", "max_radial": 7}, "spline_accuracy": 1e-8},
}
L_MAX = 6
ALPHAS = 10.0 ** np.linspace(-14, 2, 33)


def to_real(l):
    """Unitary matrix from complex to real harmonics, m = -l..l."""
    u = np.zeros((2 * l + 1, 2 * l + 1), complex)
    u[l, l] = 1.0
    for m in range(1, l + 1):
        u[l + m, l + m], u[l + m, l - m] = (-1) ** m / np.sqrt(2), 1 / np.sqrt(2)
        u[l - m, l + m], u[l - m, l - m] = -1j * (-1) ** m / np.sqrt(2), 1j / np.sqrt(2)
    return u


def coupling(l1, l2, l3):
    """Real Clebsch-Gordan coefficients [m1, m2, mu]."""
    import wigners

    c = np.einsum("ai,bj,ck,ijk->abc", to_real(l1).conj(), to_real(l2).conj(), to_real(l3), wigners.clebsch_gordan_array(l1, l2, l3))
    return np.ascontiguousarray(c.real if (l1 + l2 + l3) % 2 == 0 else c.imag)


TABLES = {}


def table(l1, l2, l3):
    if (l1, l2, l3) not in TABLES:
        TABLES[l1, l2, l3] = coupling(l1, l2, l3)
    return TABLES[l1, l2, l3]


def proper(l3, ordered):
    """The (l1, l2) that couple to l3 with parity +1; each pair once if `ordered`."""
    for l1, l2 in product(range(L_MAX + 1), repeat=2):
        if abs(l1 - l2) <= l3 <= l1 + l2 and (l1 + l2 + l3) % 2 == 0 and not (ordered and l1 > l2):
            yield l1, l2


def outer(a, b, l1, l2, l3):
    """[s, mu, qa, qb] of a [s, m1, qa] and b [s, m2, qb]."""
    half = np.einsum("abm,sbp->smap", table(l1, l2, l3), b, optimize=True)
    s, m, _, p = half.shape
    return np.matmul(a.transpose(0, 2, 1)[:, None], half).reshape(s, m, a.shape[2], p)


def self_product(rho, l3):
    """nu = 2 of an atom: [s, mu, q], each unordered pair of (l, q) once, so that dot products are those of all pairs."""
    parts = []
    for l1, l2 in proper(l3, ordered=True):
        values = outer(rho[l1], rho[l2], l1, l2, l3)
        if l1 < l2:
            parts.append(np.sqrt(2) * values.reshape(*values.shape[:2], -1))
        else:
            i, j = np.triu_indices(values.shape[2])
            parts.append(values[:, :, i, j] * np.where(i == j, 1.0, np.sqrt(2)))
    return np.concatenate(parts, axis=2)


def pair_product(rho, g, l3):
    """nu = 1 of a pair: the first atom's density times the second atom."""
    parts = [outer(rho[l1], g[l2], l1, l2, l3) for l1, l2 in proper(l3, ordered=False)]
    return np.concatenate([part.reshape(*part.shape[:2], -1) for part in parts], axis=2)


def split_mix(state):
    """The generator that draws ncenter's folds."""
    mask = (1 << 64) - 1
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        a = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        b = ((a ^ (a >> 27)) * 0x94D049BB133111EB) & mask
        yield b ^ (b >> 31)


def folds(count, parts, seed=0):
    random = split_mix(seed)
    order = list(range(count))
    for k in range(count - 1, 0, -1):
        other = (next(random) >> 33) % (k + 1)
        order[k], order[other] = order[other], order[k]
    fold = np.zeros(count, int)
    for k, structure in enumerate(order):
        fold[structure] = k % parts
    return fold


class Ridge:
    """w minimizes |X w - y|^2 + n alpha |w|^2; alpha of each target by cross-validation, relative to the mean squared row."""

    def __init__(self, x, y, fold, intercept):
        self.x_mean = x.mean(0) if intercept else 0.0
        self.y_mean = y.mean(0) if intercept else 0.0
        scale = np.mean(np.sum(x * x, 1))
        q, r = np.linalg.qr((x - self.x_mean).T)
        rows, y = r.T, y - self.y_mean
        alphas = ALPHAS * scale
        errors = np.zeros((len(alphas), y.shape[1]))
        for k in np.unique(fold):
            inside, outside = rows[fold != k], rows[fold == k]
            center = inside.mean(0) if intercept else 0.0
            shift = y[fold != k].mean(0) if intercept else 0.0
            weights = self.scan(inside - center, y[fold != k] - shift, alphas)
            found = np.einsum("rq,aqt->art", outside - center, weights) + shift
            errors += np.sum((found - y[fold == k]) ** 2, 1)
        best = len(alphas) - 1 - np.argmin(errors[::-1], axis=0)
        center = rows.mean(0) if intercept else 0.0
        final = self.scan(rows - center, y, alphas[best])
        self.weights = q @ np.stack([final[t, :, t] for t in range(y.shape[1])], 1)

    @staticmethod
    def scan(x, y, alphas):
        """Weights [alpha, q, target]; directions below rounding are left out."""
        u, s, vt = np.linalg.svd(x, full_matrices=False)
        floor = (x.shape[1] * np.finfo(float).eps * s[0]) ** 2
        down = s[:, None] ** 2 + len(x) * alphas
        filtered = np.where(down > floor, s[:, None] / np.maximum(down, 1e-300), 0.0)
        return np.einsum("kq,ka,kt->aqt", vt, filtered, u.T @ y, optimize=True)

    def predict(self, x):
        return (x - self.x_mean) @ self.weights + self.y_mean


class Water:
    """Reads the example's files once; `run` is what is timed."""

    def __init__(self, folder):
        from ase.io import read

        self.systems = read(folder / "water_coords_1000.xyz", index=":50", format="extxyz")
        for system in self.systems:
            system.set_pbc(False)
            system.set_cell(None)
        self.matrices = np.load(folder / "water_saph_orthogonal.npy")[:50]
        self.fold = folds(40, 2)
        self.reference = np.linalg.eigvalsh(self.matrices[40:])
        for l1, l2 in product(range(L_MAX + 1), repeat=2):
            for l3 in range(abs(l1 - l2), min(2, l1 + l2) + 1):
                table(l1, l2, l3)

    def densities(self):
        """Density by center type and pairs by types: lists over l of arrays [sample, m, property], with their samples."""
        from featomic import SphericalExpansion, SphericalExpansionByPair

        rho = {1: [None] * 7, 8: [None] * 7}
        density = SphericalExpansion(**HYPERS).compute(self.systems).keys_to_properties("neighbor_type")
        for key, block in density.items():
            rho[key["center_type"]][key["o3_lambda"]] = np.asarray(block.values)
        g, samples = {}, {}
        for key, block in SphericalExpansionByPair(**HYPERS).compute(self.systems).items():
            types = key["first_atom_type"], key["second_atom_type"]
            rows = np.asarray(block.samples.values)[:, :3]
            true = rows[:, 1] != rows[:, 2]
            g.setdefault(types, [None] * 7)[key["o3_lambda"]] = np.asarray(block.values)[true]
            samples[types] = rows[true]
        return rho, g, samples

    def features(self):
        """By (block type, lambda): values [sample, mu, q] in the order of structures."""
        rho, g, samples = self.densities()
        found = {("O", l): self_product(rho[8], l) for l in range(3)}
        found["H", 0] = self_product(rho[1], 0)
        pairs = {}
        for types, orders in (((1, 1), [0]), ((1, 8), [0, 1]), ((8, 1), [0, 1])):
            system, first, _ = samples[types].T
            atoms = system if types[0] == 8 else 2 * system + first - 1
            centers = [values[atoms] for values in rho[types[0]]]
            for l in orders:
                pairs[types, l] = pair_product(centers, g[types], l)
        like = samples[1, 1]
        forward, backward = np.flatnonzero(like[:, 1] < like[:, 2]), np.flatnonzero(like[:, 1] > like[:, 2])
        found["HH", 0] = (pairs[(1, 1), 0][forward] + pairs[(1, 1), 0][backward]) / np.sqrt(2)
        # Pairs H-O and O-H are both ordered by structure and hydrogen.
        for l in (0, 1):
            found["HO", l] = np.concatenate([pairs[(1, 8), l], pairs[(8, 1), l]], axis=2)
        return found

    def blocks(self):
        """Targets by (block type, lambda): list of (rows and columns in the matrix, l1, l2); 8 in all."""
        s, p, h = slice(0, 1), slice(1, 4), [slice(4, 5), slice(5, 6)]
        return {
            ("O", 0): [([(s, s)], 0, 0), ([(p, p)], 1, 1)],
            ("O", 1): [([(s, p)], 0, 1)],
            ("O", 2): [([(p, p)], 1, 1)],
            ("H", 0): [([(h[0], h[0]), (h[1], h[1])], 0, 0)],
            ("HH", 0): [([(h[0], h[1])], 0, 0)],
            ("HO", 0): [([(h[0], s), (h[1], s)], 0, 0)],
            ("HO", 1): [([(h[0], p), (h[1], p)], 0, 1)],
        }

    def target(self, places, l1, l2, l3, kind):
        """[sample, mu] of one coupled block; the two directions of H-H add up to sqrt 2 of one."""
        stacked = np.stack([self.matrices[:40, rows, columns] for rows, columns in places], 1).reshape(-1, 2 * l1 + 1, 2 * l2 + 1)
        return np.einsum("abm,sab->sm", table(l1, l2, l3), stacked) * (np.sqrt(2) if kind == "HH" else 1.0)

    def run(self):
        """Features of all, fit on 40, matrices and eigenvalues of 10. Keeps them in `levels`."""
        features = self.features()
        predicted = np.zeros((10, 6, 6))
        for (kind, l), targets in self.blocks().items():
            x = features[kind, l]
            per = len(x) // 50
            rows = x[: 40 * per].reshape(-1, x.shape[2])
            y = np.stack([self.target(places, l1, l2, l, kind).ravel() for places, l1, l2 in targets], 1)
            fold = np.repeat(self.fold, per * (2 * l + 1))
            ridge = Ridge(rows, y, fold, intercept=l == 0 and len(kind) == 1)
            found = ridge.predict(x[40 * per :].reshape(-1, x.shape[2])).reshape(10 * per, 2 * l + 1, len(targets))
            for t, (places, l1, l2) in enumerate(targets):
                values = np.einsum("abm,sm->sab", table(l1, l2, l), found[:, :, t]) / (np.sqrt(2) if kind == "HH" else 1.0)
                self.scatter(predicted, places, values.reshape(10, per, 2 * l1 + 1, 2 * l2 + 1))
        self.levels = np.linalg.eigvalsh(predicted)
        return self.levels

    @staticmethod
    def scatter(matrices, places, values):
        for k, (rows, columns) in enumerate(places):
            matrices[:, rows, columns] += values[:, k]
            if rows != columns:
                matrices[:, columns, rows] += values[:, k].transpose(0, 2, 1)


if __name__ == "__main__":
    import sys
    import time
    from pathlib import Path

    water = Water(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "examples" / "water"))
    for _ in range(3):
        started = time.perf_counter()
        water.run()
        print("%.1f ms" % (1e3 * (time.perf_counter() - started)), end="  ")
    print("eigenvalues %.4f meV RMSE" % (27211.386245988 * np.sqrt(np.mean((water.levels - water.reference) ** 2))))
