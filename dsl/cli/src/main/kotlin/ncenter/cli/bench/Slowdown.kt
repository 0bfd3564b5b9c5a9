package ncenter.cli.bench

import ncenter.angstrom
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras

/** How much longer the plain forms take, measured here; null where this process has only one form. */
internal object Slowdown {
    private const val SECONDS = 0.2
    private const val ROUNDS = 3

    /** Densities on plain loops over densities on the Vector API. */
    fun ofPlainKernels(): Double? {
        if (KernelForm.lanes() == 0) return null
        val structure = listOf(waterBox(64))
        val rho = density(cutoff(5.0.angstrom), gto(nMax = 8, lMax = 6))
        return Engine(threads = 1).use { engine ->
            ratio { plain ->
                withProperty(KernelForm.PROPERTY, if (plain) "plain" else "vector") { bestSeconds(SECONDS) { engine.compute(rho, structure) } }
            }
        }
    }

    /** A^T A in plain Java over OpenBLAS. */
    fun ofPlainLinearAlgebra(): Double? {
        val fast = withProperty(LinearAlgebras.PROPERTY, null) { LinearAlgebras.preferred() }
        val plain = LinearAlgebras.plain()
        if (fast === plain) return null
        val n = 256
        val a = DoubleArray(4 * n * n) { 1.0 / (1 + it % 1009) }
        val c = DoubleArray(n * n)
        return ratio { slow -> bestSeconds(SECONDS) { (if (slow) plain else fast).syrk(n, 4 * n, a, 0, n, 0.0, c, 0, n) } }
    }

    /** Best time of the plain form over that of the other; they take turns, since Java compiles both while they run. */
    private fun ratio(time: (plain: Boolean) -> Double): Double {
        val rounds = List(ROUNDS) { time(true) to time(false) }
        return rounds.minOf { it.first } / rounds.minOf { it.second }
    }

    /** Kernels ask for their form when a step is made, so the property may change between two measurements of this command. */
    private fun <T> withProperty(name: String, value: String?, body: () -> T): T {
        val before = System.getProperty(name)
        if (value == null) System.clearProperty(name) else System.setProperty(name, value)
        try {
            return body()
        } finally {
            if (before == null) System.clearProperty(name) else System.setProperty(name, before)
        }
    }
}
