package ncenter.tests.symmetry

import io.kotest.core.spec.style.FunSpec
import ncenter.angstrom
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.join
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.radialScale
import ncenter.sumNeighbors

/** Rotation, inversion, translation and relabelling of every feature, in free space and in a crystal. */
class FeatureSymmetryTest :
    FunSpec({
        val rho = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
        val tiny = density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 2))
        val large = density(cutoff(3.5.angstrom), gto(nMax = 3, lMax = 5), radialScale = radialScale())
        val pair = pairDensity(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
        val atoms = molecule(5, 1, 6, 8, 1, 6, 1)

        val features =
            mapOf(
                "density" to large,
                "pair density" to pair,
                "rho^2" to rho.correlate(nu = 2),
                "rho^3" to tiny.correlate(nu = 3),
                "pairs, nu = 1" to rho.correlate(nu = 1, centers = 2),
                "pairs, nu = 2" to tiny.correlate(nu = 2, centers = 2),
                "pairs, nu = (0, 1)" to rho.correlate(nu = perCenter(0, 1), centers = 2),
                "pairs, nu = (1, 1)" to tiny.correlate(nu = perCenter(1, 1), centers = 2),
                "messages" to tiny.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors(),
                "combination of messages and density" to rho.combine(rho.correlate(nu = 1, centers = 2).sumNeighbors(), lMax = 2),
                "join" to (rho.correlate(nu = 2) join rho),
            )
        for ((name, feature) in features) {
            test("$name of a molecule") { assertEquivariant(feature, atoms) }
        }
        for (name in listOf("density", "pair density", "rho^2", "pairs, nu = 1", "messages")) {
            test("$name of a crystal") { assertEquivariant(features.getValue(name), crystal(3), tolerance = 1e-11) }
        }
    })
