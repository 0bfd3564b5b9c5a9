package ncenter.tests.plans

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.engine.FittedModel
import ncenter.engine.Predictor
import ncenter.engine.Training
import ncenter.gto
import ncenter.plan.MatrixBlock
import ncenter.plan.rules.allRules
import ncenter.regression
import ncenter.ridge
import ncenter.spec.models.Ridge
import ncenter.spec.targets.BlockType
import ncenter.structures.Dataset
import ncenter.structures.Folds
import ncenter.structures.RawMatrices
import ncenter.structures.Structure
import ncenter.structures.rotated
import ncenter.structures.translated
import ncenter.tests.papers.Water
import ncenter.tests.symmetry.rotatedMatrix
import ncenter.tests.symmetry.rotation
import ncenter.train
import ncenter.withMatrices
import java.nio.ByteBuffer
import java.security.MessageDigest

/** The same bits for any number of threads, and cross-validation that never splits a structure (test 20 of the methods guide). */
class ReproducibilityTest :
    FunSpec({
        val solver = ridge(alpha = 1e-10..1.0, folds = 3)

        for (case in cases()) {
            test("$case: one, two and four threads give the same bits") {
                val digests =
                    listOf(1, 2, 4).map { threads ->
                        Engine(threads).use { it.digest(case, solver) }
                    }
                digests.toSet().size shouldBe 1
            }
        }

        test("chunks of a few structures give the same bits for any number of threads too") {
            val case = cases().first { it.name == "energy" }
            val digests =
                listOf(1, 2, 4).map { threads ->
                    Engine(threads).use { engine ->
                        val plan = engine.planOf(case, allRules, solver, memoryBytes = chunkBudget(engine.planOf(case, allRules, solver)))
                        plan.settings.chunkStructures.shouldNotBeNull() shouldBeInRange 1..11
                        engine.run(plan, case).let { digest(it.first, it.second) }
                    }
                }
            digests.toSet().size shouldBe 1
        }

        test("the digest tells models apart: another ridge strength, another seed of the folds") {
            val case = cases().first()
            val digests =
                listOf(solver, solver.copy(seed = 1), ridge(1e-4), ridge(1.0000000001e-4)).map { chosen ->
                    Engine(2).use { it.digest(case, chosen) }
                }
            digests.toSet().size shouldBe digests.size
        }

        test("a prediction is the same bits whichever structures are predicted with it") {
            val case = cases().first { it.name == "organic molecules" }
            Engine(2).use { engine ->
                val training = engine.train(engine.planOf(case, allRules, solver), case.train)
                val predictor =
                    Predictor(engine, FittedModel(training.plan, training.weights, training.steps, training.baseline, orthonormal = false))
                val structures = case.train.structures
                val together = predictor.predict(structures)
                for (s in structures.indices) {
                    predictor.predict(structures.subList(s, s + 1))[0].toList() shouldBe together[s].toList()
                    predictor.predict(structures.drop(s).reversed()).last().toList() shouldBe together[s].toList()
                }
            }
        }

        test("folds depend on the seed and on nothing else, and are as equal as they can be") {
            val folds = Folds.of(structures = 101, folds = 5, seed = 42)
            Folds.of(101, 5, 42).assignment.toList() shouldBe folds.assignment.toList()
            Folds.of(101, 5, 43).assignment.toList() shouldNotBe folds.assignment.toList()
            (0 until 5).map { fold -> folds.assignment.count { it == fold } }.sorted() shouldBe listOf(20, 20, 20, 20, 21)
        }

        test("twins within one structure do not leak between folds") {
            // Each structure of the second set holds two turned copies of one molecule, too far apart to see each other. If rows of
            // one structure fell into different folds, every validation atom would have its twin in training, and no error.
            val single = errors(Water.data.subset(IntArray(12) { it }), solver)
            val twins = errors(twins(12), solver)
            for ((block, error) in single) withClue(block) { (twins.getValue(block) / error).shouldBeBetween(0.5, 2.0, 0.0) }
            single.size shouldBe 7
        }
    })

private fun Engine.digest(case: Case, solver: Ridge): String = run(planOf(case, allRules, solver), case).let { digest(it.first, it.second) }

/** SHA-256 of every fitted number and every predicted one. */
private fun digest(training: Training, predictions: List<DoubleArray>): String {
    val sha = MessageDigest.getInstance("SHA-256")

    fun add(values: DoubleArray) {
        val bytes = ByteBuffer.allocate(8 * values.size)
        values.forEach { bytes.putDouble(it) }
        sha.update(bytes.array())
    }
    for (fit in training.weights) {
        listOf(
            fit.weights,
            fit.intercepts,
            fit.alphas,
            fit.cvError,
            doubleArrayOf(fit.meanSquaredNorm),
        ).forEach(::add)
    }
    training.steps.projections
        .toSortedMap()
        .values
        .forEach { blocks -> blocks.entries.sortedBy { "${it.key}" }.forEach { add(it.value) } }
    training.steps.iterations
        .toSortedMap()
        .values
        .forEach { fit -> fit.matrices.entries.sortedBy { "${it.key}" }.forEach { add(it.value.values) } }
    training.baseline
        .toSortedMap()
        .values
        .forEach { add(doubleArrayOf(it)) }
    predictions.forEach(::add)
    return sha.digest().joinToString("") { "%02x".format(it) }
}

/** Validation error of every block within a molecule. */
private fun errors(data: Dataset, solver: Ridge): Map<MatrixBlock, Double> {
    val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2))
    val spec =
        regression(Water.fock, solver = solver) {
            onSite from rho.correlate(nu = 1)
            offSite from rho.correlate(nu = 1, centers = 2)
        }
    val weights = spec.compile(data).train(data).weights
    val all = weights.flatMap { fit -> fit.problem.targets.mapIndexed { t, block -> block as MatrixBlock to fit.cvError[t] } }
    return all.filter { it.first.blockType == BlockType.OnSite || it.first.blockType == BlockType.DifferentSpecies }.toMap()
}

private fun twins(count: Int): Dataset {
    val structures =
        List(count) { s ->
            val a = Water.data[s].rotated(rotation(2L * s))
            val b = Water.data[s].rotated(rotation(2L * s + 1)).translated(20.0, 0.0, 0.0)
            Structure(a.types + b.types, a.positions + b.positions)
        }
    val matrices =
        List(count) { s ->
            val a = rotatedMatrix(matrix(s), Water.data[s], Water.orbitals, rotation(2L * s))
            val b = rotatedMatrix(matrix(s), Water.data[s], Water.orbitals, rotation(2L * s + 1))
            DoubleArray(144) { e ->
                val (p, q) = e / 12 to e % 12
                if (p < 6 && q < 6) {
                    a[p * 6 + q]
                } else if (p >= 6 && q >= 6) {
                    b[(p - 6) * 6 + q - 6]
                } else {
                    0.0
                }
            }
        }
    return Dataset(structures).withMatrices("fock", raw(matrices), Water.orbitals)
}

private fun matrix(s: Int): DoubleArray = Water.data.matrices("fock").matrix(s)

private fun raw(matrices: List<DoubleArray>) = RawMatrices("given", matrices).inOrder(canonical)
