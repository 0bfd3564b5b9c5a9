"""Kinetic energy, attraction and Coulomb, and exchange of superposed spherical atoms: python generate.py (PySCF 2.14) writes reference.json beside it."""
import json
import pathlib

import numpy as np
from pyscf import gto

F_SHELLS = {
    "O": [[0, [9.0, 0.4], [1.1, 0.7]], [3, [1.3, 0.5], [0.5, 0.4]], [1, [0.9, 0.8]]],
    "H": [[0, [1.2, 0.4], [0.3, 0.6]], [2, [0.8, 1.0]]],
}
CASES = [
    ("water STO-3G", "O 0.1 -0.2 0.3; H 1.9 0.1 0.2; H -0.4 1.5 -0.7", "sto-3g", {"O": [2, 2, 4], "H": [1]}),
    (
        "formaldehyde STO-3G",
        "C 0 0 0; O 0.3 0.2 2.2; H 1.7 0.4 -1.2; H -1.8 0.1 -1.0",
        "sto-3g",
        {"C": [2, 2, 2], "O": [2, 2, 4], "H": [1]},
    ),
    (
        "water def2-SVP",
        "O 0 0 0.1; H 0.2 1.5 -1.0; H 0.1 -1.4 -1.1",
        "def2-svp",
        {"O": [2, 1.5, 0.25, 3.5, 0.5, 0.25], "H": [0.75, 0.25, 0]},
    ),
    ("s, p, d and f", "O 0.4 0 -0.3; H 1.1 1.2 0.9; O -1.5 0.8 1.9", F_SHELLS, {"O": [2, 4.5, 1.5], "H": [0.5, 0.5]}),
]


def permutation(shells):
    """PySCF's rows in the order m = -l..l: p is x, y, z there and y, z, x here."""
    order, start = [], 0
    for l in shells:
        order += [start + k for k in ([1, 2, 0] if l == 1 else range(2 * l + 1))]
        start += 2 * l + 1
    return order


def case(name, atoms, basis, electrons):
    m = gto.M(atom=atoms, basis=basis, unit="bohr", verbose=0, cart=False, charge=0, spin=None)
    density, shells = [], [[] for _ in range(m.natm)]
    for b in range(m.nbas):
        # One contraction per shell, so that a shell of PySCF is a shell here.
        assert m.bas_nctr(b) == 1
        atom, l = m.bas_atom(b), m.bas_angular(b)
        n = electrons[m.atom_symbol(atom)][len(shells[atom])]
        # Coefficients of normalized primitives of a normalized function.
        coefficients = m._libcint_ctr_coeff(b)[:, 0] / gto.gto_norm(l, m.bas_exp(b))
        shells[atom].append({"l": l, "exponents": m.bas_exp(b).tolist(), "coefficients": coefficients.tolist(), "electrons": n})
        density += [n / (2 * l + 1)] * (2 * l + 1)
    eri = m.intor("int2e")
    d = np.array(density)
    parts = {
        "T": m.intor("int1e_kin"),
        "VJ": m.intor("int1e_nuc") + np.einsum("abcc,c->ab", eri, d),
        "K": np.einsum("accb,c->ab", eri, d),
    }
    p = permutation([s["l"] for atom in shells for s in atom])
    return {
        "name": name,
        "positions": m.atom_coords().ravel().tolist(),
        "charges": m.atom_charges().astype(float).tolist(),
        "shells": shells,
        **{key: value[np.ix_(p, p)].ravel().tolist() for key, value in parts.items()},
    }


if __name__ == "__main__":
    text = ",\n".join(json.dumps(case(*c)) for c in CASES)
    pathlib.Path(__file__).with_name("reference.json").write_text("[\n" + text + "\n]\n")
