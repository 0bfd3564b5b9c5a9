package ncenter.tests.symmetry

import io.kotest.core.spec.style.FunSpec
import ncenter.angstrom
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.join
import ncenter.mix
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.quadratic
import ncenter.radialScale
import ncenter.secondAtom
import ncenter.silu
import ncenter.square
import ncenter.sumNeighbors

/** Rotation, inversion, translation and relabelling of every feature, in free space and in a crystal. */
class FeatureSymmetryTest :
    FunSpec({
        val rho = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
        val tiny = density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 2))
        val large = density(cutoff(3.5.angstrom), gto(nMax = 3, lMax = 5), radialScale = radialScale())
        val pair = pairDensity(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
        val atoms = molecule(5, 1, 6, 8, 1, 6, 1)

        val messages = tiny.correlate(nu = perCenter(0, 1), centers = 2, lMax = 1).sumNeighbors()

        val features =
            mapOf(
                "density" to large,
                "pair density" to pair,
                "rho^2" to rho.correlate(nu = 2),
                "rho^3" to tiny.correlate(nu = 3),
                "rho^3, independent" to tiny.correlate(nu = 3, independent = true),
                "rho^4, independent" to density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 1)).correlate(nu = 4, lMax = 2, independent = true),
                "pairs, nu = (0, 3), independent" to density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 1)).correlate(nu = perCenter(0, 3), centers = 2, independent = true),
                "pairs, nu = 1" to rho.correlate(nu = 1, centers = 2),
                "pairs, nu = 2" to tiny.correlate(nu = 2, centers = 2),
                "pairs, nu = (0, 1)" to rho.correlate(nu = perCenter(0, 1), centers = 2),
                "pairs, nu = (1, 1)" to tiny.correlate(nu = perCenter(1, 1), centers = 2),
                "messages" to tiny.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors(),
                "combination of messages and density" to rho.combine(rho.correlate(nu = 1, centers = 2).sumNeighbors(), lMax = 2),
                "triples, nu = 0" to rho.correlate(nu = 0, centers = 3),
                "triples, nu = 1" to tiny.correlate(nu = 1, centers = 3),
                "triples, nu = 1, with self pairs" to tiny.correlate(nu = 1, centers = 3, selfPairs = true),
                "triples, nu = (1, 1)" to tiny.correlate(nu = perCenter(1, 1), centers = 3, lMax = 1),
                "four centers" to tiny.correlate(nu = 0, centers = 4, lMax = 1),
                "pairs from triples" to tiny.correlate(nu = 1, centers = 3).sumNeighbors(),
                "atoms from triples" to tiny.correlate(nu = 1, centers = 3).sumNeighbors().sumNeighbors(),
                "pairs on triples" to tiny.correlate(nu = 0, centers = 2).combine(tiny.correlate(nu = 0, centers = 3), lMax = 1),
                "messages of messages" to tiny.combine(messages.combine(pair, lMax = 1, at = secondAtom), lMax = 1).sumNeighbors(),
                "square of pairs" to square(tiny.correlate(nu = 2, centers = 2), scale = 100.0),
                "silu of triples, summed" to silu(tiny.correlate(nu = 1, centers = 3), scale = 100.0).sumNeighbors().sumNeighbors(),
                "silu of mixed parities of atoms" to silu(rho.correlate(nu = 3, lMax = 2), scale = 10.0, combinations = mix(5)),
                "silu of mixed parities of triples, summed" to silu(tiny.correlate(nu = 1, centers = 3), scale = 100.0, combinations = mix(6, seed = 4)).sumNeighbors().sumNeighbors(),
                "quadratic forms of pairs" to quadratic(tiny.correlate(nu = 1, centers = 2)).sumNeighbors(),
                "join" to (rho.correlate(nu = 2) join rho),
            )
        for ((name, feature) in features) {
            test("$name of a molecule") { assertEquivariant(feature, atoms, floor = 1e-4) }
        }
        for (name in listOf("density", "pair density", "rho^2", "rho^3, independent", "pairs, nu = 1", "messages", "triples, nu = 1", "pairs from triples", "messages of messages", "silu of triples, summed", "silu of mixed parities of triples, summed")) {
            test("$name of a crystal") { assertEquivariant(features.getValue(name), crystal(3), tolerance = 1e-11) }
        }
    })
