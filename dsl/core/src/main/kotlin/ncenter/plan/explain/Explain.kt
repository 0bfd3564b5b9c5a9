package ncenter.plan.explain

import ncenter.plan.FeatureStep
import ncenter.plan.IndependentStep
import ncenter.plan.IterationStep
import ncenter.plan.Plan
import ncenter.plan.SampleCounts
import ncenter.plan.Step
import ncenter.plan.estimateMemory
import ncenter.plan.outputBytes
import ncenter.plan.readableBytes
import ncenter.plan.readableSeconds
import ncenter.plan.rows
import ncenter.plan.samples
import java.util.Locale

/** How much `explain()` tells. */
public enum class Detail {
    /** Steps, exact labels, sizes and rules. */
    Logical,

    /** Also the kernel variant of each step, its operations, and how tasks are cut. */
    Kernels,

    /** Also bytes and seconds of a run, and the seconds that were expected; bytes that were expected are the size. */
    Measured,
}

/** What a run took at one step. */
public class Measurement(
    public val seconds: Double,
    public val bytes: Long,
)

/**
 * The plan as text: steps in execution order, each with a number others refer to, exact block keys and sizes, then the rules.
 *
 * Deterministic for [Detail.Logical] and [Detail.Kernels].
 *
 * @param variants names of the kernel variants of this machine, by kind of step; for [Detail.Kernels]
 * @param measured time and bytes by step id; for [Detail.Measured]
 * @param expected seconds on one core by step id; for [Detail.Measured]
 */
public fun explainText(
    plan: Plan,
    detail: Detail = Detail.Logical,
    variants: List<String> = emptyList(),
    measured: Map<Int, Measurement> = emptyMap(),
    expected: Map<Int, Double> = emptyMap(),
): String {
    val table = TextTable(columns(detail))
    for (step in plan.steps) stepRows(step, plan, extra(step, plan, detail, measured[step.id], expected[step.id])).forEach(table::add)
    return listOf(
        header(plan),
        table.render(),
        rules(plan),
        candidateText(plan),
        spanText(plan),
        memory(plan),
        defaults(plan),
        if (detail == Detail.Measured) time(measured.values, expected.values) else "",
        if (detail == Detail.Kernels && variants.isNotEmpty()) variants.joinToString("\n", "kernels\n") { "  $it" } else "",
    ).filter { it.isNotEmpty() }.joinToString("\n\n")
}

private fun columns(detail: Detail): List<String> = listOf("#", "step", "from", "nu", "N", "keys (lambda,sigma): q", "samples", "size") +
    when (detail) {
        Detail.Logical -> emptyList()
        Detail.Kernels -> listOf("operations")
        Detail.Measured -> listOf("measured", "seconds", "expected")
    }

private fun header(plan: Plan): String {
    val structures = plan.counts?.let { ", ${it.structures} structures" } ?: ""
    val elements = plan.schema.elements.joinToString(", ", transform = ncenter.structures.Elements::symbol)
    val periodic = if (plan.schema.periodic) "periodic" else "not periodic"
    return "plan  regression of ${plan.spec.target.reference}        schema {$elements}$structures, $periodic\n" + targetSummary(plan)
}

private fun stepRows(step: Step, plan: Plan, extra: List<String>): List<List<String>> {
    val counts = plan.counts
    val size = counts?.let { outputBytes(step, it, plan) }?.takeIf { it > 0 }?.let(::readableBytes) ?: "-"
    val head =
        listOf(
            "${step.id}",
            stepName(step),
            step.inputs.joinToString(",").ifEmpty { "-" },
            order(step, plan),
            if (step is FeatureStep) "${step.centers}" else "-",
            remark(step, plan),
            counts?.let { samples(step, it) } ?: "-",
            size,
        ) + extra
    return listOf(head) + selection(step) + if (step is FeatureStep) blockRows(step, counts, plan) else emptyList()
}

/** What a step chooses from: pairs of properties to multiply, or columns of a product to keep. */
private fun selection(step: Step): List<List<String>> = when (step) {
    is IterationStep -> listOf(listOf("", "  pairs", "", "", "", iterationPairs(step)))
    is IndependentStep -> listOf(listOf("", "  columns", "", "", "", independentColumns(step)))
    else -> emptyList()
}

private fun extra(step: Step, plan: Plan, detail: Detail, measured: Measurement?, expected: Double?): List<String> = when (detail) {
    Detail.Logical -> emptyList()
    Detail.Kernels -> listOf(plan.counts?.let { readableOperations(ncenter.plan.flops(step, it, plan)) } ?: "-")
    Detail.Measured -> listOf(measured?.bytes?.let(::readableBytes) ?: "-", thousandths(measured?.seconds), thousandths(expected))
}

private fun thousandths(seconds: Double?): String = seconds?.let { String.format(Locale.ROOT, "%.3f", it) } ?: "-"

/** One row per types and block type: the keys and their q, the samples and bytes. */
private fun blockRows(step: FeatureStep, counts: SampleCounts?, plan: Plan): List<List<String>> = step.blocks.groupBy { it.key.types to it.key.blockType }.map { (kind, blocks) ->
    val name = kind.first.joinToString("-", transform = ncenter.structures.Elements::symbol).ifEmpty { "structure" }
    val samples = counts?.let { plan.samples(step, blocks.first(), it) }
    val bytes = counts?.let { c -> blocks.sumOf { plan.rows(step, it, c) * it.q * 8 } }
    listOf(
        "",
        "  $name${kind.second?.let { "  $it" } ?: ""}",
        "",
        "",
        "",
        keyList(blocks),
        samples?.let(::grouped) ?: "",
        bytes?.let(::readableBytes) ?: "",
    )
}

private fun samples(step: Step, counts: SampleCounts): String = when (step) {
    is ncenter.plan.NeighborsStep -> grouped(counts.allPairs)
    is FeatureStep -> ""
    else -> grouped(counts.structures)
}

private fun rules(plan: Plan): String {
    val width = plan.rules.maxOfOrNull { it.rule.length } ?: return ""
    return plan.rules.joinToString("\n", "rules\n") { report ->
        val notes = if (report.applied) report.notes else report.notes.map { "not applied: $it" }
        notes.joinToString("\n" + " ".repeat(width + 4), "  ${report.rule.padEnd(width)}  ")
    }
}

private fun memory(plan: Plan): String {
    val counts = plan.counts ?: return ""
    val estimate = estimateMemory(plan, counts)
    val learning = estimate.fitted + estimate.fitChunk
    return "memory  peak ${readableBytes(estimate.peak)} of ${readableBytes(plan.settings.memoryBytes)}: " +
        "kept ${readableBytes(estimate.kept)}, features in flight ${readableBytes(estimate.chunk)}, largest solve ${readableBytes(estimate.solve)}" +
        if (estimate.fitChunk > 0) "; before that, contractions ${readableBytes(learning)}" else ""
}

private fun time(measured: Collection<Measurement>, expected: Collection<Double>): String {
    if (measured.isEmpty() || expected.isEmpty()) return ""
    return "time    ${readableSeconds(measured.sumOf { it.seconds })} in all steps, ${readableSeconds(expected.sum())} expected of one core after Java's warm-up"
}
