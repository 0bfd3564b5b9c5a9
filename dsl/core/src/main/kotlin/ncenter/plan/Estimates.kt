package ncenter.plan

import ncenter.spec.models.strengths
import kotlin.math.min

private const val DOUBLE = 8L

/** Bytes of labels and positions of one neighbor pair: vector, distance slot and six sample labels. */
private const val PAIR_BYTES = 3 * DOUBLE + 6 * 4

/** Bytes that the output of [step] takes for these samples. */
public fun outputBytes(step: Step, counts: SampleCounts): Long = when (step) {
    is NeighborsStep -> counts.allPairs * PAIR_BYTES
    is FeatureStep -> step.blocks.sumOf { counts.rows(it.key) * it.q * DOUBLE }
    is TargetsStep -> step.blocks.sumOf { targetRows(it, counts) * DOUBLE }
    is RegressionStep, is AssemblyStep -> 0
}

private fun targetRows(block: TargetBlock, counts: SampleCounts): Long = when (block) {
    is MatrixBlock -> counts.rows(FeatureKey(block.lambda, block.sigma, block.types.take(block.blockType.centers), block.blockType))
    is PropertyBlock -> counts.rows(FeatureKey(block.lambda, block.sigma, listOfNotNull(block.type)))
}

/** Floating-point operations of [step] for these samples; a product counts two per non-zero coefficient and property pair. */
public fun flops(step: Step, counts: SampleCounts, plan: Plan): Long = when (step) {
    is NeighborsStep -> counts.allPairs * 20
    is DensityStep -> pairFlops(step.blocks.maxOfOrNull { it.key.lambda } ?: 0, step.spec.basis.nMax, counts)
    is PairDensityStep -> pairFlops(step.blocks.maxOfOrNull { it.key.lambda } ?: 0, step.spec.basis.nMax, counts)
    is ProductStep -> {
        step.blocks.sumOf { block ->
            block.terms.sumOf { counts.samples(block.key) * it.size * 2 * nonZeros(it, block.key) }
        }
    }
    is ContractStep -> step.blocks.sumOf { 2 * counts.rows(it.key) * it.q * inputWidth(step, it, plan) }
    is SumNeighborsStep, is SumCentersStep, is JoinStep, is SymmetrizeStep -> outputBytes(step, counts) / DOUBLE
    is TargetsStep -> outputBytes(step, counts)
    is RegressionStep -> step.problems.sumOf { ridgeFlops(it, plan, counts) }
    is AssemblyStep -> 0
}

private fun pairFlops(lMax: Int, nMax: Int, counts: SampleCounts): Long = counts.allPairs * (lMax + 1) * (lMax + 1) * (2 * nMax + 12)

/** Non-zero real Clebsch-Gordan coefficients are about 2 per (m1, m2) that reaches lambda. */
private fun nonZeros(term: ProductTerm, key: FeatureKey): Long {
    val small = min(min(term.first.lambda, term.second.lambda), key.lambda)
    return (2L * small + 1) * (term.first.components + term.second.components + key.components - 2L * small - 1) / 2 + 1
}

private fun inputWidth(step: ContractStep, block: FeatureBlock, plan: Plan): Long = plan
    .feature(step.inputs[0])
    .blocks
    .first { it.key == block.key }
    .q
    .toLong()

/** Accumulation plus one eigendecomposition (about 9 n^3) per fold and one for the final weights. */
private fun ridgeFlops(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    if (problem.form == RidgeForm.KERNEL) return kernelFlops(problem, plan, counts)
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    val n = if (problem.form == RidgeForm.DUAL) rows else q
    val product = if (problem.form == RidgeForm.DUAL) rows * rows * q else rows * q * q
    return product + 9 * n * n * n * (plan.spec.solver.folds + 1L)
}

/** The kernel, then one Cholesky factorization (n^3 / 3) per fold and strength. */
private fun kernelFlops(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val rows = counts.rows(problem.key)
    val inside = rows * (plan.spec.solver.folds - 1L) / plan.spec.solver.folds
    val strengths = plan.spec.solver.strengths
    return 2 * rows * rows * width(problem, plan) + (plan.spec.solver.folds * strengths * inside * inside * inside + rows * rows * rows) / 3
}

private fun kernelBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val invariants = checkNotNull(problem.invariants) { "kernel: invariants were expected (this is a bug, please report it)" }
    val all = plan.feature(problem.features).blocks.first { it.key == invariants }.q * counts.samples(invariants)
    return counts.rows(problem.key) * (width(problem, plan) + problem.targets.size) + all
}

internal fun width(problem: RidgeProblem, plan: Plan): Long = plan
    .feature(problem.features)
    .blocks
    .first { it.key == problem.key }
    .q
    .toLong()

/** Bytes a ridge problem keeps while structures stream by. */
internal fun keptBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    val targets = problem.targets.size
    if (problem.form == RidgeForm.KERNEL) return DOUBLE * kernelBytes(problem, plan, counts)
    val streams = problem.form == RidgeForm.PRIMAL && plan.regression.streaming
    return DOUBLE * if (streams) plan.spec.solver.folds * (q * q + q * (targets + 1L)) else rows * (q + targets)
}

/** Bytes needed to solve a ridge problem, beside what it keeps: the matrix, its eigenvectors and work space. */
internal fun solveBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    // The kernel, its factor, and the factor's copy in native memory.
    if (problem.form == RidgeForm.KERNEL) return DOUBLE * (3 * rows * rows + rows * q)
    val n = if (problem.form == RidgeForm.DUAL) rows else q
    val gram = if (problem.form == RidgeForm.PRIMAL && !plan.regression.streaming) plan.spec.solver.folds * q * q else 0
    return DOUBLE * (5 * n * n + gram)
}

/** Bytes of covariance matrices while the widest contraction is fitted. */
internal fun contractionBytes(plan: Plan): Long = plan.steps.filterIsInstance<ContractStep>().maxOfOrNull { step ->
    step.blocks.sumOf { block -> inputWidth(step, block, plan).let { it * it } } * DOUBLE +
        step.blocks.maxOf { inputWidth(step, it, plan).let { q -> 3 * q * q } } * DOUBLE
} ?: 0

/** What a plan is expected to hold in memory, in bytes. */
public class MemoryEstimate(
    /** Kept from the first structure to the last. */
    public val kept: Long,
    /** Features of one chunk. */
    public val chunk: Long,
    /** Work space of the largest solve. */
    public val solve: Long,
) {
    public val peak: Long get() = kept + maxOf(chunk, solve)
}

/** Peak memory of training with chunks of [chunkStructures] structures (all of them if null). */
public fun estimateMemory(plan: Plan, counts: SampleCounts, chunkStructures: Int? = plan.settings.chunkStructures): MemoryEstimate {
    val problems = plan.regression.problems
    val kept = problems.sumOf { keptBytes(it, plan, counts) } + outputBytes(plan.targets, counts)
    val all = plan.steps.sumOf { outputBytes(it, counts) }
    val perStructure = plan.steps.sumOf { outputBytes(it, counts.largest ?: counts) }
    val chunk = if (chunkStructures == null) all else minOf(all, perStructure * chunkStructures)
    val solve = maxOf(problems.maxOfOrNull { solveBytes(it, plan, counts) } ?: 0, contractionBytes(plan))
    return MemoryEstimate(kept, chunk, solve)
}

/** Operations per second that one core of an ordinary machine reaches: memory-bound loops, and blocked linear algebra. */
private const val LOOP_RATE = 1.5e9
private const val LINEAR_ALGEBRA_RATE = 2e10

/** A rough time for [flops] operations of [step], in seconds, on one core of an ordinary machine. */
public fun nominalSeconds(
    step: Step,
    flops: Long,
): Double = flops / if (step is RegressionStep || step is ContractStep) LINEAR_ALGEBRA_RATE else LOOP_RATE
