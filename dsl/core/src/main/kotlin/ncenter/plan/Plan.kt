package ncenter.plan

import ncenter.spec.models.RegressionSpec
import ncenter.structures.Schema

/**
 * What will be done, step by step, in execution order, before anything is done.
 *
 * @property counts how many samples there are, once a data set is known
 * @property settings what the rules decided about memory
 * @property rules what each rule did, in order
 * @property candidates what `auto` may choose from, with estimated costs; empty without `auto`
 * @property choices what training chose, by problem; empty before training and without `auto`
 */
public class Plan internal constructor(
    public val spec: RegressionSpec,
    public val schema: Schema,
    public val steps: List<Step>,
    public val counts: SampleCounts?,
    public val settings: PlanSettings,
    public val rules: List<RuleReport>,
    public val candidates: List<Candidate> = emptyList(),
    public val choices: List<Choice> = emptyList(),
) {
    private val byId = steps.associateBy { it.id }

    public fun step(id: Int): Step = byId[id] ?: throw IllegalArgumentException("plan: a step among ${byId.keys} was expected, got $id")

    internal fun feature(id: Int): FeatureStep = step(id) as FeatureStep

    public val featureSteps: List<FeatureStep> get() = steps.filterIsInstance<FeatureStep>()

    public val neighbors: List<NeighborsStep> get() = steps.filterIsInstance<NeighborsStep>()

    public val targets: TargetsStep get() = steps.filterIsInstance<TargetsStep>().single()

    public val regression: RegressionStep get() = steps.filterIsInstance<RegressionStep>().single()

    internal fun with(
        steps: List<Step> = this.steps,
        counts: SampleCounts? = this.counts,
        settings: PlanSettings = this.settings,
        rules: List<RuleReport> = this.rules,
        candidates: List<Candidate> = this.candidates,
        choices: List<Choice> = this.choices,
    ): Plan = Plan(spec, schema, steps, counts, settings, rules, candidates, choices)

    internal fun replacing(step: Step): Plan = with(steps.map { if (it.id == step.id) step else it })

    internal fun reported(report: RuleReport): Plan = with(rules = rules + report)

    override fun toString(): String = "Plan(${steps.size} steps, ${regression.problems.flatMap { it.targets }.distinct().size} targets; see explain())"
}

/**
 * @property memoryBytes how much the engine may use
 * @property chunkStructures how many structures are in memory at once; all of them if null
 */
public data class PlanSettings(
    val memoryBytes: Long,
    val chunkStructures: Int? = null,
)

/** What a rule did to a plan, or why it did nothing. */
public data class RuleReport(
    val rule: String,
    val applied: Boolean,
    val notes: List<String>,
)
