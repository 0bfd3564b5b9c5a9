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
    private const val SECONDS = 0.4

    /** Densities on plain loops over densities on the Vector API. */
    fun ofPlainKernels(): Double? {
        if (KernelForm.lanes() == 0) return null
        val structure = listOf(waterBox(64))
        val rho = density(cutoff(5.0.angstrom), gto(nMax = 8, lMax = 6))
        return Engine(threads = 1).use { engine ->
            fun time(form: String) = withProperty(KernelForm.PROPERTY, form) { bestSeconds(SECONDS) { engine.compute(rho, structure) } }
            time("vector").let { fast -> time("plain") / fast }
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
        return listOf(plain, fast).map { bestSeconds(SECONDS) { it.syrk(n, 4 * n, a, 0, n, 0.0, c, 0, n) } }.let { (slow, quick) -> slow / quick }
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
