package ncenter.experiment

import ncenter.model.Evaluation
import ncenter.model.Metric
import ncenter.model.TrainedModel
import ncenter.structures.SplitDataset
import java.util.Locale

/** What one split gave: the trained model, and metrics along the learning curve and at full size. Empty if only planned. */
public class SplitResult internal constructor(
    public val split: String,
    public val data: SplitDataset,
    public val model: TrainedModel?,
    public val metrics: List<Metric>,
    public val evaluation: Evaluation?,
)

/** What an experiment gave. */
public class ExperimentResult internal constructor(
    public val experiment: Experiment,
    public val splits: List<SplitResult>,
) {
    /** All metrics of all splits. */
    public val metrics: List<Metric> get() = splits.flatMap { it.metrics }

    /** One metric by quantity, measure and training size. */
    public fun value(quantity: String, measure: String, train: Int): Double = metrics.firstOrNull { it.quantity == quantity && it.measure == measure && it.train == train }?.value
        ?: throw IllegalArgumentException(
            "value: a metric that was measured was expected, got $quantity $measure with $train training structures",
        )

    /** The errors that the report asks for, by split and training size, and those of every block family. */
    public fun table(): String {
        if (metrics.isEmpty()) return "${experiment.name}: planned, not run"
        val chosen = experiment.report.filterIsInstance<ErrorRow>().map { it.quantityName to it.measure } +
            experiment.report.filterIsInstance<PairErrors>().flatMap { pairs -> PAIR_MEASURES.map { pairs.quantity to it } }
        val rows = metrics.filter { chosen.isEmpty() || (it.quantity to it.measure) in chosen || isFamily(it) || it.measure == "count" }
        val names = rows.map { Triple(it.split, "${it.quantity} ${it.measure} [${it.unit}]", it) }
        val splitWidth = names.maxOf { it.first.length }.coerceAtLeast(5)
        val quantityWidth = names.maxOf { it.second.length }
        val head = "${"split".padEnd(splitWidth)}  train  ${"error on the test set".padEnd(quantityWidth)}  value"
        return names.joinToString("\n", "$head\n") { (split, quantity, metric) ->
            "${split.padEnd(splitWidth)}  ${"${metric.train}".padStart(5)}  ${quantity.padEnd(quantityWidth)}  ${number(metric.value)}"
        }
    }

    /** Block families are shown at full training size only. */
    private fun isFamily(metric: Metric): Boolean {
        val full =
            splits
                .first { it.split == metric.split }
                .model
                ?.provenance
                ?.structures
        return metric.train == full && metric.measure == "rmse" && FAMILIES.any { metric.quantity.endsWith(" $it") }
    }

    private fun number(value: Double): String = if (value != 0.0 &&
        kotlin.math.abs(value) < 1e-2
    ) {
        String.format(Locale.ROOT, "%.3e", value)
    } else {
        String.format(Locale.ROOT, "%.4f", value)
    }

    override fun toString(): String = table()

    private companion object {
        val FAMILIES = listOf("OnSite", "SameSpecies", "DifferentSpecies")
    }
}
