package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
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

/** Features of an atom with two and more of its neighbors (tests 9 and T7 of the methods guides). */
class TripleTest :
    FunSpec({
        val rho = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 1))
        val small = density(cutoff(4.0.angstrom), gto(nMax = 1, lMax = 2))
        val atoms = molecule(1, 1, 6, 8, 1, 6)
        val lattice = crystal(2)

        test("a triple is the pair feature coupled with the second neighbor, by definition") {
            val triples = rho.correlate(nu = 1, centers = 3, selfPairs = true).directly(atoms)
            val pairs = rho.correlate(nu = 1, centers = 2, selfPairs = true).directly(atoms)
            val single = rho.correlate(nu = 0, centers = 2, selfPairs = true).directly(atoms)
            var compared = 0
            for (k in triples.blocks.indices) compared += compareWithDefinition(triples, k, pairs, single)
            compared shouldBeGreaterThan 2000
        }

        test("the sum over the third atom is the pair feature coupled with the density of the first") {
            for (nu in 0..2) {
                val summed = small.correlate(nu = nu, centers = 3).sumNeighbors()
                withClue("nu = $nu") { summed.regrouped(atoms, lattice).shouldEqual(summed.directly(atoms, lattice), 1e-13) }
            }
            // The same feature in the other order of factors: equal up to signs and the order of properties.
            val summed = rho.correlate(nu = 1, centers = 3).sumNeighbors().directly(atoms)
            val other = rho.combine(rho.correlate(nu = 1, centers = 2)).directly(atoms)
            summed.keys.size shouldBe other.keys.size
            for (k in summed.blocks.indices) {
                val block = other.block(summed.keys.row(k))
                block.samples shouldBe summed.blocks[k].samples
                difference(gram(summed.blocks[k]), gram(block)) shouldBeLessThan 1e-13
            }
        }

        test("the sum over both neighbors is rho^3, of both parities") {
            val cubed = small.correlate(nu = 3).directly(atoms, lattice)
            val chain = small.correlate(nu = 1, centers = 3).sumNeighbors().sumNeighbors()
            val direct = chain.directly(atoms, lattice)
            chain.regrouped(atoms, lattice).shouldEqual(direct, 1e-12)
            val frame = small.combine(small.correlate(nu = 0, centers = 3), lMax = 0).sumNeighbors().sumNeighbors().directly(atoms, lattice)
            for (type in listOf(1, 6, 8)) {
                for (sigma in listOf(1, -1)) {
                    val expected = cubed.block(listOf(0, sigma, type))
                    size(expected) shouldBeGreaterThan 1e-4
                    difference(gram(expected), gram(direct.block(listOf(0, sigma, type)))) shouldBeLessThan 1e-12
                    difference(gram(expected), gram(frame.block(listOf(0, sigma, type)))) shouldBeLessThan 1e-12
                }
            }
            for (k in cubed.blocks.indices) difference(gram(cubed.blocks[k]), gram(direct.block(cubed.keys.row(k)))) shouldBeLessThan 1e-12
        }

        test("exchanging the two neighbors permutes samples") {
            val triples = rho.correlate(nu = 0, centers = 3, lMax = 2).directly(atoms)
            val compared =
                triples.blocks.indices.sumOf { k ->
                    val (lambda, sigma, first, second, third) = triples.keys.row(k)
                    compareExchanged(triples.blocks[k], triples.block(listOf(lambda, sigma, first, third, second)), lambda)
                }
            compared shouldBeGreaterThan 2000
        }

        test("all atoms of a triple are distinct, unless self pairs are asked for") {
            val near = density(cutoff(8.0.angstrom), gto(nMax = 1, lMax = 0))
            fun samples(centers: Int, selfPairs: Boolean) = near.correlate(nu = 0, centers = centers, selfPairs = selfPairs).directly(atoms).blocks.sumOf { it.samples.size }
            samples(3, selfPairs = false) shouldBe 5 * 4 * 3
            samples(3, selfPairs = true) shouldBe 5 * 5 * 5
            samples(4, selfPairs = false) shouldBe 5 * 4 * 3 * 2
            samples(4, selfPairs = true) shouldBe 5 * 5 * 5 * 5
        }

        test("in a crystal, an atom and its image are two neighbors") {
            val triples = small.correlate(nu = 0, centers = 3, lMax = 0).directly(lattice)
            val all = triples.blocks.flatMap { block -> (0 until block.samples.size).map { block.samples.row(it) } }
            all.toSet().size shouldBe all.size
            all.none { it.subList(2, 6) == it.subList(6, 10) || it.subList(1, 2) + listOf(0, 0, 0) == it.subList(2, 6) } shouldBe true
            all.count { it[2] == it[6] } shouldBeGreaterThan 0
        }

        test("four centers close on rho^4 too") {
            val tiny = density(cutoff(3.0.angstrom), gto(nMax = 1, lMax = 1))
            val summed = tiny.correlate(nu = 1, centers = 4).sumNeighbors().sumNeighbors().sumNeighbors()
            val direct = summed.directly(atoms)
            summed.regrouped(atoms).shouldEqual(direct, 1e-12)
            val power = tiny.correlate(nu = 4).directly(atoms)
            for (k in power.blocks.indices) difference(gram(power.blocks[k]), gram(direct.block(power.keys.row(k)))) shouldBeLessThan 1e-12
        }
    })

/** t(i,j,k) against the sum of C * rho_ij * g_ik over components; returns how many numbers were compared. */
private fun compareWithDefinition(triples: TensorMap, k: Int, pairs: TensorMap, single: TensorMap): Int {
    val (lambda, _, first, second, third) = triples.keys.row(k)
    val block = triples.blocks[k]
    val labels = block.properties
    var compared = 0
    for (q in 0 until labels.size step 3) {
        val l1 = labels[q, "k_2"]
        val l2 = labels[q, "l_3"]
        val sigma = triples.keys.row(k)[1] * if ((l1 + l2 + lambda) % 2 == 0) 1 else -1
        val a = pairs.block(listOf(l1, sigma, first, second))
        val b = single.block(listOf(l2, 1, first, third))
        val qa = (0 until a.properties.size).first { p -> a.properties.names.all { a.properties[p, it] == labels[q, it] } }
        val c = CouplingByDefinition.real(l1, l2, lambda)
        for (s in 0 until block.samples.size) {
            val sample = block.samples.row(s)
            val ra = a.samples.indexOf(sample.take(6))
            val rb = b.samples.indexOf(sample.take(2) + sample.drop(6))
            for (mu in 0..2 * lambda) {
                var sum = 0.0
                for (m1 in 0..2 * l1) for (m2 in 0..2 * l2) sum += c[(m1 * (2 * l2 + 1) + m2) * (2 * lambda + 1) + mu] * a[ra, m1, qa] * b[rb, m2, labels[q, "n_3"]]
                abs(block[s, mu, q] - sum) shouldBeLessThan 1e-13 * maxOf(1.0, size(block))
                compared++
            }
        }
    }
    return compared
}

/** (i,k,j) with the roles of both neighbors exchanged is (-1)^(l1+l2+lambda) (i,j,k). */
private fun compareExchanged(block: TensorBlock, exchanged: TensorBlock, lambda: Int): Int {
    block.samples.size shouldBe exchanged.samples.size
    var compared = 0
    val columns = listOf("n_1", "l_1", "n_2", "l_2")
    val byLabel = (0 until exchanged.properties.size).associateBy { q -> columns.map { exchanged.properties[q, it] } }
    for (s in 0 until block.samples.size) {
        val sample = block.samples.row(s)
        val other = exchanged.samples.indexOf(sample.take(2) + sample.drop(6) + sample.subList(2, 6))
        for (q in 0 until block.properties.size) {
            val (n1, l1, n2, l2) = columns.map { block.properties[q, it] }
            val sign = if ((l1 + l2 + lambda) % 2 == 0) 1 else -1
            val p = byLabel.getValue(listOf(n2, l2, n1, l1))
            for (m in 0..2 * lambda) {
                abs(block[s, m, q] - sign * exchanged[other, m, p]) shouldBeLessThan 1e-14 * maxOf(1.0, size(block))
                compared++
            }
        }
    }
    return compared
}
