package ncenter.engine

import ncenter.labels.TensorMap
import ncenter.plan.Step
import ncenter.run.Chunk
import ncenter.structures.Elements
import ncenter.structures.Structure

/** Features whose contractions are fitted: the same numbers for a structure whatever it is computed with. Thread-safe. */
public class FittedFeatures internal constructor(
    private val engine: Engine,
    private val steps: List<Step>,
    private val elements: List<Int>,
    /** What was learned. */
    public val fitted: FittedSteps,
) {
    private val executor = StepExecutor(steps, elements, fitted, engine.linearAlgebra)

    /** All blocks for [structures], samples numbered by the position in the list. */
    @JvmOverloads
    public fun compute(structures: List<Structure>, listener: ProgressListener = ProgressListener.NONE): TensorMap {
        val unknown = structures.flatMap { it.elements }.firstOrNull { it !in elements }
        require(unknown == null) {
            "compute: elements ${elements.map(Elements::symbol)} were expected, got ${Elements.symbol(unknown!!)}; fit on structures that have it too"
        }
        return executor.run(Chunk(structures, 0), setOf(steps.last().id), engine.workers(listener)).getValue(steps.last().id)
    }
}
