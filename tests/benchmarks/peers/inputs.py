"""The structures that both sides read: a periodic box of water, and many small molecules. Always the same."""

import numpy as np

WATER = (["O", "H", "H"], np.array([[0.0, 0.0, 0.0], [0.96, 0.0, 0.0], [-0.24, 0.93, 0.0]]))
ETHANE = (
    ["C", "C", "H", "H", "H", "H", "H", "H"],
    np.array(
        [
            [0.0, 0.0, 0.766],
            [0.0, 0.0, -0.766],
            [1.017, 0.0, 1.163],
            [-0.509, 0.881, 1.163],
            [-0.509, -0.881, 1.163],
            [-1.017, 0.0, -1.163],
            [0.509, 0.881, -1.163],
            [0.509, -0.881, -1.163],
        ]
    ),
)


def rotation(random):
    q, r = np.linalg.qr(random.normal(size=(3, 3)))
    return q * np.sign(np.diag(r))


def molecules(kind, count, seed):
    """Copies of one molecule, each turned and every coordinate moved by 0.05 angstrom (standard deviation)."""
    symbols, positions = kind
    random = np.random.default_rng(seed)
    return [(symbols, positions @ rotation(random) + random.normal(scale=0.05, size=positions.shape), None) for _ in range(count)]


def box(waters=333, seed=0):
    """Water at 0.1 atoms per cubic angstrom: molecules on a shifted cubic grid, each turned at random."""
    random = np.random.default_rng(seed)
    length = (3 * waters / 0.1) ** (1 / 3)
    per_side = int(np.ceil(waters ** (1 / 3)))
    sites = np.stack(np.meshgrid(*[np.arange(per_side)] * 3, indexing="ij"), -1).reshape(-1, 3)
    chosen = sites[np.sort(random.permutation(len(sites))[:waters])]
    centers = (chosen + 0.5 + random.uniform(-0.1, 0.1, chosen.shape)) * length / per_side
    positions = np.concatenate([WATER[1] @ rotation(random) + center for center in centers])
    return [(WATER[0] * waters, positions, np.eye(3) * length)]


def write(structures, path):
    with open(path, "w") as file:
        for symbols, positions, cell in structures:
            lattice = "" if cell is None else 'Lattice="%s" pbc="T T T" ' % " ".join("%.17g" % x for x in cell.ravel())
            file.write("%d\n%sProperties=species:S:1:pos:R:3\n" % (len(symbols), lattice))
            for symbol, xyz in zip(symbols, positions):
                file.write("%s %.17g %.17g %.17g\n" % (symbol, *xyz))
    return path


def atoms(structures):
    """The same for the peers."""
    from ase import Atoms

    return [Atoms("".join(s), positions=p, cell=c, pbc=c is not None) for s, p, c in structures]
