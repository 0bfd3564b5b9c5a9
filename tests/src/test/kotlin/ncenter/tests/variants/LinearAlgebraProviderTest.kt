package ncenter.tests.variants

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.LinearAlgebras
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** Which provider runs, how it is forced, what it refuses, and that its results depend on the input alone. */
class LinearAlgebraProviderTest :
    FunSpec({
        val forced = System.getProperty(LinearAlgebras.PROPERTY)

        test("OpenBLAS is loaded where its library is on the class path").config(
            enabledOrReasonIf = { if (forced == null) Enabled.enabled else Enabled.disabled("tests what is chosen by itself, and $forced is forced") },
        ) {
            val onClassPath = javaClass.classLoader.getResource("org/bytedeco/openblas/linux-x86_64/libopenblas.so.0") != null
            if (onClassPath && System.getProperty("os.name") == "Linux" && System.getProperty("os.arch") == "amd64") {
                LinearAlgebras.preferred().name() shouldBe "openblas"
                LinearAlgebras.status() shouldStartWith "openblas: OpenBLAS 0."
            }
        }

        test("an unknown provider is refused by name") {
            shouldThrow<IllegalArgumentException> { LinearAlgebras.named("mkl") }.message shouldBe
                "LinearAlgebras: expected the provider openblas or plain, got mkl; " +
                "set -Dncenter.linalg=openblas, =plain, or leave it out"
            withProperty("mkl") { shouldThrow<IllegalArgumentException> { LinearAlgebras.preferred() } }
        }

        test("a forced provider is the one that runs") {
            withProperty("plain") {
                LinearAlgebras.preferred().name() shouldBe "plain"
                LinearAlgebras.status() shouldBe "plain: plain Java, forced by -Dncenter.linalg=plain"
            }
        }

        for (la in providers) {
            test("$la names what does not fit") {
                val a = DoubleArray(4)
                shouldThrow<IllegalArgumentException> { la.syrk(2, 3, a, 0, 2, 0.0, DoubleArray(4), 0, 2) }.message shouldBe
                    "syrk: expected a to hold elements 0 until 6 (3 x 2, leading dimension 2), got an array of 4; " +
                    "pass a larger array or a smaller offset"
                shouldThrow<IllegalArgumentException> { la.gram(2, 3, a, 0, 3, 0.0, DoubleArray(4), 0, 2) }.message shouldContain
                    "gram: expected a to hold elements 0 until 6 (2 x 3, leading dimension 3)"
                shouldThrow<IllegalArgumentException> {
                    la.gemm(false, false, 2, 2, 2, 1.0, a, 0, 1, a, 0, 2, 0.0, DoubleArray(4), 0, 2)
                }.message shouldContain "leading dimension of a >= 2"
                shouldThrow<IllegalArgumentException> { la.symmetricEigen(2, doubleArrayOf(1.0, Double.NaN, 0.0, 1.0), DoubleArray(2)) }
                    .message shouldContain "got NaN at index 1"
                shouldThrow<IllegalArgumentException> { la.svd(2, 2, a, DoubleArray(3), DoubleArray(2), DoubleArray(4)) }
                    .message shouldContain "at least 4 elements in u, got 3"
            }
            test("$la returns the same bits from eight threads at once") {
                val expected = fingerprint(la, 0)
                Executors.newFixedThreadPool(8).use { pool ->
                    val tasks = List(64) { Callable { fingerprint(la, it % 8) } }
                    for (future in pool.invokeAll(tasks)) future.get() shouldBe expected
                }
            }
        }
    })

private fun withProperty(value: String, body: () -> Unit) {
    val before = System.setProperty(LinearAlgebras.PROPERTY, value)
    try {
        body()
    } finally {
        if (before == null) System.clearProperty(LinearAlgebras.PROPERTY) else System.setProperty(LinearAlgebras.PROPERTY, before)
    }
}

/** All operations on fixed data that lie at an address shifted by [shift] elements; equal bits give equal numbers. */
private fun fingerprint(la: LinearAlgebra, shift: Int): List<Int> {
    val n = 53
    val a = DoubleArray(shift) + gaussian(n * n, 1)
    val c = DoubleArray(shift + n * n)
    la.gemm(false, true, n, n, n, 1.0, a, shift, n, a, shift, n, 0.0, c, shift, n)
    val product = c.copyOfRange(shift, c.size)
    la.syrk(n, n, a, shift, n, 0.0, c, shift, n)
    val square = c.copyOfRange(shift, c.size)
    la.gram(n, n, a, shift, n, 0.0, c, shift, n)
    val gram = c.copyOfRange(shift, c.size)
    val vectors = square.copyOf()
    val values = DoubleArray(n)
    la.symmetricEigen(n, vectors, values)
    val factor = square.copyOf()
    la.cholesky(n, factor)
    val solved = product.copyOf()
    la.choleskySolve(n, n, factor, solved)
    val u = DoubleArray(n * n)
    val s = DoubleArray(n)
    val vt = DoubleArray(n * n)
    la.svd(n, n, product, u, s, vt)
    val r = DoubleArray(n * n)
    la.qrUpdate(n, n, r, square.copyOf())
    return listOf(product, square, gram, vectors, values, factor, solved, u, s, vt, r).map { it.contentHashCode() }
}
