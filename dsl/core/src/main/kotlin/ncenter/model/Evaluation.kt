package ncenter.model

import ncenter.engine.Engine
import ncenter.engine.ProgressListener
import ncenter.engine.referenceEigenvalues
import ncenter.engine.referenceMatrices
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Dataset
import ncenter.units.ELECTRONVOLT_PER_HARTREE

/**
 * A model's predictions for a data set beside the reference.
 *
 * @property metrics all errors, see [Metric]
 * @property levels predicted and reference eigenvalues of every structure in hartree, ascending; empty for properties
 */
public class Evaluation internal constructor(
    public val metrics: List<Metric>,
    public val levels: List<Pair<DoubleArray, DoubleArray>>,
) {
    /** The value of one metric. */
    public fun value(quantity: String, measure: String): Double = metrics.firstOrNull { it.quantity == quantity && it.measure == measure }?.value
        ?: throw IllegalArgumentException(
            "metric: one of ${metrics.map { "${it.quantity} ${it.measure}" }} was expected, got $quantity $measure",
        )

    override fun toString(): String = metrics.joinToString("\n") { "${it.quantity} ${it.measure} ${it.value} ${it.unit}" }
}

/**
 * Predicts [data] and compares with its reference; [set] names the part in the metrics.
 *
 * Blocks of a pair of elements that training had not seen count as predicted zeros; the metric `structures with pairs unseen in training` says in how many structures.
 */
@JvmOverloads
public fun TrainedModel.evaluate(
    data: Dataset,
    engine: Engine = Engine.shared,
    set: String = "test",
    listener: ProgressListener = ProgressListener.NONE,
): Evaluation = when (val spec = target) {
    is MatrixSpec -> MatrixEvaluation(this, spec, data, engine, set).run(listener)
    is PropertySpec -> evaluateProperty(this, spec, data, set, listener)
}

private class MatrixEvaluation(
    private val model: TrainedModel,
    private val spec: MatrixSpec,
    private val data: Dataset,
    private val engine: Engine,
    private val set: String,
) {
    private val metrics = mutableListOf<Metric>()
    private val unit = if (spec.kind == MatrixKind.HAMILTONIAN) "Ha" else "1"

    fun run(listener: ProgressListener): Evaluation {
        val reference = engine.referenceMatrices(spec, data, listener)
        val errors = MatrixErrors(spec.learnedOrbitals)
        val eigenvalues = ErrorSum()
        val levels = mutableListOf<Pair<DoubleArray, DoubleArray>>()
        val overlaps = data.matrices(spec.reference)
        model.walk(data.structures.asSequence(), listener, unseenPairsAreZero = true).forEachIndexed { s, prediction ->
            prediction as HamiltonianMatrix
            errors.add(data[s], prediction.values, reference[s])
            if (spec.kind == MatrixKind.HAMILTONIAN) {
                val overlap = if (prediction.isOrthonormal) null else overlaps.overlap(s)
                val predicted = if (overlap == null) prediction.eigenvalues() else prediction.eigenvalues(overlap)
                val expected = engine.referenceEigenvalues(reference[s], overlap)
                for (k in predicted.indices) eigenvalues.add(predicted[k] - expected[k])
                levels += predicted to expected
            }
        }
        val unseen = data.structures.count(model::hasUnseenPair)
        if (unseen > 0) add("structures with pairs unseen in training", "count", unseen.toDouble(), "1")
        record(errors, eigenvalues)
        return Evaluation(metrics, levels)
    }

    private fun record(errors: MatrixErrors, eigenvalues: ErrorSum) {
        if (!eigenvalues.isEmpty) {
            add("eigenvalues", "rmse", eigenvalues.rmse * ELECTRONVOLT_PER_HARTREE * 1e3, "meV")
            add("eigenvalues", "mae", eigenvalues.mae * ELECTRONVOLT_PER_HARTREE * 1e3, "meV")
        }
        add(spec.reference, "mae", errors.all.mae, unit)
        add(spec.reference, "rmse", errors.all.rmse, unit)
        add(spec.reference, "mse/N", errors.meanSquarePerOrbital, if (unit == "Ha") "Ha2" else "1")
        for ((family, sum) in errors.families) {
            add("${spec.reference} ${familyName(family)}", "mae", sum.mae, unit)
            add("${spec.reference} ${familyName(family)}", "rmse", sum.rmse, unit)
        }
        for ((name, sum) in errors.shellPairs) add("${spec.reference} $name", "rmse", sum.rmse, unit)
    }

    private fun familyName(family: BlockType): String = if (family == BlockType.SameSpeciesPlus) "SameSpecies" else family.name

    private fun add(quantity: String, measure: String, value: Double, unit: String) {
        metrics += Metric(quantity, measure, set, model.provenance.structures, value, unit)
    }
}

private fun evaluateProperty(model: TrainedModel, spec: PropertySpec, data: Dataset, set: String, listener: ProgressListener): Evaluation {
    val reference = data.property(spec.reference)
    val errors = ErrorSum()
    model.predict(data.structures.asSequence(), listener).forEachIndexed { s, prediction ->
        val expected = reference.values(s)
        prediction.values.forEachIndexed { k, value -> errors.add(value - expected[k]) }
    }
    val train = model.provenance.structures
    val spread = spread(List(data.size) { reference.values(it) })
    return Evaluation(
        listOf(
            Metric(spec.reference, "rmse", set, train, errors.rmse, "as stored"),
            Metric(spec.reference, "mae", set, train, errors.mae, "as stored"),
            Metric(spec.reference, "relative rmse", set, train, errors.rmse / spread, "1"),
        ),
        emptyList(),
    )
}

/** Standard deviation over all numbers of the set: the error of predicting the mean. */
private fun spread(values: List<DoubleArray>): Double {
    val all = values.flatMap { it.asList() }
    val mean = all.average()
    return kotlin.math.sqrt(all.sumOf { (it - mean) * (it - mean) } / all.size)
}
