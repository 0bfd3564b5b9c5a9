package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.join
import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.PowerSpectrum
import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.labels.TensorMap
import ncenter.tests.kernelForms
import ncenter.tests.onVectors
import ncenter.tests.refused
import ncenter.tests.symmetry.molecule
import java.util.SplittableRandom
import kotlin.math.abs

private const val SAMPLES = 5
private const val UNTOUCHED = 0.5

/** Invariants of a feature with itself in one go: against plain loops, against the general product, and made with their density. */
class PowerSpectrumTest :
    FunSpec({
        val random = SplittableRandom(5)
        val terms =
            listOf(0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 16, 17, 18, 31, 33).map { n -> (0..4).map { it to n } } +
                listOf(listOf(0 to 1), listOf(8 to 1), listOf(3 to 0, 2 to 6), listOf(2 to 1, 2 to 19, 0 to 2, 5 to 3, 1 to 1), (0..9).map { it to 20 - 2 * it })

        fun blocks(terms: List<Pair<Int, Int>>) = Array(terms.size) { k ->
            DoubleArray(SAMPLES * (2 * terms[k].first + 1) * terms[k].second) { random.nextDouble(-1.0, 1.0) }
        }

        fun kernel(form: KernelForm, terms: List<Pair<Int, Int>>) = PowerSpectrum.of(form, terms.map { it.first }.toIntArray(), terms.map { it.second }.toIntArray())

        /** Samples [from] until [to] between numbers that must stay. */
        fun made(kernel: PowerSpectrum, c: Array<DoubleArray>, from: Int, to: Int): DoubleArray {
            val size = (to - from) * kernel.size()
            val out = DoubleArray(size + 4) { UNTOUCHED }
            kernel.values(c, from, to, out, 2)
            withClue("around samples $from until $to") { listOf(0, 1, size + 2, size + 3).map { out[it] } shouldBe List(4) { UNTOUCHED } }
            return out.copyOfRange(2, size + 2)
        }

        fun bits(values: DoubleArray) = values.map(Double::toRawBits)

        test("vector lanes give the numbers of plain loops on ugly sizes, and touch nothing else").config(enabledOrReasonIf = onVectors) {
            for (shape in terms) {
                val c = blocks(shape)
                val (vector, plain) = listOf(KernelForm.VECTOR, KernelForm.PLAIN).map { made(kernel(it, shape), c, 0, SAMPLES) }
                withClue(shape) { vector.indices.forEach { abs(vector[it] - plain[it]) shouldBeLessThan 1e-13 } }
            }
        }

        test("every term has the bits of the product of its block with itself").config(enabledOrReasonIf = onVectors) {
            for (shape in terms) {
                val c = blocks(shape)
                val whole = kernel(KernelForm.VECTOR, shape)
                val out = made(whole, c, 0, SAMPLES)
                val expected = DoubleArray(out.size)
                var offset = 0
                for ((k, term) in shape.withIndex()) {
                    val (l, n) = term
                    ProductKernel.of(KernelForm.VECTOR).self(CouplingTable.of(l, l, 0), c[k], n, 0, SAMPLES, expected, whole.size(), offset)
                    offset += n * (n + 1) / 2
                }
                withClue(shape) { bits(out) shouldBe bits(expected) }
            }
        }

        test("the bits of a sample do not depend on the samples that are computed with it") {
            for (form in kernelForms) {
                for (shape in terms) {
                    val c = blocks(shape)
                    val kernel = kernel(form, shape)
                    val whole = made(kernel, c, 0, SAMPLES)
                    for ((from, to) in listOf(0 to 1, 1 to 4, 4 to 5, 2 to 2)) {
                        withClue("$form $shape $from $to") { bits(made(kernel, c, from, to)) shouldBe bits(whole.copyOfRange(from * kernel.size(), to * kernel.size())) }
                    }
                }
            }
        }

        test("what does not fit together is refused") {
            refused { PowerSpectrum.of(KernelForm.chosen(), intArrayOf(0, 1), intArrayOf(4)) } shouldBe
                "PowerSpectrum: a number of properties for each of 2 terms was expected, got 1"
            val kernel = PowerSpectrum.of(KernelForm.PLAIN, intArrayOf(0), intArrayOf(4))
            refused { kernel.values(Array(2) { DoubleArray(4) }, 0, 1, DoubleArray(10), 0) } shouldBe "PowerSpectrum: 1 blocks were expected, got 2"
        }

        test("a density that only its power spectrum reads is not stored: the same bits as from a stored one, on one thread and on three") {
            val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 3))
            val spectrum = rho.correlate(nu = 2, lMax = 0)
            // Many atoms of one type: several tasks, the last of them short.
            val structures = List(120) { molecule(it.toLong(), 8, 1, 1, 6, 1) }

            fun invariants(map: TensorMap) = map.blocks.indices.filter { map.keys[it, "o3_lambda"] == 0 }.map { map.blocks[it] }
            for (threads in listOf(1, 3)) {
                Engine(threads).use { engine ->
                    val alone = invariants(engine.compute(spectrum, structures))
                    val stored = invariants(engine.compute(rho join spectrum, structures))
                    alone.shouldNotBeEmpty()
                    for ((k, block) in alone.withIndex()) {
                        val q = block.properties.size
                        val width = stored[k].properties.size
                        val tail = DoubleArray(block.values.size) { stored[k].values[it / q * width + width - q + it % q] }
                        withClue("$threads threads, block $k") { bits(block.values) shouldBe bits(tail) }
                    }
                }
            }
        }
    })
