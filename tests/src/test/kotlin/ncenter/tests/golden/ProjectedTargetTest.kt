package ncenter.tests.golden

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.elements.H
import ncenter.elements.O
import ncenter.engine.Engine
import ncenter.engine.referenceEigenvalues
import ncenter.engine.referenceMatrices
import ncenter.gto
import ncenter.hamiltonian
import ncenter.kernels.linalg.GeneralizedEigen
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.linalg.Saph
import ncenter.lowdin
import ncenter.orbitals
import ncenter.regression
import ncenter.ridge
import ncenter.saph
import ncenter.tests.GoldenWater
import ncenter.tests.papers.Water
import ncenter.tests.refused
import ncenter.train
import ncenter.withMatrices
import kotlin.math.abs

/** The projected Hamiltonian of arXiv:2109.12083 from RHF/def2-SVP matrices, against the published file. */
class ProjectedTargetTest :
    FunSpec({
        val data = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical, overlap = GoldenWater.overlap)
        val target = hamiltonian(GoldenWater.orbitals, "fock", saph(orbitals(H to "1s", O to "2s 2p"), O to 1))

        test("20 projected matrices equal the published ones to 1e-8 hartree") {
            val projected = Engine.shared.referenceMatrices(target, data)
            val published = Water.data.matrices("fock")
            for (s in 0 until data.size) {
                val expected = published.matrix(s)
                projected[s].size shouldBe 36
                for (i in expected.indices) abs(projected[s][i] - expected[i]) shouldBeLessThan 1e-8
            }
        }

        test("the eigenvalues of the chosen molecular orbitals are kept") {
            val la = LinearAlgebras.preferred()
            val reference = data.matrices("fock")
            for (s in 0 until data.size) {
                // Rows of O 2s, of the first p shell of O behind its three s shells, and of the first s of each H.
                val selected = intArrayOf(1, 3, 4, 5, 14, 19)
                val result = Saph.of(24, reference.matrix(s), reference.overlap(s)!!, selected, 1, Saph.EXTRA, la)
                val all = GeneralizedEigen.of(24, reference.matrix(s), reference.overlap(s)!!, 0.0, la).values()
                val kept = Engine.shared.referenceEigenvalues(result.matrix(), null)
                result
                    .orbitals()
                    .map { all[it] }
                    .sorted()
                    .forEachIndexed { k, value -> abs(value - kept[k]) shouldBeLessThan 1e-12 }
                result.orbitals().toList() shouldBe listOf(1, 2, 3, 4, 5, 6)
            }
        }

        test("Löwdin orthogonalization keeps all eigenvalues, and a model of it predicts in an orthonormal basis") {
            val spec = hamiltonian(GoldenWater.orbitals, "fock", lowdin())
            val matrices = Engine.shared.referenceMatrices(spec, data)
            val reference = data.matrices("fock")
            for (s in 0 until data.size) {
                val before = Engine.shared.referenceEigenvalues(reference.matrix(s), reference.overlap(s))
                val after = Engine.shared.referenceEigenvalues(matrices[s], null)
                for (k in before.indices) abs(before[k] - after[k]) shouldBeLessThan 1e-12 * 100
            }
            val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 4))
            val model =
                regression(spec, solver = ridge(folds = 2)) {
                    onSite from rho.correlate(nu = 2)
                    offSite from rho.correlate(nu = 1, centers = 2)
                }
            model.compile(data).train(data).isOrthonormal shouldBe true
        }

        test("a shell that the basis does not have is refused") {
            refused { hamiltonian(GoldenWater.orbitals, "fock", saph(orbitals(H to "1s", O to "4s"), O to 1)) } shouldBe
                "saph: shells among 1s 2s 3s 2p 3p 3d of O were expected, got 4s; project on shells of the full basis"
        }
    })
