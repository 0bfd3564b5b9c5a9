package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.compile
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.labels.TensorMap
import ncenter.model.HamiltonianMatrix
import ncenter.model.TrainedModel
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.regression
import ncenter.ridge
import ncenter.spec.features.FeatureSpec
import ncenter.square
import ncenter.structures.Dataset
import ncenter.structures.Structure
import ncenter.structures.rotated
import ncenter.structures.translated
import ncenter.sumNeighbors
import ncenter.tests.papers.Water
import ncenter.tests.symmetry.molecule
import ncenter.tests.symmetry.rotation
import ncenter.tests.symmetry.size
import ncenter.train
import kotlin.math.abs

private val CUTOFF = cutoff(3.5.angstrom)

/** Nothing beyond the cutoff is felt, and crossing it is smooth (test 17 of the methods guide). */
class LocalityTest :
    FunSpec({
        val rho = density(CUTOFF, gto(nMax = 2, lMax = 2))
        val features =
            mapOf(
                "density" to rho,
                "rho^2" to rho.correlate(nu = 2),
                "rho^3" to rho.correlate(nu = 3, lMax = 1),
                "pair density" to pairDensity(CUTOFF, gto(nMax = 2, lMax = 2)),
                "pairs, nu = 1" to rho.correlate(nu = 1, centers = 2),
                "pairs, nu = (1, 1)" to rho.correlate(nu = perCenter(1, 1), centers = 2, lMax = 1),
                "triples" to rho.correlate(nu = 1, centers = 3, lMax = 1),
                "squares of triples" to square(rho.correlate(nu = 0, centers = 3)).sumNeighbors().sumNeighbors(),
                "messages" to rho.correlate(nu = perCenter(0, 1), centers = 2).sumNeighbors(),
            )
        val atoms = molecule(3, 8, 1, 6, 1)

        for ((name, feature) in features) {
            test("$name: an atom at the cutoff or beyond changes no bit of the others") {
                val alone = feature.compute(listOf(with(atoms, 20.0)))
                for (distance in listOf(3.5, 3.6)) {
                    val near = feature.compute(listOf(beside(atoms, distance)))
                    withClue("at $distance") { (samplesWithout(near, atoms.size) == samplesWithout(alone, atoms.size)) shouldBe true }
                }
                val inside = feature.compute(listOf(beside(atoms, 3.3)))
                (samplesWithout(inside, atoms.size) == samplesWithout(alone, atoms.size)) shouldBe inside.isOfPairsAlone(feature)
            }
        }

        test("the slope of a feature does not jump where a neighbor enters") {
            val invariants = rho.correlate(nu = 2)

            fun slope(distance: Double): Double {
                val step = 1e-6

                fun at(x: Double) = invariants.compute(listOf(pair(x))).block(listOf(0, 1, 8)).values
                val ahead = at(distance + step)
                val behind = at(distance - step)
                return ahead.indices.maxOf { abs(ahead[it] - behind[it]) } / (2 * step)
            }
            // The slope falls to zero together with the distance to the edge, from both sides.
            slope(3.5 + 1e-3) shouldBe 0.0
            slope(3.5 - 0.25) shouldBeGreaterThan 1e-3
            slope(3.5 - 1e-6) shouldBeLessThan 1e-6
            slope(3.5) shouldBeLessThan 1e-6
        }

        test("a step instead of a smooth edge makes features jump") {
            val sharp = density(cutoff(3.5.angstrom, smoothing = 0.0.angstrom), gto(nMax = 2, lMax = 2))
            val inside = sharp.compute(listOf(pair(3.5 - 1e-9))).block(listOf(0, 1, 8)).values
            val outside = sharp.compute(listOf(pair(3.5 + 1e-9))).block(listOf(0, 1, 8)).values
            inside.indices.maxOf { abs(inside[it] - outside[it]) } shouldBeGreaterThan 1e-3
        }

        test("two far molecules have a matrix of two separate blocks, each the matrix of one alone") {
            val model = waterModel()
            val a = Water.data[300].rotated(rotation(1))
            val b = Water.data[301].rotated(rotation(2)).translated(9.0, -7.0, 8.0)
            val joint = model.predict(joined(a, b)) as HamiltonianMatrix
            val blockA = model.predict(a) as HamiltonianMatrix
            val blockB = model.predict(b) as HamiltonianMatrix
            for (p in 0 until 12) {
                for (q in 0 until 12) {
                    val expected =
                        when {
                            p < 6 && q < 6 -> blockA[p, q]
                            p >= 6 && q >= 6 -> blockB[p - 6, q - 6]
                            else -> 0.0
                        }
                    withClue("entry $p, $q") { abs(joint[p, q] - expected) shouldBeLessThan 1e-12 }
                }
            }
        }

        test("the predicted energy of two far molecules is the sum of both") {
            val rho2 = rho.correlate(nu = 2)
            val energies =
                DoubleArray(30) {
                    Water.data
                        .matrices("fock")
                        .matrix(it)
                        .let { f -> (0..5).sumOf { k -> f[7 * k] } }
                }
            val data = Dataset(List(30) { Water.data[it].withoutInfo() }).withProperty("trace", energies)
            val model = regression(ncenter.property("trace"), rho2, ridge(1e-8)).compile(data).train(data)
            val a = Water.data[50].withoutInfo()
            val b = Water.data[51].withoutInfo().translated(0.0, 11.0, 0.0)
            val sum = model.predict(a).values[0] + model.predict(b).values[0]
            abs(model.predict(joined(a, b)).values[0] - sum) shouldBeLessThan 1e-11 * abs(sum)
        }
    })

/** The bare pair density does not know third atoms: a new neighbor changes nothing for the others. */
private fun TensorMap.isOfPairsAlone(feature: FeatureSpec) = keys.names.size == 4 && feature.bodyOrder == 2

/** Atom 0 at the origin, a hydrogen at [x] on the x axis. */
private fun pair(x: Double) = Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, x, 0.0, 0.0))

/** [atoms] and one carbon far away. */
private fun with(atoms: Structure, x: Double) = Structure(atoms.types + 6, atoms.positions + doubleArrayOf(x, 0.0, 0.0))

/** [atoms] and one carbon that is [distance] from the nearest of them. */
private fun beside(atoms: Structure, distance: Double): Structure {
    val outermost = (0 until atoms.size).maxBy { atoms.position(it, 0) }
    return Structure(
        atoms.types + 6,
        atoms.positions +
            doubleArrayOf(
                atoms.position(outermost, 0) + distance,
                atoms.position(outermost, 1),
                atoms.position(outermost, 2),
            ),
    )
}

/** All rows whose sample does not name [atom], bit by bit, as text that can be compared. */
private fun samplesWithout(map: TensorMap, atom: Int): List<String> = map.blocks.flatMapIndexed { k, block ->
    val row = block.componentSize * block.properties.size
    val columns =
        block.samples.names.indices
            .filter { "atom" in block.samples.names[it] }
    (0 until block.samples.size).filter { s -> columns.none { block.samples.row(s)[it] == atom } }.map { s ->
        "${map.keys.row(k)} ${block.samples.row(s)} ${block.values.copyOfRange(s * row, (s + 1) * row).contentToString()}"
    }
}

private fun joined(a: Structure, b: Structure) = Structure(a.types + b.types, a.positions + b.positions)

private fun Structure.withoutInfo() = Structure(types, positions)

private fun waterModel(): TrainedModel {
    val rho = density(CUTOFF, gto(nMax = 3, lMax = 2))
    val data = Water.data.subset(IntArray(30) { it })
    val spec =
        regression(Water.fock, solver = ridge(1e-10)) {
            onSite from rho.correlate(nu = 2)
            offSite from rho.correlate(nu = 1, centers = 2)
        }
    return spec.compile(data).train(data)
}
