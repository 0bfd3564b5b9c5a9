package ncenter.plan

import ncenter.spec.models.KernelRidge
import ncenter.spec.models.strengths
import kotlin.math.min

private const val DOUBLE = 8L

/** An exponential counts as much as this many multiplications. */
private const val NONLINEAR_FLOPS = 20L

/** Bytes of labels and positions of one neighbor pair: vector, distance slot and six sample labels. */
private const val PAIR_BYTES = 3 * DOUBLE + 6 * 4

/** Bytes of a pair while pairs are searched: the list as it is found, its growth, and the table above. */
private const val SEARCH_BYTES = PAIR_BYTES + 8 * 8

/** Bytes that the output of [step] takes for these samples. */
public fun outputBytes(step: Step, counts: SampleCounts, plan: Plan): Long = when (step) {
    is NeighborsStep -> counts.allPairs * PAIR_BYTES
    is FeatureStep -> step.blocks.sumOf { plan.rows(step, it, counts) * it.q * DOUBLE } + tupleBytes(step, counts, plan)
    is TargetsStep -> step.blocks.sumOf { targetRows(it, counts) * DOUBLE }
    is RegressionStep, is AssemblyStep -> 0
}

/** Bytes of the sample labels and factor rows of tuples of three atoms and more, which are many and made where a center is added. */
private fun tupleBytes(step: FeatureStep, counts: SampleCounts, plan: Plan): Long {
    if (step !is ProductStep || step.attach != Attach.NEW_CENTER) return 0
    val columns = 2 + 4L * (step.centers - 1) + 2
    return step.blocks.distinctBy { it.key.types }.sumOf { plan.samples(step, it, counts) * columns * Int.SIZE_BYTES }
}

private fun targetRows(block: TargetBlock, counts: SampleCounts): Long = when (block) {
    is MatrixBlock -> counts.rows(FeatureKey(block.lambda, block.sigma, block.types.take(block.blockType.centers), block.blockType))
    is PropertyBlock -> counts.rows(FeatureKey(block.lambda, block.sigma, listOfNotNull(block.type)))
}

/** Floating-point operations of [step] for these samples; a product counts two per non-zero coefficient and property pair. */
public fun flops(step: Step, counts: SampleCounts, plan: Plan): Long = when (step) {
    is NeighborsStep -> counts.allPairs * 20
    is DensityStep -> pairFlops(step.spec.basis.lMax, step.spec.basis.nMax, counts)
    is PairDensityStep -> pairFlops(step.spec.basis.lMax, step.spec.basis.nMax, counts)
    is ProductStep -> {
        step.blocks.sumOf { block ->
            block.terms.sumOf { plan.samples(step, block, counts) * it.size * 2 * nonZeros(it, block.key) }
        }
    }
    is IndependentStep -> step.blocks.sumOf { independentFlops(it, counts) }
    is NonlinearStep -> outputBytes(step, counts, plan) / DOUBLE * NONLINEAR_FLOPS + mixFlops(step, counts, plan)
    is ContractStep -> step.blocks.sumOf { 2 * plan.rows(step, it, counts) * it.q * inputWidth(step, it, plan) }
    is IterationStep -> step.blocks.sumOf { iterationFlops(it, counts) }
    is SumNeighborsStep, is SumCentersStep, is JoinStep, is SymmetrizeStep -> outputBytes(step, counts, plan) / DOUBLE
    is TargetsStep -> outputBytes(step, counts, plan)
    is RegressionStep -> step.problems.sumOf { ridgeFlops(it, plan, counts) }
    is AssemblyStep -> 0
}

private fun pairFlops(lMax: Int, nMax: Int, counts: SampleCounts): Long = counts.allPairs * (lMax + 1) * (lMax + 1) * (2 * nMax + 12)

private fun nonZeros(term: ProductTerm, key: FeatureKey): Long = couplingNonZeros(term.first, term.second, key)

/** Non-zero real Clebsch-Gordan coefficients are about 2 per (m1, m2) that reaches lambda. */
internal fun couplingNonZeros(first: FeatureKey, second: FeatureKey, key: FeatureKey): Long {
    val small = min(min(first.lambda, second.lambda), key.lambda)
    return (2L * small + 1) * (first.components + second.components + key.components - 2L * small - 1) / 2 + 1
}

/** The combinations of a nonlinear step. */
private fun mixFlops(step: NonlinearStep, counts: SampleCounts, plan: Plan): Long {
    val count = step.mix?.count ?: return 0
    val read = plan.feature(step.inputs[0]).blocks.filter { input -> input.key.lambda == 0 && step.blocks.any { it.key.types == input.key.types } }
    return read.sumOf { 2L * plan.samples(step, it, counts) * it.q * count }
}

private fun inputWidth(step: ContractStep, block: FeatureBlock, plan: Plan): Long = plan
    .feature(step.inputs[0])
    .blocks
    .first { it.key == block.key }
    .q
    .toLong()

/** Accumulation plus one eigendecomposition (as long as 4 n^3 operations of products) per fold and one for the final weights. */
private fun ridgeFlops(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    if (problem.form == RidgeForm.KERNEL) return kernelFlops(problem, plan, counts)
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    if (problem.form == RidgeForm.ITERATIVE) return iterativeFlops(problem, plan, rows * q)
    val isDual = problem.form == RidgeForm.DUAL || problem.form == RidgeForm.SPILLED_DUAL
    val n = if (isDual) rows else q
    val product = if (isDual) rows * rows * q else rows * q * q
    return product + 4 * n * n * n * (plan.spec.solver.folds + 1L)
}

/** Two products with all rows in every pass, for the preconditioner and for every system; passes differ, this is a usual number. */
private fun iterativeFlops(problem: RidgeProblem, plan: Plan, numbers: Long): Long {
    val solver = plan.spec.solver
    val systems = problem.targets.size * (solver.folds * solver.strengths + 1L)
    return 4 * numbers * (systems * USUAL_PASSES + MOST_DIRECTIONS)
}

private const val USUAL_PASSES = 20L
private const val MOST_DIRECTIONS = 512L

/** The kernel, then one Cholesky factorization (n^3 / 3) per fold and strength. */
private fun kernelFlops(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val rows = counts.rows(problem.key)
    val inside = rows * (plan.spec.solver.folds - 1L) / plan.spec.solver.folds
    val strengths = plan.spec.solver.strengths
    return 2 * rows * rows * width(problem, plan) + (plan.spec.solver.folds * strengths * inside * inside * inside + rows * rows * rows) / 3
}

/** Rows of a kernel above which its problem is solved by itself, with all threads. */
private const val LARGE_KERNEL = 4096L

/** Whether the matrix of [problem] is so large that no other problem is solved beside it. */
public fun isLarge(problem: RidgeProblem, plan: Plan): Boolean = problem.form == RidgeForm.KERNEL && plan.counts?.let { points(problem, plan, it) > LARGE_KERNEL } ?: false

/** Rows of the matrix that is factorized. */
private fun points(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val rows = counts.rows(problem.key)
    return (plan.spec.solver as? KernelRidge)?.active?.let { minOf(rows, it.toLong() * problem.key.components) } ?: rows
}

/** The kernel, which is solved in place, and a strip of it; or, with few points, their normal equations by fold. */
private fun kernelSolveNumbers(problem: RidgeProblem, plan: Plan, counts: SampleCounts, q: Long): Long {
    val rows = counts.rows(problem.key)
    val points = points(problem, plan, counts)
    if (points >= rows) return rows * (rows + KERNEL_STRIP_ROWS + problem.targets.size)
    return (plan.spec.solver.folds + 4L) * points * points + points * q + KERNEL_CHUNK_SAMPLES * problem.key.components * (points + q)
}

/** Rows of a kernel that are made at once. */
private const val KERNEL_STRIP_ROWS = 256

/** Samples whose kernel with the active points is in memory at once. */
internal const val KERNEL_CHUNK_SAMPLES: Int = 512

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
    if (problem.form.isSpilled) return DOUBLE * rows * targets + Int.SIZE_BYTES * rows
    val streams = problem.form == RidgeForm.PRIMAL && plan.regression.streaming
    val width = 1 + q + targets
    return DOUBLE * if (streams) plan.spec.solver.folds * width * (width + FIT_ROWS) else rows * (q + targets)
}

/** In sample space: the kernel, that of a fold, the copy and work space of its eigenvectors. */
private const val DUAL_SQUARES = 5L

/** Up to so many rows, singular values are taken of the rows themselves: centered, their basis, and both again outside Java's heap. */
private const val MANY_ROWS = 96L
private const val SVD_COPIES = 4L

/** Measured with `tests/benchmarks`, Growth; see there. */
private const val STREAMING_SQUARES = 5.5

/** Bytes needed to solve a ridge problem, beside what it keeps: the matrix, its eigenvectors and work space. */
internal fun solveBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    if (problem.form == RidgeForm.KERNEL) return DOUBLE * kernelSolveNumbers(problem, plan, counts, q)
    if (problem.form == RidgeForm.ITERATIVE) return iterativeSizes(problem, plan, counts).bytes
    if (problem.form == RidgeForm.SPILLED_DUAL) return DOUBLE * (DUAL_SQUARES * rows * rows + rows * SLAB_COLUMNS)
    val n = if (problem.form == RidgeForm.DUAL) rows else q
    val folds = plan.spec.solver.folds
    val square = when {
        problem.form == RidgeForm.DUAL -> return DOUBLE * (DUAL_SQUARES * n * n + (if (rows > MANY_ROWS) 1 else SVD_COPIES) * rows * q)
        // A copy of each fold's matrix, their sum, eigenvectors and work space; rows being copied into the matrices.
        plan.regression.streaming -> folds + STREAMING_SQUARES
        else -> folds + 5.0
    }
    return (DOUBLE * square * n * n).toLong()
}

/** Bytes of covariance matrices while the widest contraction is fitted. */
internal fun contractionBytes(plan: Plan): Long = plan.featureSteps.mapNotNull { fittedWidths(it, plan) }.maxOfOrNull { widths ->
    widths.sumOf { it * it + FIT_ROWS * it } * DOUBLE + widths.maxOf { 4 * it * it } * DOUBLE
} ?: 0

/** Operations of fitting a step: the covariance of each block, and its eigenvectors (about 9 n^3). */
internal fun fitFlops(step: Step, counts: SampleCounts, plan: Plan): Long = when (step) {
    is ContractStep -> step.blocks.sumOf { fitFlops(inputWidth(step, it, plan), plan.rows(step, it, counts), step.contraction.structures, counts) }
    is IterationStep -> step.blocks.sumOf { fitFlops(it.width, plan.rows(step, it, counts), step.contraction.structures, counts) }
    else -> 0
}

private fun fitFlops(width: Long, rows: Long, structures: Int?, counts: SampleCounts): Long {
    val seen = if (structures == null || structures >= counts.structures) rows else rows * structures / counts.structures
    return seen * width * width + 9 * width * width * width
}

/** Rows that a covariance or normal equations gather before they take them in. */
private const val FIT_ROWS = 256L

/** Side of the covariance of each block of a step that is fitted; null for the others. */
private fun fittedWidths(step: FeatureStep, plan: Plan): List<Long>? = when (step) {
    is ContractStep -> step.blocks.map { inputWidth(step, it, plan) }
    is IterationStep -> step.blocks.map { it.width }
    else -> null
}?.ifEmpty { null }

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

/** What any run keeps: radial tables, coefficients, the plan. */
private const val RUN_BYTES = 4_500_000L

/** Peak memory of training with chunks of [chunkStructures] structures (all of them if null). */
public fun estimateMemory(plan: Plan, counts: SampleCounts, chunkStructures: Int? = plan.settings.chunkStructures): MemoryEstimate {
    val problems = plan.regression.problems
    val kept = RUN_BYTES + problems.sumOf { keptBytes(it, plan, counts) } + outputBytes(plan.targets, counts, plan)
    val all = featureBytes(plan, counts)
    val perStructure = featureBytes(plan, counts.largest ?: counts)
    val chunk = if (chunkStructures == null) all else minOf(all, perStructure * chunkStructures)
    return MemoryEstimate(kept, chunk, maxOf(largestSolve(plan, counts), contractionBytes(plan)))
}

/** A large kernel problem is solved by itself; of the small ones two threads may solve the two largest at once. */
private fun largestSolve(plan: Plan, counts: SampleCounts): Long {
    val (kernels, others) = plan.regression.problems.partition { it.form == RidgeForm.KERNEL }
    val (large, small) = kernels.partition { points(it, plan, counts) > LARGE_KERNEL }
    val two = small.map { solveBytes(it, plan, counts) }.sortedDescending().take(2).sum()
    return maxOf(two, (large + others).maxOfOrNull { solveBytes(it, plan, counts) } ?: 0)
}

/** Labels and work space beside the numbers of features. */
private const val LABELS = 1.04

/** Bytes of the steps' outputs; or, if that is more, of the search for pairs, which is over before there is anything else. */
private fun featureBytes(plan: Plan, counts: SampleCounts): Long = maxOf((LABELS * plan.steps.sumOf { outputBytes(it, counts, plan) }).toLong(), plan.neighbors.maxOfOrNull { counts.allPairs * SEARCH_BYTES } ?: 0)
