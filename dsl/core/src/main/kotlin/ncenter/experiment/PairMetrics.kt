package ncenter.experiment

import ncenter.model.Metric
import ncenter.model.PropertyPrediction
import ncenter.model.TrainedModel
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Dataset
import kotlin.math.sqrt

/** What is measured of pairs, in the order it is shown. */
internal val PAIR_MEASURES = listOf("pair mean rmse", "pair difference rmse", "pair difference normalized")

/** The errors of means and differences of consecutive structures of [test]. */
internal fun TrainedModel.pairErrors(report: PairErrors, test: Dataset): List<Metric> {
    val spec = target as? PropertySpec
    require(spec != null && spec.reference == report.quantity && spec.lambda == 0 && !spec.perAtom) {
        "pairErrors: an invariant property of structures was expected, got $target"
    }
    require(test.size % 2 == 0) { "pairErrors: an even number of test structures was expected, got ${test.size}; put the two of each pair one behind the other" }
    val predicted = predict(test.structures).map { (it as PropertyPrediction).values[0] }
    val numbers = test.property(report.quantity)
    val errors = predicted.indices.map { predicted[it] - numbers.values(it)[0] }
    val reference = (0 until test.size / 2).map { numbers.values(2 * it + 1)[0] - numbers.values(2 * it)[0] }
    val difference = rms(reference.indices.map { errors[2 * it + 1] - errors[2 * it] })
    require(rms(reference) > 0.0) { "pairErrors: pairs that differ in '${report.quantity}' were expected, got equal values in each" }
    val values = listOf(rms(reference.indices.map { (errors[2 * it] + errors[2 * it + 1]) / 2 }), difference, difference / rms(reference))
    return PAIR_MEASURES.mapIndexed { k, measure -> Metric(report.quantity, measure, "test", provenance.structures, values[k], if (k == 2) "1" else "as stored") }
}

private fun rms(values: List<Double>): Double = sqrt(values.sumOf { it * it } / values.size)
