package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gaussianKernel
import ncenter.gto
import ncenter.kernelRidge
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.model.trainModel
import ncenter.pca
import ncenter.regression
import ncenter.ridge
import ncenter.run.blocks.SuperposedMatrices
import ncenter.spec.models.Solver
import ncenter.tests.MinimalBasis
import ncenter.tests.papers.Water
import java.io.File
import kotlin.math.abs

/** Prints the form of the kernels, the provider of linear algebra and what models predict that take every way through the kernels. */
object EveryKernelMain {
    private val data = Water.data.subset(IntArray(30) { it })
    private val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 2))

    @JvmStatic
    fun main(args: Array<String>) {
        println("${KernelForm.chosen()} ${LinearAlgebras.preferred().name()}")
        println(numbers().joinToString(" "))
    }

    /** One number per way. */
    fun numbers(): List<Double> = Engine(threads = 1).use { engine ->
        val learned = listOf(ridge(1e-8), kernelRidge(gaussianKernel(8.0), 1e-8..1e-6)).map { predicted(engine, it) }
        learned + SuperposedMatrices(MinimalBasis.atoms, LinearAlgebras.preferred()).fock(data[0])[1]
    }

    /** From contracted products of atoms and of pairs. */
    private fun predicted(engine: Engine, solver: Solver): Double {
        val spec = regression(Water.fock, solver) {
            onSite from rho.correlate(nu = 2, contract = pca(6))
            offSite from rho.correlate(nu = 1, centers = 2, contract = pca(6))
        }
        return trainModel(engine.compile(spec, data), data, engine).predict(Water.data[40]).values.sum()
    }
}

/** A machine without the Vector API and without a native library gets the same models. */
class WithoutVectorsTest :
    FunSpec({
        test("without the incubator module and without the native library models predict the same") {
            val process = jvm(EveryKernelMain, "-Dncenter.linalg=plain").redirectError(File("target/without-vectors.txt")).start()
            val output = withClue("see target/without-vectors.txt") { process.finish() }
            val (form, numbers) = output.lines()
            form shouldBe "PLAIN plain"
            val here = EveryKernelMain.numbers()
            here shouldHaveSize 3
            for ((expected, found) in here.zip(numbers.split(" ").map(String::toDouble))) abs(found - expected) shouldBeLessThan 1e-8 * abs(expected)
        }
    })
