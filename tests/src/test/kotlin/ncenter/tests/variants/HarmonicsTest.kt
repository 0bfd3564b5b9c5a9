package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.harmonics.PlainSphericalHarmonics
import ncenter.kernels.harmonics.SphericalHarmonics
import ncenter.kernels.math.Rotations
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

/** Real spherical harmonics and rotations against independent formulas. */
class HarmonicsTest :
    FunSpec({
        val random = SplittableRandom(5)
        val points = List(40) { DoubleArray(3) { random.nextDouble(-2.0, 2.0) } } + listOf(doubleArrayOf(0.0, 0.0, 1.5), doubleArrayOf(1e-3, 0.0, -3.0))

        test("values equal those from associated Legendre functions for l up to 12") {
            val harmonics = SphericalHarmonics(12)
            val xyz = points.flatMap { it.asList() }.toDoubleArray()
            val out = DoubleArray(points.size * harmonics.size())
            harmonics.values(xyz, 0, points.size, out)
            for ((p, v) in points.withIndex()) {
                for (l in 0..12) {
                    for (m in -l..l) {
                        val expected = PlainSphericalHarmonics.value(l, m, v[0], v[1], v[2])
                        withClue("l=$l m=$m at ${v.toList()}") { abs(out[p * harmonics.size() + l * (l + 1) + m] - expected) shouldBeLessThan 1e-12 }
                    }
                }
            }
        }

        test("l = 1 is y, z, x times sqrt(3 / 4 pi)") {
            val harmonics = SphericalHarmonics(1)
            val out = DoubleArray(4)
            harmonics.values(doubleArrayOf(0.1, 0.2, 0.3), 0, 1, out)
            val factor = sqrt(3 / (4 * Math.PI)) / sqrt(0.14)
            listOf(0.2, 0.3, 0.1).forEachIndexed { k, x -> abs(out[1 + k] - factor * x) shouldBeLessThan 1e-15 }
        }

        test("the zero vector has only l = 0, with no gradient") {
            val harmonics = SphericalHarmonics(3)
            val out = DoubleArray(16)
            val gradients = DoubleArray(48)
            harmonics.gradients(DoubleArray(3), 0, 1, out, gradients)
            out.drop(1).all { it == 0.0 } shouldBe true
            abs(out[0] - sqrt(0.25 / Math.PI)) shouldBeLessThan 1e-15
            gradients.all { it == 0.0 } shouldBe true
        }

        test("gradients equal finite differences and have no radial part") {
            val harmonics = SphericalHarmonics(6)
            val n = harmonics.size()
            val h = 1e-5
            for (v in points.take(10)) {
                val values = DoubleArray(n)
                val gradients = DoubleArray(3 * n)
                harmonics.gradients(v, 0, 1, values, gradients)
                for (lm in 0 until n) abs((0..2).sumOf { gradients[it * n + lm] * v[it] }) shouldBeLessThan 1e-12
                for (axis in 0..2) {
                    val (plus, minus) = listOf(h, -h).map { d -> DoubleArray(n).also { harmonics.values(v.copyOf().also { x -> x[axis] += d }, 0, 1, it) } }
                    for (lm in 0 until n) abs((plus[lm] - minus[lm]) / (2 * h) - gradients[axis * n + lm]) shouldBeLessThan 1e-7
                }
            }
        }

        test("Wigner matrices turn harmonics, multiply like rotations and carry (-1)^l under inversion") {
            val r = Rotations.random(java.util.Random(1))
            val s = Rotations.random(java.util.Random(2))
            val harmonics = SphericalHarmonics(8)
            for (l in 0..8) {
                val n = 2 * l + 1
                val d = Rotations.wignerD(l, r)
                val product = Rotations.wignerD(l, times(r, s, 3))
                val chain = times(d, Rotations.wignerD(l, s), n)
                for (i in product.indices) abs(product[i] - chain[i]) shouldBeLessThan 1e-12
                val v = points[0]
                val before = DoubleArray(81).also { harmonics.values(v, 0, 1, it) }
                val after = DoubleArray(81).also { harmonics.values(DoubleArray(3) { i -> (0..2).sumOf { r[3 * i + it] * v[it] } }, 0, 1, it) }
                for (m in 0 until n) abs(after[l * l + m] - (0 until n).sumOf { d[m * n + it] * before[l * l + it] }) shouldBeLessThan 1e-13
                val inversion = Rotations.wignerD(l, DoubleArray(9) { if (it % 4 == 0) -1.0 else 0.0 })
                for (i in 0 until n) abs(inversion[i * n + i] - if (l % 2 == 0) 1.0 else -1.0) shouldBeLessThan 1e-13
            }
        }

        test("a matrix that is no rotation is refused") {
            refused { Rotations.wignerD(1, DoubleArray(9) { 1.0 }) } shouldBe "rotation: an orthogonal matrix was expected, got rows 0 and 0 with product 3.0"
        }
    })

private fun times(
    a: DoubleArray,
    b: DoubleArray,
    n: Int,
): DoubleArray = DoubleArray(n * n) { ij -> (0 until n).sumOf { a[ij / n * n + it] * b[it * n + ij % n] } }
