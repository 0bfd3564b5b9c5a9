package ncenter.cli.plot

import ncenter.experiment.ExperimentResult
import ncenter.io.AtomicFile
import ncenter.units.ELECTRONVOLT_PER_HARTREE
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport
import org.jetbrains.letsPlot.coord.coordFixed
import org.jetbrains.letsPlot.geom.geomABLine
import org.jetbrains.letsPlot.geom.geomLine
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.gggrid
import org.jetbrains.letsPlot.ggsize
import org.jetbrains.letsPlot.intern.Plot
import org.jetbrains.letsPlot.intern.toSpec
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.scale.scaleColorManual
import org.jetbrains.letsPlot.scale.scaleXLog10
import org.jetbrains.letsPlot.scale.scaleYLog10
import org.jetbrains.letsPlot.themes.elementText
import org.jetbrains.letsPlot.themes.theme
import org.jetbrains.letsPlot.themes.themeMinimal2
import java.math.BigDecimal
import java.math.MathContext

/** Draws what an experiment found: predicted against reference eigenvalues, and the learning curve. */
internal object Pictures {
    private const val MOST_POINTS = 1500
    private const val WIDTH = 960
    private const val HEIGHT = 420
    private val COLORS = listOf("#1b6ca8", "#c8553d", "#3a7d44", "#7d3c98")

    /** Writes `eigenvalues.svg` into the experiment's folder; nothing if there are no eigenvalues. */
    fun write(result: ExperimentResult) {
        if (result.splits.all { it.evaluation?.levels.isNullOrEmpty() }) return
        AtomicFile.write(result.experiment.folder.resolve("eigenvalues.svg")) { it.write(svg(result).toByteArray()) }
    }

    /** Both panels side by side, as one SVG. */
    fun svg(result: ExperimentResult): String {
        val figure = gggrid(listOf(parity(result), curve(result)), ncol = 2) + ggsize(WIDTH, HEIGHT)
        return PlotSvgExport.buildSvgImageFromRawSpecs(figure.toSpec())
    }

    /** Small splits are drawn last, so that large ones do not hide them. The legend is the other panel's. */
    private fun parity(result: ExperimentResult): Plot {
        val parts = result.splits.sortedByDescending { it.evaluation!!.levels.size }
        val levels = parts.flatMap { part -> sampled(part.evaluation!!.levels).map { part.split to it } }
        val points =
            mapOf(
                "reference" to levels.flatMap { (_, pair) -> pair.second.map { it * ELECTRONVOLT_PER_HARTREE } },
                "predicted" to levels.flatMap { (_, pair) -> pair.first.map { it * ELECTRONVOLT_PER_HARTREE } },
                "split" to levels.flatMap { (split, pair) -> pair.first.map { split } },
            )
        val title = "${result.experiment.name}: eigenvalues of the test set"
        return letsPlot(points) +
            geomABLine(slope = 1.0, intercept = 0.0, color = "#999999", size = 0.6) +
            geomPoint(alpha = 0.5, size = 2.2) {
                x = "reference"
                y = "predicted"
                color = "split"
            } +
            colors(result) + labs(title, x = "reference (eV)", y = "predicted (eV)") + coordFixed() + style() + theme().legendPositionNone()
    }

    /** Every so manyth structure, so that a picture of many large ones stays small. */
    private fun sampled(levels: List<Pair<DoubleArray, DoubleArray>>): List<Pair<DoubleArray, DoubleArray>> {
        val step = levels.sumOf { it.first.size } / MOST_POINTS + 1
        return levels.filterIndexed { k, _ -> k % step == 0 }
    }

    private fun curve(result: ExperimentResult): Plot {
        val metrics = result.metrics.filter { it.quantity == "eigenvalues" && it.measure == "rmse" }.sortedBy { it.train }
        val points = mapOf("train" to metrics.map { it.train }, "rmse" to metrics.map { it.value }, "split" to metrics.map { it.split })
        val sizes = metrics.map { it.train }.distinct()
        val errors = roundBreaks(metrics.map { it.value })
        val plot =
            letsPlot(points) {
                x = "train"
                y = "rmse"
                color = "split"
            } + geomLine(size = 0.8) + geomPoint(size = 4.0) +
                scaleXLog10(breaks = sizes, labels = sizes.map { "$it" }) +
                scaleYLog10(breaks = errors, labels = errors.map(::short), limits = errors.first() to errors.last()) +
                colors(result) + labs("Learning curve", x = "training structures", y = "eigenvalue RMSE (meV)") + style()
        return if (result.splits.size > 1) plot else plot + theme().legendPositionNone()
    }

    private fun short(value: Double) = BigDecimal(value).round(MathContext(3)).stripTrailingZeros().toPlainString()

    private fun colors(result: ExperimentResult) = scaleColorManual(COLORS, name = "split", breaks = result.splits.map { it.split })

    private fun style() = themeMinimal2() + theme(plotTitle = elementText(size = 15))
}
