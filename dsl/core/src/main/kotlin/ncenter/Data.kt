package ncenter

import ncenter.io.ExtendedXyz
import ncenter.io.GaussiansJson
import ncenter.io.MatrixFile
import ncenter.io.OrbitalsJson
import ncenter.structures.Dataset
import ncenter.structures.GaussianFunctions
import ncenter.structures.OrbitalOrder
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.units.Energy
import java.nio.file.Path

/** Orbitals in the order of this library and of CP2K: m = -l..l, so p is y, z, x. */
public val canonical: OrbitalOrder = OrbitalOrder.CANONICAL

/** Orbitals in the order of PySCF: p is x, y, z; d and above m = -l..l. */
public val pyscf: OrbitalOrder = OrbitalOrder.PYSCF

/** Orbitals in the order of Psi4 (pure functions): m = 0, +1, -1, +2, -2, ... */
public val psi4: OrbitalOrder = OrbitalOrder.PSI4

/** Orbitals in the order of CP2K: m = -l..l. */
public val cp2k: OrbitalOrder = OrbitalOrder.CP2K

/** The structures of an extended XYZ file, all in memory; any defect is an error that names structure and line. */
public fun structures(file: Path): Dataset = Dataset(ExtendedXyz.read(file).structures)

/** The structures of an extended XYZ file named relative to the working directory. */
public fun structures(file: String): Dataset = structures(Path.of(file))

/** The orbitals of a JSON file: `{"O": [[2, 0, 0], [2, 1, 1], ...]}`, rows (n, l, m) or (n, l). */
public fun orbitals(file: Path): Orbitals = OrbitalsJson.read(file)

/** Contracted Gaussian functions of a JSON file: `{"H": {"1s": [[exponent in 1/bohr², coefficient], ...]}, ...}`. */
public fun gaussians(file: Path): GaussianFunctions = GaussiansJson.read(file)

/** One matrix per structure from a `npy` file, or from [name] of a `npz` file. Their order is declared when they are attached. */
@JvmOverloads
public fun matrices(file: Path, name: String? = null): RawMatrices = MatrixFile.read(file, name)

/**
 * Attaches matrices over atomic orbitals as reference [name].
 *
 * @param order how the file orders the orbitals inside a shell; never guessed
 * @param unit the energy that the number 1 stands for
 * @param overlap overlap matrices of the same basis and order; leave out if the basis is orthogonal
 */
@JvmOverloads
public fun Dataset.withMatrices(
    name: String,
    matrices: RawMatrices,
    orbitals: Orbitals,
    order: OrbitalOrder,
    unit: Energy = hartree,
    overlap: RawMatrices? = null,
): Dataset = withMatrices(name, matrices.inOrder(order), orbitals, unit, overlap?.inOrder(order))
