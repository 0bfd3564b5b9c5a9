package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import ncenter.kernels.density.PairExpansion
import ncenter.kernels.harmonics.SphericalHarmonics
import ncenter.kernels.harmonics.VectorSphericalHarmonics
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.radial.CutoffFunction
import ncenter.kernels.radial.GtoBasis
import ncenter.kernels.radial.GtoIntegral
import ncenter.kernels.radial.RadialIntegral
import ncenter.kernels.radial.RadialScaling
import ncenter.kernels.radial.SplinedIntegral
import ncenter.kernels.radial.VectorRadial
import ncenter.tests.onVectors
import java.util.SplittableRandom
import kotlin.math.abs

private const val RELATIVE = 1e-13
private const val CUTOFF = 4.0
private val SIZES = listOf(0, 1, 7, 31, 32, 33, 1000)

/** Expands two pairs with the form that this JVM can run and prints it. */
object PlainMain {
    @JvmStatic
    fun main(args: Array<String>) {
        val kernel = PairExpansion(SphericalHarmonics(1), GtoIntegral(GtoBasis(2, 3.0), 1, 0.5), CutoffFunction(3.0, 0.5), RadialScaling.NONE)
        val out = arrayOf(DoubleArray(4), DoubleArray(12))
        kernel.pairs(doubleArrayOf(1.0, 0.0, 0.0, 0.0, 0.0, 2.0), 0, 2, out)
        println("${KernelForm.chosen()} ${out[1].count { it != 0.0 }}")
    }
}

/** The vector form of harmonics, radial integrals and densities against the plain form, on sizes that fill no register. */
class DensityFormsTest :
    FunSpec({
        for (lMax in (0..8) + 12 + 20) {
            test("harmonics and gradients up to l = $lMax").config(enabledOrReasonIf = onVectors) {
                val plain = SphericalHarmonics(lMax)
                val vector = VectorSphericalHarmonics(plain)
                for (points in SIZES) compareHarmonics(plain, vector, vectors(points))
            }
        }

        for (nMax in listOf(1, 3, 8, 9)) {
            test("radial integrals with $nMax functions, their derivatives, cutoff and scaling").config(enabledOrReasonIf = onVectors) {
                val exact = GtoIntegral(GtoBasis(nMax, CUTOFF), 3, 0.4)
                for (integral in listOf(exact, SplinedIntegral(exact, CUTOFF, 1e-9))) {
                    for (smoothing in listOf(0.0, 0.5, CUTOFF)) compareRadial(integral, CutoffFunction(CUTOFF, smoothing), RadialScaling(2.0, 1.0, 2.0))
                    compareRadial(integral, CutoffFunction(CUTOFF, 0.5), RadialScaling.NONE)
                }
            }

            test("pairs, densities and gradients with $nMax functions, lMax 0 to 8").config(enabledOrReasonIf = onVectors) {
                for (lMax in 0..8) {
                    val integral = SplinedIntegral(GtoIntegral(GtoBasis(nMax, CUTOFF), lMax, 0.4), CUTOFF, 1e-6)
                    for (pairs in SIZES) compareExpansions(integral, RadialScaling(2.0, 1.0, 2.0), pairs)
                }
                compareExpansions(GtoIntegral(GtoBasis(nMax, CUTOFF), 2, 0.4), RadialScaling.NONE, 33)
            }
        }

        test("a call leaves nothing behind for the next one").config(enabledOrReasonIf = onVectors) {
            val integral = SplinedIntegral(GtoIntegral(GtoBasis(3, CUTOFF), 4, 0.4), CUTOFF, 1e-6)
            val used = expansion("vector", integral, RadialScaling.NONE)
            used.accumulate(vectors(1000), 0, 1000, IntArray(1000) { it / 100 }, 0, 0, 1, blocks(4, 3) { DoubleArray(10 * it) })
            for (pairs in listOf(1, 5, 9, 49)) {
                val own = vectors(pairs)
                val (expected, found) = listOf(expansion("vector", integral, RadialScaling.NONE), used).map { kernel ->
                    blocks(4, 3) { DoubleArray(it) }.also { kernel.accumulate(own, 0, pairs, IntArray(pairs), 0, 0, 1, it) }
                }
                withClue("$pairs pairs") { found.map { it?.toList() } shouldBe expected.map { it?.toList() } }
            }
        }

        test("the sum of an atom has the same bits whichever pairs stand around its own").config(enabledOrReasonIf = onVectors) {
            val integral = SplinedIntegral(GtoIntegral(GtoBasis(3, CUTOFF), 4, 0.4), CUTOFF, 1e-6)
            val kernel = expansion("vector", integral, RadialScaling.NONE)
            // Sums that cross the border of a tile of pairs, and short ones that go straight to the output elsewhere.
            for ((size, places) in listOf(37 to listOf(1, 5, 8, 15, 16, 23), 5 to listOf(1, 44, 46, 95), 130 to listOf(3, 90))) {
                val own = vectors(size)
                val alone = blocks(4, 3) { DoubleArray(it) }.also { kernel.accumulate(own, 0, size, IntArray(size), 0, 0, 1, it) }
                val counted = blocks(4, 3) { DoubleArray(it) }.also { kernel.accumulate(own, 0, size, IntArray(size) { 7 }, 7, 0, 1, it) }
                for (l in 0..4) counted[l]!!.toList() shouldBe alone[l]!!.toList()
                for (before in places) {
                    val around = vectors(before) + own + vectors(9)
                    val rows = IntArray(before) + IntArray(size) { 1 } + IntArray(9) { 2 }
                    val out = blocks(4, 9) { DoubleArray(it) }
                    kernel.accumulate(around, 0, rows.size, rows, 0, 0, 1, out)
                    for (l in 0..4) withClue("$size after $before, l = $l") { out[l]!!.toList().subList((2 * l + 1) * 3, 2 * (2 * l + 1) * 3) shouldBe alone[l]!!.toList() }
                }
            }
        }

        test("without the incubator module the plain form runs: it links no vector class") {
            jvm(PlainMain).redirectErrorStream(true).start().finish().trim() shouldBe "PLAIN 4"
        }
    })

/** Points at all distances up to a little beyond the cutoff; the zero vector and the poles are among them. */
private fun vectors(count: Int): DoubleArray {
    val random = SplittableRandom(count.toLong())
    val special = listOf(0.0, 0.0, 0.0, 0.0, 0.0, 1.5, 0.0, 0.0, -2.0, CUTOFF, 0.0, 0.0, 0.0, -1e-3, 0.0)
    return DoubleArray(3 * count) { special.getOrNull(it - 6) ?: random.nextDouble(-2.5, 2.5) }
}

private fun compare(clue: String, plain: DoubleArray, vector: DoubleArray) {
    plain.size shouldBe vector.size
    val scale = plain.maxOfOrNull { abs(it) } ?: return
    for (i in plain.indices) withClue("$clue, entry $i: ${plain[i]} and ${vector[i]}") { abs(plain[i] - vector[i]) shouldBeLessThanOrEqual RELATIVE * scale }
}

private fun compareHarmonics(plain: SphericalHarmonics, vector: VectorSphericalHarmonics, xyz: DoubleArray) {
    val points = xyz.size / 3
    val size = plain.size()
    val tile = VectorSphericalHarmonics.TILE
    val values = DoubleArray(points * size)
    val gradients = DoubleArray(3 * points * size)
    plain.gradients(xyz, 0, points, values, gradients)
    val tiles = DoubleArray(vector.tiledLength(points))
    vector.values(xyz, 0, points, tiles)

    fun untiled(from: DoubleArray, rows: Int) = DoubleArray(points * rows) { from[(it / rows / tile * rows + it % rows) * tile + it / rows % tile] }
    compare("values of $points points", values, untiled(tiles, size))
    val again = DoubleArray(tiles.size)
    val gradientTiles = DoubleArray(3 * tiles.size)
    vector.gradients(xyz, 0, points, again, gradientTiles)
    compare("values beside gradients of $points points", values, untiled(again, size))
    compare("gradients of $points points", gradients, untiled(gradientTiles, 3 * size))
}

private fun compareRadial(integral: RadialIntegral, cutoff: CutoffFunction, scaling: RadialScaling) {
    val vector = VectorRadial(integral, cutoff, scaling)
    val tile = VectorSphericalHarmonics.TILE
    val padded = vector.paddedN()
    val out = DoubleArray((integral.lMax() + 1) * tile * padded)
    val slopes = DoubleArray(out.size)
    val scratch = DoubleArray(vector.scratchSize(tile))
    for (first in listOf(0.0, 1e-9, 0.7, CUTOFF - 0.4, CUTOFF - 1e-9, CUTOFF, CUTOFF + 1)) {
        val distances = DoubleArray(tile) { first + it * 0.15 }
        vector.values(distances, tile, tile, out, scratch)
        val values = out.copyOf()
        vector.valuesAndDerivatives(distances, tile, tile, out, slopes, scratch)
        values.toList() shouldBe out.toList()
        val value = DoubleArray(integral.size())
        val slope = DoubleArray(integral.size())
        val expected = DoubleArray(out.size)
        val expectedSlopes = DoubleArray(out.size)
        for ((p, r) in distances.withIndex()) {
            integral.valuesAndDerivatives(r, value, slope, 0)
            val weight = cutoff.value(r) * scaling.value(r)
            val fall = cutoff.derivative(r) * scaling.value(r) + cutoff.value(r) * scaling.derivative(r)
            for (i in value.indices) {
                val at = (i / integral.nMax() * tile + p) * padded + i % integral.nMax()
                expected[at] = weight * value[i]
                expectedSlopes[at] = weight * slope[i] + fall * value[i]
            }
        }
        compare("values from $first on", expected, out)
        compare("derivatives from $first on", expectedSlopes, slopes)
    }
}

private fun expansion(form: String, integral: RadialIntegral, scaling: RadialScaling): PairExpansion {
    val before = System.getProperty(KernelForm.PROPERTY)
    System.setProperty(KernelForm.PROPERTY, form)
    try {
        return PairExpansion(SphericalHarmonics(integral.lMax()), integral, CutoffFunction(CUTOFF, 0.5), scaling)
    } finally {
        if (before == null) System.clearProperty(KernelForm.PROPERTY) else System.setProperty(KernelForm.PROPERTY, before)
    }
}

/** One array of (2l+1) * [numbers] per l. */
private fun blocks(lMax: Int, numbers: Int, make: (Int) -> DoubleArray?): Array<DoubleArray?> = Array(lMax + 1) { make((2 * it + 1) * numbers) }

private fun compareExpansions(integral: RadialIntegral, scaling: RadialScaling, pairs: Int) {
    val random = SplittableRandom(pairs + 1L)
    val vectors = vectors(pairs)
    // Short and long sums, in two of three channels; what is there before must stay.
    val rows = IntArray(pairs)
    for (p in 1 until pairs) rows[p] = rows[p - 1] + if (random.nextInt(if (pairs > 100) 40 else 4) == 0) 1 else 0
    val channels = IntArray(pairs) { it / (if (pairs > 100) 70 else 5) % 2 }
    val (plain, vector) =
        listOf("plain", "vector").map { form ->
            val kernel = expansion(form, integral, scaling)
            val n = integral.nMax()

            fun make(numbers: Int) = blocks(integral.lMax(), numbers) { size -> DoubleArray(size) { if (it % 7 == 0) 0.5 else 0.0 } }.also { if (pairs == 31 && it.size > 1) it[1] = null }
            val singles = make(pairs * n).also { kernel.pairs(vectors, 0, pairs, it) }
            val sums = make(3 * n * ((rows.lastOrNull() ?: 0) + 1)).also { kernel.accumulate(vectors, 0, pairs, rows, channels, 3, it) }
            val slopes = make(3 * pairs * n).also { kernel.gradients(vectors, 0, pairs, it) }
            val part = make(pairs * n).also { if (pairs > 8) kernel.pairs(vectors, 5, pairs - 2, it) }
            mapOf("pairs" to singles, "sums" to sums, "gradients" to slopes, "part of the pairs" to part)
        }
    if (pairs == 1000) vector.getValue("sums")[0]!!.maxOf { abs(it) } shouldBeGreaterThan 1e-3
    for ((what, expected) in plain) {
        for (l in expected.indices) {
            val found = vector.getValue(what)[l]
            expected[l]?.let { compare("$what, $pairs of them, l = $l", it, found!!) }
        }
    }
}
