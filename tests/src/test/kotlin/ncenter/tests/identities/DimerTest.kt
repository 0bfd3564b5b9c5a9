package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.hamiltonian
import ncenter.model.HamiltonianMatrix
import ncenter.model.TrainedModel
import ncenter.regression
import ncenter.ridge
import ncenter.structures.Structure
import ncenter.structures.rotated
import ncenter.structures.translated
import ncenter.tests.GoldenWater
import ncenter.tests.symmetry.rotatedMatrix
import ncenter.tests.symmetry.rotation
import ncenter.train
import ncenter.withMatrices
import kotlin.math.abs

/** Two atoms know their distance and nothing else (test 16 of the methods guide): the form of Slater and Koster. */
class DimerTest :
    FunSpec({
        val model = fockModel()
        val dimers = mapOf("H2" to intArrayOf(1, 1), "OH" to intArrayOf(8, 1), "HO" to intArrayOf(1, 8))

        for ((name, types) in dimers) {
            test("$name on the z axis couples equal m only") {
                val predicted = model.predict(onAxis(types, 0.9)) as HamiltonianMatrix
                val m = angularComponents(predicted)
                for (p in m.indices) {
                    for (q in m.indices) if (m[p] != m[q]) withClue("$p, $q") { abs(predicted[p, q]) shouldBeLessThan 1e-12 }
                }
                // sigma and pi elements of the p shells are there and differ; +1 and -1 are the same.
                val first = m.indices.first { m[it] == -1 }
                abs(predicted[first, first]) shouldBeGreaterThan 1e-3
                abs(predicted[first, first] - predicted[first + 1, first + 1]) shouldBeGreaterThan 1e-4
                abs(predicted[first, first] - predicted[first + 2, first + 2]) shouldBeLessThan 1e-12
            }

            test("the matrix of $name in its bond frame depends on the distance only") {
                for (seed in 1L..4L) {
                    val r = rotation(seed)
                    val reference = onAxis(types, 1.0)
                    val turned = reference.rotated(r).translated(seed * 1.0, 0.3, -2.0)
                    val expected = rotatedMatrix((model.predict(reference) as HamiltonianMatrix).values, reference, GoldenWater.orbitals, r)
                    val predicted = (model.predict(turned) as HamiltonianMatrix).values
                    expected.indices.maxOf { abs(expected[it] - predicted[it]) } shouldBeLessThan 1e-11
                }
                val near = (model.predict(onAxis(types, 0.9)) as HamiltonianMatrix).values
                val far = (model.predict(onAxis(types, 1.1)) as HamiltonianMatrix).values
                near.indices.maxOf { abs(near[it] - far[it]) } shouldBeGreaterThan 1e-3
            }
        }
    })

private fun onAxis(types: IntArray, r: Double) = Structure(types, doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, r))

/** The m of every row. */
private fun angularComponents(matrix: HamiltonianMatrix): List<Int> = matrix.structure.types.flatMap { type -> matrix.orbitals.shells(type).flatMap { (-it.l..it.l).toList() } }

private fun fockModel(): TrainedModel {
    val data = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical)
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 4))
    val spec =
        regression(hamiltonian(GoldenWater.orbitals, "fock"), solver = ridge(1e-8)) {
            onSite from rho.correlate(nu = 1)
            offSite from rho.correlate(nu = 1, centers = 2)
        }
    return spec.compile(data).train(data)
}
