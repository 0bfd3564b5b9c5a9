package ncenter.experiment

import ncenter.model.Evaluation
import ncenter.model.Metric
import ncenter.model.TrainedModel
import ncenter.units.ELECTRONVOLT_PER_HARTREE
import kotlin.math.abs
import kotlin.math.sqrt

/** The quantity's name in tables and files: `eigenvalues` or `eigenvalues (lowest 9)`. */
internal val ErrorRow.quantityName: String get() = if (lowest == null) quantity else "$quantity (lowest $lowest)"

/** The eigenvalue error of the lowest levels of every structure, in meV. */
internal fun Evaluation.lowest(row: ErrorRow, trained: TrainedModel): Metric {
    val count = requireNotNull(row.lowest)
    val errors =
        levels.flatMap { (predicted, reference) ->
            require(count <= predicted.size) { "eigenvalues: at most ${predicted.size} levels were expected, got lowest = $count" }
            (0 until count).map { (predicted[it] - reference[it]) * ELECTRONVOLT_PER_HARTREE * 1e3 }
        }
    require(errors.isNotEmpty()) { "eigenvalues: a Hamiltonian target was expected for the report on its lowest levels" }
    val value = if (row.measure == "mae") errors.sumOf { abs(it) } / errors.size else sqrt(errors.sumOf { it * it } / errors.size)
    return Metric(row.quantityName, row.measure, "test", trained.provenance.structures, value, "meV")
}
