package ncenter.plan

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
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    val n = if (problem.form == RidgeForm.DUAL) rows else q
    val product = if (problem.form == RidgeForm.DUAL) rows * rows * q else rows * q * q
    return product + 9 * n * n * n * (plan.spec.solver.folds + 1L)
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
    val streams = problem.form == RidgeForm.PRIMAL && plan.regression.streaming
    return DOUBLE * if (streams) plan.spec.solver.folds * (q * q + q * (targets + 1L)) else rows * (q + targets)
}

/** Measured with `tests/benchmarks`, Growth; see there. */
private const val STREAMING_SQUARES = 5.5

/** Bytes needed to solve a ridge problem, beside what it keeps: the matrix, its eigenvectors and work space. */
internal fun solveBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val q = width(problem, plan)
    val n = if (problem.form == RidgeForm.DUAL) counts.rows(problem.key) else q
    val folds = plan.spec.solver.folds
    val square = when {
        problem.form == RidgeForm.DUAL -> 5.0
        // A copy of each fold's matrix, their sum, eigenvectors and work space; rows being copied into the matrices.
        plan.regression.streaming -> folds + STREAMING_SQUARES
        else -> folds + 5.0
    }
    return (DOUBLE * square * n * n).toLong()
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
