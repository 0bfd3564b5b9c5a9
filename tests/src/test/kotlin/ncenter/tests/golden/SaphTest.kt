package ncenter.tests.golden

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.GeneralizedEigen
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.linalg.Saph
import kotlin.math.abs

private const val N = 24
private val selected = intArrayOf(1, 3, 4, 5, 14, 19)
private val fock = npyResource("/golden/water-def2/water_rhf_def2svp_fock.npy")
private val overlap = npyResource("/golden/water-def2/water_rhf_def2svp_overlap.npy")
private val published = npyResource("/golden/water-def2/water_saph_orthogonal.npy")

/** Projected Hamiltonians of 40 water molecules against the published file (arXiv:2109.12083). */
class SaphTest :
    FunSpec({
        for (la in listOf(LinearAlgebras.plain(), LinearAlgebras.preferred()).distinct()) {
            test("projected water Hamiltonians equal the published ones (${la.name()})") {
                for (frame in 0 until 40) {
                    val h = fock.copyOfRange(frame * N * N, (frame + 1) * N * N)
                    val s = overlap.copyOfRange(frame * N * N, (frame + 1) * N * N)
                    val saph = Saph.of(N, h, s, selected, 1, Saph.EXTRA, la)
                    val worst = (0 until 36).maxOf { abs(saph.matrix()[it] - published[frame * 36 + it]) }
                    withClue("frame $frame") { worst shouldBeLessThan 1e-8 }
                }
            }
            test("the eigenvalues of the orbitals kept are kept (${la.name()})") {
                for (frame in 0 until 40) {
                    val h = fock.copyOfRange(frame * N * N, (frame + 1) * N * N)
                    val s = overlap.copyOfRange(frame * N * N, (frame + 1) * N * N)
                    val saph = Saph.of(N, h, s, selected, 1, Saph.EXTRA, la)
                    val energies = GeneralizedEigen.of(N, h, s, 1e-10, la).values()
                    val kept = DoubleArray(6)
                    la.symmetricEigen(6, saph.matrix(), kept)
                    (0 until 6).maxOf { abs(kept[it] - energies[saph.orbitals()[it]]) } shouldBeLessThan 1e-12
                    saph.orbitals().none { it == 0 } shouldBe true
                }
            }
        }
        test("a selection that cannot work is refused") {
            val la = LinearAlgebras.plain()
            shouldThrow<IllegalArgumentException> { Saph.of(N, fock, overlap, intArrayOf(1, 1), 1, 8, la) }
                .message shouldContain "list each selected function once"
            shouldThrow<IllegalArgumentException> { Saph.of(N, fock, overlap, selected, 20, 8, la) }
                .message shouldContain "at least 6 orbitals above the core, got 4"
        }
    })
