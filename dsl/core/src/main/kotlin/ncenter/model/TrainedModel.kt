package ncenter.model

import ncenter.engine.Engine
import ncenter.engine.FittedModel
import ncenter.engine.Predictor
import ncenter.engine.ProgressListener
import ncenter.plan.Plan
import ncenter.plan.explain.Measurement
import ncenter.run.regression.FittedProblem
import ncenter.spec.models.RegressionSpec
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.TargetSpec
import ncenter.structures.Schema
import ncenter.structures.Structure

/** Structures that pass through a prediction together: enough to keep all threads busy, few enough to stay small. */
private const val STRUCTURES_AT_ONCE = 64

/**
 * A trained model. Immutable and safe to share between threads.
 *
 * @property schema what the training data held; structures outside it are refused
 * @property provenance where the model comes from
 * @property measures what training took, by step id; empty for a model read from a file
 */
public class TrainedModel internal constructor(
    private val engine: Engine,
    internal val fitted: FittedModel,
    public val provenance: Provenance,
    public val measures: Map<Int, Measurement> = emptyMap(),
) {
    private val predictor = Predictor(engine, fitted)
    private val schemaCheck = SchemaCheck(fitted)

    public val spec: RegressionSpec get() = fitted.plan.spec

    public val plan: Plan get() = fitted.plan

    public val target: TargetSpec get() = spec.target

    public val schema: Schema get() = fitted.plan.schema

    /** Whether predicted matrices are in an orthonormal basis. */
    public val isOrthonormal: Boolean get() = fitted.orthonormal

    /** Number of fitted weights. */
    public val weightCount: Int get() = weights.sumOf { it.weights.size }

    /** The fitted weights, one entry per ridge problem. */
    public val weights: List<FittedProblem> get() = fitted.weights

    /** The prediction for one structure. */
    public fun predict(structure: Structure): Prediction {
        schemaCheck.check(structure, 0)
        schemaCheck.checkPairs(structure, 0)
        return prediction(structure, predictor.predict(listOf(structure))[0])
    }

    /** Predictions in the order of [structures]; nothing is computed before the sequence is walked, nothing kept after. */
    @JvmOverloads
    public fun predict(
        structures: Sequence<Structure>,
        listener: ProgressListener = ProgressListener.NONE,
    ): Sequence<Prediction> = walk(structures, listener, unseenPairsAreZero = false)

    /** As [predict]; blocks of pairs that training had not seen may be let through as zeros, for measuring what that costs. */
    internal fun walk(
        structures: Sequence<Structure>,
        listener: ProgressListener,
        unseenPairsAreZero: Boolean,
    ): Sequence<Prediction> = structures.withIndex().chunked(STRUCTURES_AT_ONCE).flatMap { part ->
        part.forEach { schemaCheck.check(it.value, it.index) }
        if (!unseenPairsAreZero) part.forEach { schemaCheck.checkPairs(it.value, it.index) }
        val values = predictor.predict(part.map { it.value }, listener)
        part.indices.map { prediction(part[it].value, values[it]) }
    }

    /** Whether [structure] has a pair of elements within the cutoff that training had not seen. */
    internal fun hasUnseenPair(structure: Structure): Boolean = schemaCheck.unseenPair(structure) != null

    /** Predictions for [structures], all in memory. */
    public fun predict(structures: List<Structure>): List<Prediction> = predict(structures.asSequence()).toList()

    private fun prediction(structure: Structure, values: DoubleArray): Prediction = when (val target = spec.target) {
        is MatrixSpec -> HamiltonianMatrix(structure, target, values, engine.linearAlgebra, fitted.orthonormal)
        else -> PropertyPrediction(structure, target as ncenter.spec.targets.PropertySpec, values)
    }

    override fun toString(): String = "TrainedModel(${spec.target}, ${weights.sumOf { it.weights.size }} weights, ${provenance.structures} structures)"
}
