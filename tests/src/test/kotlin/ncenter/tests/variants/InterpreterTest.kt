package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.fockMatrix
import ncenter.gto
import ncenter.kernels.lanes.KernelForm
import ncenter.labels.TensorMap
import ncenter.overlapMatrix
import ncenter.pairDensity
import ncenter.silu
import ncenter.sumNeighbors
import ncenter.tests.MinimalBasis
import ncenter.tests.symmetry.crystal
import ncenter.tests.symmetry.molecule
import java.io.File
import java.util.Arrays

/** Prints a checksum of the bits of features, a line each: of densities, products, pairs, messages and integrals of Gaussians. */
object ChecksumsMain {
    private val rho = density(cutoff(3.5.angstrom), gto(nMax = 3, lMax = 3))
    private val pairs = pairDensity(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
    private val anywhere = mapOf(
        "density" to rho,
        "pair density" to pairs,
        "rho^2" to rho.correlate(nu = 2),
        "rho^3" to density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 2)).correlate(nu = 3),
        "invariants" to rho.correlate(nu = 2, lMax = 0),
        "pairs, nu = 1" to rho.correlate(nu = 1, centers = 2, lMax = 2),
        "messages" to rho.combine(pairs, lMax = 2).sumNeighbors(),
        "silu" to silu(rho.correlate(nu = 2, lMax = 1), scale = 10.0),
    )
    private val ofMolecules = mapOf(
        "Fock matrix of superposed atoms" to fockMatrix(MinimalBasis.atoms),
        "overlap matrix" to overlapMatrix(MinimalBasis.atoms),
    )

    @JvmStatic
    fun main(args: Array<String>) {
        Engine(threads = 1).use { engine -> println(checksums(engine).joinToString("\n")) }
    }

    fun checksums(engine: Engine): List<String> {
        val atoms = molecule(5, 1, 6, 8, 1, 6, 1)
        return anywhere.map { (name, feature) -> "$name ${checksum(engine.compute(feature, listOf(atoms, crystal(3))))}" } +
            ofMolecules.map { (name, feature) -> "$name ${checksum(engine.compute(feature, listOf(atoms)))}" }
    }

    private fun checksum(map: TensorMap): Int = map.blocks.fold(0) { sum, block -> 31 * sum + Arrays.hashCode(block.values) }
}

/** What a kernel computes must not depend on how often it has run: the first calls are interpreted, later ones are compiled. */
class InterpreterTest :
    FunSpec({
        test("kernels give the same bits interpreted and compiled") {
            val form = if (KernelForm.lanes() > 0) arrayOf(KernelForm.MODULE_FLAG) else emptyArray()
            val process = jvm(ChecksumsMain, "-Xint", NATIVE_ACCESS, *form).redirectError(File("target/interpreter.txt")).start()
            val compiled = Engine(threads = 1).use { engine ->
                repeat(CALLS_BEFORE_COMPILED) { ChecksumsMain.checksums(engine) }
                ChecksumsMain.checksums(engine)
            }
            val interpreted = withClue("see target/interpreter.txt") { process.finish() }.trim().lines()
            compiled shouldHaveSize 10
            interpreted shouldBe compiled
        }
    })

private const val CALLS_BEFORE_COMPILED = 100
