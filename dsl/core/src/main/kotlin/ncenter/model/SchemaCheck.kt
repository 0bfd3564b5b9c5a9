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
    }

    /** Refuses a pair of elements that training had no structure with: its blocks would be predicted as zero. */
    fun checkPairs(structure: Structure, index: Int) {
        val (i, j) = unseenPair(structure) ?: return
        val seen = seenPairs.map { p -> p.joinToString("-", transform = Elements::symbol) }
        val pair = listOf(structure.type(i), structure.type(j)).sorted().joinToString("-", transform = Elements::symbol)
        throw IllegalArgumentException(
            "predict: pairs $seen were expected, got $pair (structure $index, atoms $j and $i); train on structures that have such a pair",
        )
    }

    /** Two atoms within the cutoff whose pair of elements training had not seen, the larger number first. */
    fun unseenPair(structure: Structure): Pair<Int, Int>? {
        if (!isMatrix) return null
        val types = structure.types
        val x = structure.positions
        for (i in types.indices) {
            for (j in 0 until i) {
                val pair = listOf(minOf(types[i], types[j]), maxOf(types[i], types[j]))
                if (pair !in seenPairs && distance(x, i, j) < cutoff) return i to j
            }
        }
        return null
    }

    private fun distance(x: DoubleArray, i: Int, j: Int): Double = sqrt((0..2).sumOf { (x[3 * i + it] - x[3 * j + it]).let { d -> d * d } })
}
