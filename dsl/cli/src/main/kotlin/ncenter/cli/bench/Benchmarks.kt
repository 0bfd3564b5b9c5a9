package ncenter.cli.bench

import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.kernels.coupling.CouplingProduct
import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.PowerSpectrum
import ncenter.kernels.harmonics.SphericalHarmonics
import ncenter.kernels.harmonics.VectorSphericalHarmonics
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.spec.features.FeatureSpec
import java.util.Random

/**
 * One line of the table.
 *
 * @property seconds best time of one run
 * @property items what one run works on, [unit] each
 * @property flops floating-point operations of one run; null where they are not what limits it
 */
public class Timing internal constructor(
    public val name: String,
    public val seconds: Double,
    public val items: Double,
    public val unit: String,
    public val flops: Double?,
)

/** What is timed, each for [seconds]: kernels on one thread, features through an engine with [threads] threads. */
public class Benchmarks(
    private val seconds: Double,
    private val threads: Int,
) {
    /** The kernels one by one, on arrays that fit into the caches where that is how they are used. */
    public fun kernels(): Sequence<Timing> = sequence {
        yield(harmonics(4))
        yield(harmonics(6))
        yield(spectrum(atoms = 28, lMax = 6, q = 16))
        yield(syrk(4000, 1000))
        yield(cholesky(1500))
    }

    /** Features of a box of water, from positions to labelled blocks. */
    public fun features(): Sequence<Timing> = sequence {
        val rho = density(cutoff(5.0.angstrom), gto(nMax = 8, lMax = 6))
        val small = density(cutoff(4.0.angstrom), gto(nMax = 6, lMax = 4))
        yield(features("density, 999 atoms, 5 Å, nMax 8, lMax 6", rho, 333))
        yield(features("density and power spectrum, the same", rho.correlate(nu = 2, lMax = 0), 333))
        val alone = features("density, 300 atoms, 4 Å, nMax 6, lMax 4", small, 100)
        val both = features("density and nu = 2 with all blocks, the same", small.correlate(nu = 2), 100)
        yield(alone)
        yield(both)
        yield(Timing("the product alone", both.seconds - alone.seconds, both.items, "atom", both.items * productFlops(lMax = 4, q = 12)))
    }

    private fun harmonics(lMax: Int): Timing {
        val points = 1000
        val plain = SphericalHarmonics(lMax)
        val vector = if (KernelForm.chosen() == KernelForm.VECTOR) VectorSphericalHarmonics(plain) else null
        val xyz = Random(1).doubles(3L * points, -1.0, 1.0).toArray()
        val out = DoubleArray(vector?.tiledLength(points) ?: (points * plain.size()))
        val time =
            if (vector == null) {
                bestSeconds(seconds) { repeat(20) { plain.values(xyz, 0, points, out) } }
            } else {
                bestSeconds(seconds) { repeat(20) { vector.values(xyz, 0, points, out) } }
            }
        return Timing("harmonics, lMax $lMax", time, 20.0 * points, "point", null)
    }

    private fun spectrum(atoms: Int, lMax: Int, q: Int): Timing {
        val kernel = PowerSpectrum.of(KernelForm.chosen(), IntArray(lMax + 1) { it }, IntArray(lMax + 1) { q })
        val density = Array(lMax + 1) { l -> Random(3).doubles(atoms.toLong() * (2 * l + 1) * q).toArray() }
        val out = DoubleArray(atoms * kernel.size())
        val time = bestSeconds(seconds) { repeat(20) { kernel.values(density, 0, atoms, out, 0) } }
        return Timing("power spectrum of $atoms atoms, $q properties, lMax $lMax", time, 20.0 * atoms, "atom", 20.0 * atoms * (lMax + 1) * (lMax + 1) * q * (q + 1))
    }

    private fun syrk(rows: Int, n: Int): Timing {
        val a = Random(2).doubles(rows.toLong() * n).toArray()
        val c = DoubleArray(n * n)
        val time = bestSeconds(seconds) { LinearAlgebras.preferred().syrk(n, rows, a, 0, n, 0.0, c, 0, n) }
        return Timing("A^T A, $rows x $n", time, 1.0, "call", rows.toDouble() * n * (n + 1))
    }

    private fun cholesky(n: Int): Timing {
        val a = DoubleArray(n * n) { 1.0 / (1 + kotlin.math.abs(it / n - it % n)) + if (it / n == it % n) 2.0 else 0.0 }
        val factor = DoubleArray(n * n)
        val time = bestSeconds(seconds) {
            a.copyInto(factor)
            check(LinearAlgebras.preferred().cholesky(n, factor)) { "cholesky: a positive definite matrix was expected (this is a bug, please report it)" }
        }
        return Timing("Cholesky, $n", time, 1.0, "call", n.toDouble() * n * n / 3)
    }

    private fun features(name: String, spec: FeatureSpec, waters: Int): Timing {
        val structure = listOf(waterBox(waters))
        return Engine(threads).use { engine ->
            Timing(name, bestSeconds(seconds) { engine.compute(spec, structure) }, 3.0 * waters, "atom", null)
        }
    }
}

/** Floating-point operations of `rho.correlate(nu = 2)` per atom, for [q] properties per order: two per term. */
private fun productFlops(lMax: Int, q: Int): Double {
    var terms = 0L
    for (a in 0..lMax) {
        for (b in a..lMax) {
            for (lambda in b - a..minOf(lMax, a + b)) {
                val pairs = if (a < b) q * q else CouplingProduct.selfSize(a, lambda, q)
                terms += CouplingTable.of(a, b, lambda).size().toLong() * pairs
            }
        }
    }
    return 2.0 * terms
}
