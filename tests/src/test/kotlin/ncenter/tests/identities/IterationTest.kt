package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.fit
import ncenter.gto
import ncenter.join
import ncenter.kernels.math.ClebschGordan
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.pca
import ncenter.perCenter
import ncenter.plan.IterationBlock
import ncenter.plan.IterationStep
import ncenter.plan.rules.featureSteps
import ncenter.run.correlations.FittedIteration
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Structure
import ncenter.tests.symmetry.molecule
import ncenter.top
import kotlin.math.abs
import kotlin.math.sqrt

private val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 2))
private val molecules = List(30) { molecule(100L + it, 1, 6, 1, 6, 1, 6) }

private fun iterated(nu: Int) = rho.correlate(nu = nu, contract = pca(9, invariants = 12), screen = top(40), purify = true)

/** Screened, purified and contracted correlations against their definition (T14, T15, T17 of the methods guide). */
class IterationTest :
    FunSpec({
        test("tiles give the numbers of products, regression and components one after the other (T17)") {
            for (nu in 2..4) {
                val lower = (1 until nu).map { iterated(it).compute(molecules) }
                val step = featureSteps(iterated(nu), listOf(1, 6)).last() as IterationStep
                val features = iterated(nu).fit(molecules)
                val fused = features.compute(molecules)
                val fitted = features.fitted.iterations.getValue(step.id)
                for ((k, block) in step.blocks.withIndex()) {
                    withClue("nu=$nu ${block.key}") { difference(fused.blocks[k].values, staged(block, fitted, lower)) shouldBeLessThan 1e-12 }
                }
            }
        }

        test("what is kept has nothing left of lower orders (T14)") {
            val orders = (1..4).map { iterated(it).compute(molecules) }
            for (nu in 2..4) {
                for (k in orders[nu - 1].blocks.indices) {
                    val row = orders[nu - 1].keys.row(k)
                    val block = orders[nu - 1].blocks[k]
                    norm(block.values) shouldBeGreaterThan 0.0
                    for (old in orders.take(nu - 1).mapNotNull { it.blockOrNull(row) }) withClue("nu=$nu $row") { overlap(old, block) shouldBeLessThan 1e-6 }
                }
            }
            // Without purification they overlap: the test above can fail.
            val plain = rho.correlate(nu = 2, contract = pca(9), screen = top(40)).compute(molecules)
            overlap(orders[0].blocks[0], plain.block(orders[0].keys.row(0))) shouldBeGreaterThan 1e-3
        }

        for (purify in listOf(false, true)) {
            test("all components and no screen keep every kernel (T15), purify = $purify") {
                for (nu in 1..3) {
                    val features = rho.correlate(nu = 1..nu, contract = pca(100_000), purify = purify).compute(molecules.take(6))
                    val expected = rho.correlate(nu = 1..nu).compute(molecules.take(6))
                    features.keys shouldBe expected.keys
                    for (k in expected.blocks.indices) {
                        withClue("nu=1..$nu ${expected.keys.row(k)}") {
                            // Purified orders are a linear map of all orders: the kernel is another one, the span is the same.
                            if (!purify) difference(kernel(features.blocks[k]), kernel(expected.blocks[k])) shouldBeLessThan 1e-10
                            distanceFromSpan(features.blocks[k], expected.blocks[k]) shouldBeLessThan 1e-7
                            distanceFromSpan(expected.blocks[k], features.blocks[k]) shouldBeLessThan 1e-7
                        }
                    }
                }
            }
        }

        test("pairs of atoms keep their kernels too") {
            for (orders in listOf(perCenter(1, 0), perCenter(2, 0), perCenter(1, 1))) {
                val features = rho.correlate(nu = orders, centers = 2, contract = pca(100_000)).compute(molecules.take(3))
                val expected = rho.correlate(nu = orders, centers = 2).compute(molecules.take(3))
                for (k in expected.blocks.indices) {
                    withClue("$orders ${expected.keys.row(k)}") { difference(kernel(features.blocks[k]), kernel(expected.blocks[k])) shouldBeLessThan 1e-10 }
                }
            }
        }

        test("more components keep more, and the strongest come first (T15)") {
            var before = 0.0
            for (components in listOf(1, 3, 6, 10, 20)) {
                val block = rho.correlate(nu = 2, contract = pca(components)).compute(molecules).block(listOf(0, 1, 6))
                val squares = List(block.properties.size) { p -> (0 until block.samples.size).sumOf { s -> block[s, 0, p] * block[s, 0, p] } }
                squares.zipWithNext().forEach { (a, b) -> a shouldBeGreaterThan b - 1e-12 }
                if (components <= 10) squares.sum() shouldBeGreaterThan before
                before = squares.sum()
            }
        }

        test("a screen keeps as many pairs as it says, and fewer products give another feature") {
            val fitted = iterated(3).fit(molecules).fitted.iterations
            for (fit in fitted.values) {
                for ((group, pairs) in fit.pairs) pairs.size shouldBe minOf(40L, group.size).toInt()
                fit.pairs.values.shouldNotBeEmpty()
            }
            val all = rho.correlate(nu = 3, contract = pca(9), purify = true).compute(molecules)
            difference(all.blocks[0].values, rho.correlate(nu = 3, contract = pca(9), screen = top(30), purify = true).compute(molecules).blocks[0].values) shouldBeGreaterThan 1e-3
        }

        test("components fitted on some structures are those of a set of these") {
            val some = rho.correlate(nu = 2, contract = pca(5, structures = 10), screen = top(20), purify = true)
            val every = rho.correlate(nu = 2, contract = pca(5), screen = top(20), purify = true)
            val expected = every.fit(List(10) { molecules[3 * it] }).compute(molecules)
            some.compute(molecules).blocks.map { it.values.toList() } shouldBe expected.blocks.map { it.values.toList() }
        }

        test("one, two and four threads, alone or together: the same bits") {
            val feature = iterated(4) join iterated(3) join rho.correlate(nu = 2, centers = 2, contract = pca(4), screen = top(20)).let { ncenter.spec.features.SumNeighborsSpec(it) }
            val results = listOf(1, 2, 4).map { threads -> Engine(threads).use { bits(feature.fit(molecules, it).compute(molecules)) } }
            results.toSet().size shouldBe 1
            val fitted = feature.fit(molecules)
            val together = fitted.compute(molecules)
            for (s in listOf(0, 7, 29)) {
                val alone = fitted.compute(listOf(molecules[s]))
                for (k in alone.blocks.indices) rowsOf(together.blocks[k], s) shouldBe alone.blocks[k].values.toList()
            }
            together.blocks.size shouldBeGreaterThan 0
        }
    })

/** Products by the definition, then [F_new, F_old] times the matrix. */
private fun staged(block: IterationBlock, fitted: FittedIteration, lower: List<TensorMap>): DoubleArray {
    val pairs = fitted.pairs.getValue(block.group)
    val matrix = fitted.matrices.getValue(block.key)
    val (first, second) = lower.last() to lower.first()
    val chosen = (0 until pairs.size).filter { block.group.candidates[pairs.candidate[it]].reaches(block.key.lambda) }
    val samples = first.block(block.group.candidates[0].first.row).samples.size
    val out = DoubleArray(samples * block.key.components * block.q)
    for (s in 0 until samples) {
        for (mu in 0 until block.key.components) {
            val row = chosen.map { p -> product(block, pairs.candidate[p], pairs.first[p], pairs.second[p], first, second, s, mu) } +
                block.old.flatMap { old -> lower[old.input - 2].block(block.key.row).let { b -> List(old.q) { b[s, mu, it] } } }
            row.size shouldBe matrix.height
            for (c in 0 until matrix.rank) out[(s * block.key.components + mu) * block.q + c] = row.indices.sumOf { row[it] * matrix.values[it * matrix.rank + c] }
        }
    }
    return out
}

private fun product(block: IterationBlock, c: Int, i: Int, j: Int, first: TensorMap, second: TensorMap, s: Int, mu: Int): Double {
    val candidate = block.group.candidates[c]
    val (a, b) = first.block(candidate.first.row) to second.block(candidate.second.row)
    val cg = ClebschGordan.real(candidate.first.lambda, candidate.second.lambda, block.key.lambda)
    val n2 = candidate.second.components
    var sum = 0.0
    for (m1 in 0 until candidate.first.components) for (m2 in 0 until n2) sum += cg[(m1 * n2 + m2) * block.key.components + mu] * a[s, m1, i] * b[s, m2, j]
    return sum * if (candidate.exchanged && !(candidate.first == candidate.second && i == j)) sqrt(2.0) else 1.0
}

private fun bits(map: TensorMap): List<List<Long>> = map.blocks.map { block -> block.values.map { it.toRawBits() } }

private fun rowsOf(block: TensorBlock, system: Int): List<Double> {
    val size = block.componentSize * block.properties.size
    return (0 until block.samples.size).filter { block.samples[it, "system"] == system }.flatMap { block.values.toList().subList(it * size, (it + 1) * size) }
}

private fun norm(values: DoubleArray): Double = sqrt(values.sumOf { it * it })

/** Largest difference relative to the largest value. */
private fun difference(a: DoubleArray, b: DoubleArray): Double {
    a.size shouldBe b.size
    return a.indices.maxOf { abs(a[it] - b[it]) } / maxOf(1e-300, b.maxOf { abs(it) })
}

private fun kernel(block: TensorBlock): DoubleArray {
    val n = block.samples.size * block.componentSize
    val q = block.properties.size
    return DoubleArray(n * n) { k -> (0 until q).sumOf { block.values[k / n * q + it] * block.values[k % n * q + it] } }
}

private fun overlap(a: TensorBlock, b: TensorBlock): Double {
    val (na, nb) = a.properties.size to b.properties.size
    var sum = 0.0
    for (i in 0 until na) {
        for (j in 0 until nb) {
            (0 until a.samples.size * a.componentSize).sumOf { a.values[it * na + i] * b.values[it * nb + j] }.let { sum += it * it }
        }
    }
    return sqrt(sum) / (norm(a.values) * norm(b.values))
}

/** How far the columns of [a] are from the space of those of [b], relative to their size. */
private fun distanceFromSpan(a: TensorBlock, b: TensorBlock): Double {
    val rows = a.samples.size * a.componentSize
    val basis = mutableListOf<DoubleArray>()
    fun column(block: TensorBlock, c: Int) = DoubleArray(rows) { block.values[it * block.properties.size + c] }

    fun reduced(x: DoubleArray) = x.also { repeat(2) { for (v in basis) v.indices.sumOf { i -> v[i] * x[i] }.let { dot -> for (i in x.indices) x[i] -= dot * v[i] } } }
    val scale = norm(b.values)
    for (c in 0 until b.properties.size) {
        val x = reduced(column(b, c))
        if (norm(x) > 1e-9 * scale) basis += norm(x).let { n -> DoubleArray(rows) { x[it] / n } }
    }
    return (0 until a.properties.size).maxOf { norm(reduced(column(a, it))) } / norm(a.values)
}
