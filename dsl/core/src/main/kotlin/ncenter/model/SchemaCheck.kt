package ncenter.model

import ncenter.engine.FittedModel
import ncenter.plan.MatrixBlock
import ncenter.spec.targets.BlockType
import ncenter.structures.Elements
import ncenter.structures.Structure
import kotlin.math.sqrt

/** Refuses structures that a model was not trained for. */
internal class SchemaCheck(
    fitted: FittedModel,
) {
    private val schema = fitted.plan.schema
    private val cutoff = fitted.plan.neighbors.maxOfOrNull { it.cutoff.inAngstrom } ?: 0.0

    /** Elements of the schema that training had structures with. */
    private val learned = fitted.plan.counts?.atoms.orEmpty().filterValues { it > 0 }.keys.sorted()
    private val isMatrix = fitted.weights.any { weights -> weights.problem.targets.any { it is MatrixBlock } }

    /** Pairs of elements that training had seen within the cutoff. */
    private val seenPairs: Set<List<Int>> =
        fitted.weights
            .filter { it.rows > 0 }
            .flatMap { it.problem.targets }
            .filterIsInstance<MatrixBlock>()
            .filter { it.blockType != BlockType.OnSite }
            .map { it.types }
            .toSet()

    fun check(structure: Structure, index: Int) {
        structure.elements.firstOrNull { it !in learned }?.let { unknown ->
            val atom = structure.types.indexOf(unknown)
            throw IllegalArgumentException(
                "predict: elements ${learned.map(Elements::symbol)} were expected, got ${Elements.symbol(unknown)} " +
                    "(structure $index, atom $atom); train the model on structures with ${Elements.symbol(unknown)}",
            )
        }
        require(structure.isPeriodic == schema.periodic) {
            val (expected, got) =
                if (schema.periodic) {
                    "periodic structures" to "no cell"
                } else {
                    "structures without periodic axes" to
                        "a periodic cell"
                }
            "predict: $expected were expected, got $got (structure $index); the model was trained on such structures only"
        }
        if (isMatrix) checkPairs(structure, index)
    }

    private fun checkPairs(structure: Structure, index: Int) {
        val types = structure.types
        val x = structure.positions
        for (i in types.indices) {
            for (j in 0 until i) {
                val pair = listOf(minOf(types[i], types[j]), maxOf(types[i], types[j]))
                if (pair in seenPairs || distance(x, i, j) >= cutoff) continue
                throw IllegalArgumentException(
                    "predict: pairs ${seenPairs.map { p -> p.joinToString("-", transform = Elements::symbol) }} were expected, got " +
                        "${pair.joinToString(
                            "-",
                            transform = Elements::symbol,
                        )} (structure $index, atoms $j and $i); train on structures that have such a pair",
                )
            }
        }
    }

    private fun distance(x: DoubleArray, i: Int, j: Int): Double = sqrt((0..2).sumOf { (x[3 * i + it] - x[3 * j + it]).let { d -> d * d } })
}
