package ncenter.tests

import ncenter.io.ExtendedXyz
import ncenter.io.MatrixFile
import ncenter.io.OrbitalsJson
import ncenter.structures.Dataset
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import java.nio.file.Files
import java.nio.file.Path

/** Path of a file below `resources/golden`. */
fun golden(name: String): Path = Path.of(checkNotNull(object {}.javaClass.getResource("/golden/$name")) { "no golden file $name" }.toURI())

/** 20 waters with RHF/def2-SVP matrices of Psi4, stored canonical. */
object GoldenWater {
    val data: Dataset by lazy { Dataset(ExtendedXyz.read(golden("water-def2svp/water.xyz")).structures) }
    val orbitals: Orbitals by lazy { OrbitalsJson.read(golden("water-def2svp/orbs_def2_water.json")) }
    val fock: RawMatrices by lazy { MatrixFile.read(golden("water-def2svp/fock.npy")) }
    val overlap: RawMatrices by lazy { MatrixFile.read(golden("water-def2svp/overlap.npy")) }
}

/** 10 QM7 structures with RHF/STO-3G matrices of PySCF, stored in its order. */
object GoldenQm7 {
    val data: Dataset by lazy { Dataset(ExtendedXyz.read(golden("qm7-sto3g/structures.xyz")).structures) }
    val orbitals: Orbitals by lazy { OrbitalsJson.read(golden("qm7-sto3g/ao_order_sto3g.json")) }
    val fock: RawMatrices by lazy { MatrixFile.read(golden("qm7-sto3g/sto3g.npz"), "F") }
    val overlap: RawMatrices by lazy { MatrixFile.read(golden("qm7-sto3g/sto3g.npz"), "S") }
}

/** Runs [body] with an empty folder that is removed afterwards. */
fun <T> inFolder(body: (Path) -> T): T {
    val folder = Files.createTempDirectory("ncenter-test")
    try {
        return body(folder)
    } finally {
        folder.toFile().deleteRecursively()
    }
}
