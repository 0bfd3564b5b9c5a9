package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.labels.TensorMap
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.secondAtom
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Structure
import ncenter.sumNeighbors
import ncenter.tests.difference
import ncenter.tests.directly
import ncenter.tests.gram
import ncenter.tests.regrouped
import ncenter.tests.shouldEqual
import ncenter.tests.symmetry.crystal
import ncenter.tests.symmetry.molecule
import ncenter.tests.symmetry.size
import kotlin.math.abs

/** Messages between atoms, nested and regrouped (arXiv:2202.01566; test 8 and T19 of the methods guides). */
class MessageTest :
    FunSpec({
        val rho = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 1))
        val g = pairDensity(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 1))
        val atoms = molecule(4, 1, 6, 8, 1, 6)
        val lattice = crystal(2)

        test("one product per atom with the summed messages is the sum over pairs, to the same labels") {
            val pairs = rho.correlate(nu = perCenter(1, 1), centers = 2, lMax = 2).sumNeighbors()
            pairs.regrouped(atoms, lattice).shouldEqual(pairs.directly(atoms, lattice), 1e-13)
            val higher = rho.correlate(nu = perCenter(2, 1), centers = 2).sumNeighbors()
            higher.regrouped(atoms).shouldEqual(higher.directly(atoms), 1e-13)
        }

        test("a message is the sum over neighbors by definition") {
            val message = rho.correlate(nu = perCenter(0, 1), centers = 2, lMax = 2).sumNeighbors().directly(atoms)
            val density = rho.directly(atoms)
            val single = rho.correlate(nu = 0, centers = 2, selfPairs = true).directly(atoms)
            compareMessage(message, density, single) shouldBeGreaterThan 500
        }

        test("a density on the second atom is the pair feature of orders (0, 1)") {
            val combined = rho.combine(g, lMax = 2, at = secondAtom).directly(atoms)
            combined.shouldEqual(rho.correlate(nu = perCenter(0, 1), centers = 2, lMax = 2).directly(atoms), 1e-15)
        }

        test("messages of messages regroup at every level") {
            val tiny = density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 1))
            val pair = pairDensity(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 1))
            val message = tiny.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors()
            val nested = tiny.combine(message.combine(pair, at = secondAtom), lMax = 1).sumNeighbors()
            nested.regrouped(atoms, lattice).shouldEqual(nested.directly(atoms, lattice), 1e-13)
            val deeper = tiny.combine(nested.combine(pair, lMax = 1, at = secondAtom), lMax = 0).sumNeighbors()
            deeper.bodyOrder shouldBe 8
            deeper.regrouped(atoms).shouldEqual(deeper.directly(atoms), 1e-12)
        }

        test("with nothing on the second atom, a message is one correlation order more") {
            for (nu in 1..2) {
                val small = density(cutoff(3.5.angstrom), gto(nMax = 1, lMax = 2))
                val message = small.correlate(nu = nu, centers = 2).sumNeighbors().regrouped(atoms)
                val power = small.correlate(nu = nu + 1).directly(atoms)
                for (k in power.blocks.indices) {
                    withClue("nu = $nu, key ${power.keys.row(k)}") {
                        difference(gram(power.blocks[k]), gram(message.block(power.keys.row(k)))) shouldBeLessThan 1e-12
                    }
                }
            }
        }

        test("either bracketing of rho_i, rho_j and g_ij spans the same features if nothing in between is cut") {
            fun grams(feature: FeatureSpec, structure: Structure) = feature.directly(structure).let { map -> map.keys to map.blocks.map(::gram) }
            // Orders up to 2 in between hold all that two orders up to 1 reach.
            val project = rho.combine(rho.combine(g, lMax = 2, at = secondAtom), lMax = 1)
            val edge = rho.combine(rho.combine(g, lMax = 2), lMax = 1, at = secondAtom)
            val (keys, a) = grams(project, atoms)
            val (otherKeys, b) = grams(edge, atoms)
            otherKeys shouldBe keys
            for (k in a.indices) withClue("key ${keys.row(k)}") { difference(a[k], b[k]) shouldBeLessThan 1e-12 }
        }

        test("a feature combined with itself keeps every unordered pair once") {
            val combined = rho.combine(rho).directly(atoms)
            combined.shouldEqual(rho.correlate(nu = 2).directly(atoms), 1e-15)
        }
    })

/** M_i(b; a n1 l1, n2 l2) = sum over j of type b of C * rho_j * g_ij; returns how many numbers were compared. */
private fun compareMessage(message: TensorMap, density: TensorMap, single: TensorMap): Int {
    var compared = 0
    for (k in message.blocks.indices) {
        val (lambda, _, center) = message.keys.row(k)
        val block = message.blocks[k]
        val labels = block.properties
        for (q in 0 until labels.size) {
            val b = labels[q, "neighbor_type"]
            val (l1, l2) = labels[q, "l_1"] to labels[q, "l_2"]
            val c = CouplingByDefinition.real(l1, l2, lambda)
            val rho = density.block(listOf(l1, 1, b))
            val g = single.block(listOf(l2, 1, center, b))
            val qa = (0 until rho.properties.size).first { rho.properties[it, "neighbor_type"] == labels[q, "neighbor_type_1"] && rho.properties[it, "n"] == labels[q, "n_1"] }
            for (s in 0 until block.samples.size) {
                val pairs = (0 until g.samples.size).filter { g.samples.row(it).take(2) == block.samples.row(s) }
                for (mu in 0..2 * lambda) {
                    var sum = 0.0
                    for (p in pairs) {
                        val j = rho.samples.indexOf(listOf(g.samples[p, "system"], g.samples[p, "second_atom"]))
                        for (m1 in 0..2 * l1) for (m2 in 0..2 * l2) sum += c[(m1 * (2 * l2 + 1) + m2) * (2 * lambda + 1) + mu] * rho[j, m1, qa] * g[p, m2, labels[q, "n_2"]]
                    }
                    abs(block[s, mu, q] - sum) shouldBeLessThan 1e-13 * maxOf(1.0, size(block))
                    compared++
                }
            }
        }
    }
    return compared
}
