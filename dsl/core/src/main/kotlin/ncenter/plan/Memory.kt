package ncenter.plan

/**
 * What a plan is expected to hold in memory, in bytes.
 *
 * @property kept kept from the first rows to the last: equations, or rows, and targets
 * @property chunk the most that features of one chunk take beside what is kept; a single chunk meets equations only when it is made
 * @property solve work space of the largest solve
 * @property fitted what is kept while steps learn from the structures, before features are kept
 * @property fitChunk features of one chunk then, or work space
 */
public class MemoryEstimate(
    public val kept: Long,
    public val chunk: Long,
    public val solve: Long,
    public val fitted: Long = 0,
    public val fitChunk: Long = 0,
) {
    public val peak: Long get() = maxOf(kept + maxOf(chunk, solve), fitted + fitChunk)
}

/** What any run keeps: radial tables, coefficients, the plan. */
private const val RUN_BYTES = 1_000_000L

/** Labels and work space beside the numbers of features. */
private const val LABELS = 1.04

/** Bytes of a pair while pairs are searched: the list as it is found, its growth, and what is made of it. */
private const val SEARCH_BYTES = PAIR_BYTES + 12 * 8

/** Peak memory of training with chunks of [chunkStructures] structures (all of them if null). */
public fun estimateMemory(plan: Plan, counts: SampleCounts, chunkStructures: Int? = plan.settings.chunkStructures): MemoryEstimate {
    val problems = plan.regression.problems
    val always = RUN_BYTES + (counts.each?.bytes ?: 0) + outputBytes(plan.targets, counts, plan)
    val features = problems.map { it.features }.toSet()
    val chunk = chunkBytes(plan, counts, features, counts.structures, chunkStructures) { true }
    val isWhole = chunkStructures == null || chunkStructures >= counts.structures
    return MemoryEstimate(
        always + problems.sumOf { keptBytes(it, plan, counts) },
        if (isWhole) singleChunk(chunk, plan, counts) else maxOf(chunk.making, chunk.adding),
        largestSolve(plan, counts),
        always + covarianceBytes(plan),
        maxOf(plan.featureSteps.maxOfOrNull { fitBytes(it, plan, counts, chunkStructures) } ?: 0, componentBytes(plan)),
    )
}

/**
 * What all structures in one chunk take beside what is kept. While features are made there are no equations yet, they begin with the first rows; and
 * rows that are kept are the features themselves.
 */
private fun singleChunk(chunk: Alive, plan: Plan, counts: SampleCounts): Long {
    val problems = plan.regression.problems
    val rows = problems.sumOf { rowBytes(it, plan, counts) }
    val equations = problems.filter { it.isStreamed(plan) }.sumOf { keptBytes(it, plan, counts) }
    return maxOf(0, chunk.making - rows - equations, chunk.adding - rows)
}

/** Bytes of the rows of a problem that keeps them as they come, if they come all at once. */
private fun rowBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val keeps = problem.form == RidgeForm.DUAL || problem.form == RidgeForm.PRIMAL && !plan.regression.streaming
    return if (keeps) DOUBLE * counts.rows(problem.key) * width(problem, plan) else 0
}

/** Whether rows become normal equations at once. */
private fun RidgeProblem.isStreamed(plan: Plan): Boolean = form == RidgeForm.PRIMAL && plan.regression.streaming

/** A large problem is solved by itself; of the small ones two threads may solve the two largest at once. */
private fun largestSolve(plan: Plan, counts: SampleCounts): Long {
    val (large, small) = plan.regression.problems.partition { isLarge(it, plan) }
    val two = small.map { solveBytes(it, plan, counts) }.sortedDescending().take(2).sum()
    return maxOf(two, large.maxOfOrNull { solveBytes(it, plan, counts) } ?: 0)
}

/** Features of one chunk while [step] learns; 0 if it learns nothing. What it reads is stored then. */
private fun fitBytes(step: FeatureStep, plan: Plan, counts: SampleCounts, chunkStructures: Int?): Long {
    val learns = when (step) {
        is ContractStep -> step.contraction.structures
        is IterationStep -> step.contraction.structures
        else -> return 0
    }
    val structures = minOf(learns?.toLong() ?: counts.structures, counts.structures)
    return chunkBytes(plan, counts, step.inputs.toSet(), structures, chunkStructures) { it.id < step.id }.making
}

/**
 * The most bytes alive at once.
 *
 * @property making on the way to features
 * @property adding while features are added to the equations, with their targets
 */
private class Alive(
    val making: Long,
    val adding: Long,
) {
    operator fun times(structures: Long) = Alive(making * structures, adding * structures)

    operator fun div(structures: Long) = Alive(making / structures, adding / structures)

    fun orMore(other: Alive) = Alive(maxOf(making, other.making), maxOf(adding, other.adding))

    fun orLess(other: Alive) = Alive(minOf(making, other.making), minOf(adding, other.adding))
}

/** What is alive while [structures] structures, or the largest chunk of [chunkStructures] if that is less, become the features [wanted]. */
private fun chunkBytes(plan: Plan, counts: SampleCounts, wanted: Set<Int>, structures: Long, chunkStructures: Int?, isReady: (ContractStep) -> Boolean): Alive {
    val all = alive(plan, counts, wanted, isReady) * structures / maxOf(1, counts.structures)
    if (chunkStructures == null || counts.each == null) return all
    return all.orLess(counts.each.chunks(chunkStructures).map { alive(plan, it, wanted, isReady) }.reduce(Alive::orMore))
}

/**
 * What is alive on the way to the features [wanted]: an output goes when the last step that reads it is done. Or, if that is more, the search for pairs,
 * which is over before there is anything else.
 */
private fun alive(plan: Plan, counts: SampleCounts, wanted: Set<Int>, isReady: (ContractStep) -> Boolean): Alive {
    val needed = closure(plan.steps, wanted)
    val inside = madeInside(plan.steps, needed, wanted) { if (it is ProductStep) isSpectrum(it, plan.steps) else it is ContractStep && isReady(it) }
    val left = inside.values.map { it.id }.toSet()
    val run = plan.steps.filter { it.id in needed && it.id !in left }
    val last = mutableMapOf<Int, Int>()
    for (step in run) for (input in inside[step.id]?.inputs ?: step.inputs) last[input] = step.id
    val held = mutableMapOf<Int, Long>()
    var most = 0L
    for (step in run) {
        held[step.id] = outputBytes(step, counts, plan)
        most = maxOf(most, held.values.sum())
        held.keys.removeAll { it !in wanted && (last[it] ?: 0) <= step.id }
    }
    val end = held.values.sum() + outputBytes(plan.targets, counts, plan)
    val search = plan.neighbors.maxOfOrNull { counts.allPairs * SEARCH_BYTES } ?: 0
    return Alive(maxOf((LABELS * maxOf(most, end)).toLong(), search), (LABELS * end).toLong())
}

/** Bytes of covariance matrices while the widest contraction is fitted. */
private fun covarianceBytes(plan: Plan): Long = plan.featureSteps.maxOfOrNull { step -> fittedWidths(step, plan).sumOf { it * it + FIT_ROWS * it } * DOUBLE } ?: 0

/** Bytes of eigenvectors and work space of covariances, of which two threads make two at once: when they are made, features are gone. */
private fun componentBytes(plan: Plan): Long = plan.featureSteps.maxOfOrNull { step ->
    (EIGEN_SQUARES * DOUBLE * fittedWidths(step, plan).map { it * it }.sortedDescending().take(2).sum()).toLong()
} ?: 0

/** Matrix, eigenvectors and work space of one eigendecomposition. Measured with `tests/benchmarks`, Forecast. */
private const val EIGEN_SQUARES = 3.2

/** Side of the covariance of each block of a step that is fitted; none for the others. */
private fun fittedWidths(step: FeatureStep, plan: Plan): List<Long> = when (step) {
    is ContractStep -> step.blocks.map { inputWidth(step, it, plan) }
    is IterationStep -> step.blocks.map { it.width }
    else -> emptyList()
}
