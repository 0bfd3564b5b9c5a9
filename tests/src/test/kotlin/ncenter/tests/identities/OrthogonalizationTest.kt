package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.GeneralizedEigen
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.linalg.Lowdin
import ncenter.tests.golden.npyResource
import kotlin.math.abs

private const val N = 24

/** Löwdin orthogonalization and the generalized eigenproblem on RHF/def2-SVP matrices of water. */
class OrthogonalizationTest :
    FunSpec({
        val h = npyResource("/golden/water-def2/water_rhf_def2svp_fock.npy").copyOf(N * N)
        val s = npyResource("/golden/water-def2/water_rhf_def2svp_overlap.npy").copyOf(N * N)
        for (la in listOf(LinearAlgebras.plain(), LinearAlgebras.preferred()).distinct()) {
            fun times(
                a: DoubleArray,
                b: DoubleArray,
            ) = DoubleArray(N * N).also { la.gemm(false, false, N, N, N, 1.0, a, 0, N, b, 0, N, 0.0, it, 0, N) }

            test("square roots of the overlap multiply to what they should (${la.name()})") {
                val root = Lowdin.squareRoot(N, s, 1e-10, la)
                val inverse = Lowdin.inverseSquareRoot(N, s, 1e-10, la)
                difference(times(root, root), s) shouldBeLessThan 1e-13
                difference(times(root, inverse), unit()) shouldBeLessThan 1e-12
                inverse.indices.all { inverse[it] == inverse[(it % N) * N + it / N] } shouldBe true
            }
            test("orthogonalized and generalized eigenvalues agree, and H U = S U eps (${la.name()})") {
                val eigen = GeneralizedEigen.of(N, h, s, 1e-10, la)
                val values = DoubleArray(N)
                la.symmetricEigen(N, Lowdin.orthogonalize(N, h, s, 1e-10, la), values)
                difference(values, eigen.values()) shouldBeLessThan 1e-12
                val hu = times(eigen.vectors(), h)
                val su = times(eigen.vectors(), s)
                difference(hu, DoubleArray(N * N) { eigen.values()[it / N] * su[it] }) shouldBeLessThan 1e-11
                val metric = DoubleArray(N * N)
                la.gemm(false, true, N, N, N, 1.0, su, 0, N, eigen.vectors(), 0, N, 0.0, metric, 0, N)
                difference(metric, unit()) shouldBeLessThan 1e-13
            }
        }
        test("a linearly dependent basis is refused with its smallest eigenvalue") {
            val la = LinearAlgebras.plain()
            val dependent = doubleArrayOf(1.0, 1.0, 1.0, 1.0)
            shouldThrow<IllegalArgumentException> { Lowdin.inverseSquareRoot(2, dependent, 1e-10, la) }.message shouldContain
                "overlap: expected all eigenvalues above 1.0E-10, got "
        }
    })

private fun unit() = DoubleArray(N * N) { if (it / N == it % N) 1.0 else 0.0 }

private fun difference(a: DoubleArray, b: DoubleArray) = a.indices.maxOf { abs(a[it] - b[it]) }
