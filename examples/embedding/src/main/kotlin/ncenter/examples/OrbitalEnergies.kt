package ncenter.examples

import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.hamiltonian
import ncenter.matrices
import ncenter.model.HamiltonianMatrix
import ncenter.model.load
import ncenter.model.save
import ncenter.orbitals
import ncenter.regression
import ncenter.ridge
import ncenter.structures
import ncenter.structures.Structure
import ncenter.train
import ncenter.withMatrices
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** Orbital energies as a service of an application: one engine, one model, any number of calling threads. */
class OrbitalEnergies(
    modelFile: Path,
    threads: Int,
) : AutoCloseable {
    private val engine = Engine(threads)
    private val model = engine.load(modelFile)

    /** Eigenvalues in hartree, ascending. */
    operator fun invoke(structure: Structure): DoubleArray = (model.predict(structure) as HamiltonianMatrix).eigenvalues()

    override fun close(): Unit = engine.close()
}

/** Trains a small model of the water molecules in [folder] and stores it. */
private fun train(folder: Path, modelFile: Path) {
    val shells = orbitals(folder.resolve("water_orbs.json"))
    val water =
        structures(folder.resolve("water_coords_1000.xyz"))
            .withMatrices("fock", matrices(folder.resolve("water_saph_orthogonal.npy")), shells, canonical)
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 6, lMax = 4))
    val spec =
        regression(hamiltonian(shells, "fock"), solver = ridge(folds = 2)) {
            onSite from rho.correlate(nu = 2)
            offSite from rho.correlate(nu = 1, centers = 2)
        }
    Engine(threads = 2).use { engine ->
        val data = water.split(train = 0..39, test = 40..49).train
        spec.compile(data, engine).train(data, engine).save(modelFile)
    }
}

/** Arguments: the folder of the water example, and the model file to write. */
fun main(arguments: Array<String>) {
    val folder = Path.of(arguments[0])
    val modelFile = Path.of(arguments[1])
    train(folder, modelFile)
    val molecules = structures(folder.resolve("water_coords_1000.xyz")).structures.subList(40, 72)
    OrbitalEnergies(modelFile, threads = 2).use { energies ->
        val callers = Executors.newFixedThreadPool(4)
        val results = callers.invokeAll(molecules.map { Callable { energies(it) } }).map { it.get() }
        callers.shutdown()
        check(
            results.zip(molecules).all { (levels, molecule) ->
                levels.contentEquals(energies(molecule))
            },
        ) { "threads must not change results" }
        println("Kotlin: ${results.size} molecules, levels of the first / Ha: ${results[0].joinToString { "%.4f".format(it) }}")
    }
}
