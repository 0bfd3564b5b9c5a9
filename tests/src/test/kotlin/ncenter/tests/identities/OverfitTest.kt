package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.model.HamiltonianMatrix
import ncenter.regression
import ncenter.ridge
import ncenter.structures.rotated
import ncenter.tests.papers.Water
import ncenter.tests.symmetry.rotation
import ncenter.train
import kotlin.math.abs

/** One molecule is learned to the last digit when the ridge strength goes to zero (test 15 of the methods guide). */
class OverfitTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 2))

        fun error(alpha: Double, index: Int): Double {
            val data = Water.data.subset(intArrayOf(index))
            val spec =
                regression(Water.fock, solver = ridge(alpha)) {
                    onSite from rho.correlate(nu = 2)
                    offSite from rho.correlate(nu = 1, centers = 2)
                }
            val predicted = spec.compile(data).train(data).predict(data[0]) as HamiltonianMatrix
            val expected = data.matrices("fock").matrix(0)
            return expected.indices.maxOf { abs(predicted.values[it] - expected[it]) }
        }

        test("a single water is reproduced to 1e-8 hartree") {
            for (index in listOf(0, 123, 999)) error(1e-14, index) shouldBeLessThan 1e-8
        }

        test("a strong ridge does not reproduce it") {
            error(1.0, 0) shouldBeGreaterThan 1e-3
        }
    })
