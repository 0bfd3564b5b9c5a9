package ncenter.plan

import ncenter.spec.features.AtomicMatrix
import ncenter.spec.models.KernelRidge
import ncenter.spec.models.strengths
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.SuperposedAtoms
import kotlin.math.min

internal const val DOUBLE = 8L

/** An exponential counts as much as this many multiplications. */
private const val NONLINEAR_FLOPS = 20L

/** Bytes of labels and positions of one neighbor pair: vector, distance slot and six sample labels. */
internal const val PAIR_BYTES = 3 * DOUBLE + 6 * 4

/** Bytes that the output of [step] takes for these samples. */
public fun outputBytes(step: Step, counts: SampleCounts, plan: Plan): Long = when (step) {
    is NeighborsStep -> counts.allPairs * PAIR_BYTES
    is AtomicMatrixStep -> meanSide(step.atoms.orbitals, counts).let { counts.structures * it * it * DOUBLE }
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
    is AtomicMatrixStep -> atomicMatrixFlops(step, counts)
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
    is SumNeighborsStep, is SumCentersStep, is JoinStep, is SymmetrizeStep, is MatrixBlocksStep -> outputBytes(step, counts, plan) / DOUBLE
    is TargetsStep -> outputBytes(step, counts, plan) + ((step.spec as? MatrixSpec)?.relativeTo?.let { fockFlops(it, counts) } ?: 0)
    is RegressionStep -> step.problems.sumOf { ridgeFlops(it, plan, counts) }
    is AssemblyStep -> 0
}

/** A density matrix takes the eigenvectors of the Fock matrix. */
private fun atomicMatrixFlops(step: AtomicMatrixStep, counts: SampleCounts): Long = meanSide(step.atoms.orbitals, counts).let { n ->
    when (step.matrix) {
        AtomicMatrix.OVERLAP -> counts.structures * n * n * INTEGRAL_FLOPS
        AtomicMatrix.FOCK -> fockFlops(step.atoms, counts)
        AtomicMatrix.DENSITY -> counts.structures * n * n * n * 2 * EIGEN_FLOPS
    }
}

/** Exchange takes an integral for all pairs of functions of the basis and every one that holds electrons. */
private fun fockFlops(atoms: SuperposedAtoms, counts: SampleCounts): Long {
    val n = meanSide(atoms.orbitals, counts)
    val filled = counts.atoms.entries.sumOf { (type, count) -> atoms.filledShells(type).keys.sumOf { it.size } * count } / maxOf(1, counts.structures)
    return counts.structures * n * n * filled * INTEGRAL_FLOPS
}

/** A contracted integral takes about as long as so many operations of these steps. */
private const val INTEGRAL_FLOPS = 500L

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

internal fun inputWidth(step: ContractStep, block: FeatureBlock, plan: Plan): Long = plan
    .feature(step.inputs[0])
    .blocks
    .first { it.key == block.key }
    .q
    .toLong()

/** Of one problem: its products, and its decompositions at the cost of as many operations of products. */
internal fun ridgeFlops(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    return when (problem.form) {
        RidgeForm.KERNEL -> kernelFlops(problem, plan, counts)
        RidgeForm.ITERATIVE -> iterativeFlops(problem, plan, rows * q)
        RidgeForm.DUAL, RidgeForm.SPILLED_DUAL -> rows * rows * q + dualFlops(rows, plan.spec.solver.folds)
        RidgeForm.PRIMAL -> rows * q * q + EIGEN_FLOPS * q * q * q * decompositions(plan.spec.solver.folds)
    }
}

/** Eigenvectors take as long as products with this many operations, times the cube of the side. */
private const val EIGEN_FLOPS = 8L

/** One for each fold, and one of all rows. */
private fun decompositions(folds: Int): Long = if (folds > 1) folds + 1L else 1L

/** Eigenvectors of the rows of all folds but one, and their products with those of that fold; then one Cholesky factor of all rows. */
private fun dualFlops(rows: Long, folds: Int): Long {
    val last = rows * rows * rows / 3
    if (folds == 1) return last
    val inside = rows * (folds - 1) / folds
    return folds * (EIGEN_FLOPS * inside * inside * inside + 2 * inside * inside * (rows - inside)) + last
}

/** Two products with all rows in every pass, for the preconditioner and for every system; passes differ, this is a usual number. */
private fun iterativeFlops(problem: RidgeProblem, plan: Plan, numbers: Long): Long {
    val solver = plan.spec.solver
    val systems = problem.targets.size * (solver.folds * solver.strengths + 1L)
    return 4 * numbers * (systems * USUAL_PASSES + MOST_DIRECTIONS)
}

private const val USUAL_PASSES = 20L
private const val MOST_DIRECTIONS = 512L

/** The kernel, then one Cholesky factorization (n^3 / 3) per fold and strength; with few points, their normal equations in place of it. */
private fun kernelFlops(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val rows = counts.rows(problem.key)
    val points = points(problem, plan, counts)
    val solver = plan.spec.solver
    val kernel = rows * points * (2 * width(problem, plan) + EXPONENTIAL_FLOPS)
    if (points < rows) return kernel + 2 * rows * points * points + decompositions(solver.folds) * solver.strengths * points * points * points / 3
    val inside = rows * (solver.folds - 1L) / solver.folds
    return kernel + (solver.folds * solver.strengths * inside * inside * inside + rows * rows * rows) / 3
}

/** An entry of the kernel takes as long as so many operations of products, beside the product itself. */
private const val EXPONENTIAL_FLOPS = 300L

/** Side of the matrices that [problem] is solved with. */
internal fun solveSide(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long = when (problem.form) {
    RidgeForm.KERNEL -> points(problem, plan, counts)
    RidgeForm.DUAL, RidgeForm.SPILLED_DUAL -> counts.rows(problem.key)
    RidgeForm.PRIMAL, RidgeForm.ITERATIVE -> width(problem, plan)
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
    val strip = minOf(rows, KERNEL_CHUNK_SAMPLES.toLong() * problem.key.components)
    // A strip while rows are added; then the sum of folds and its factor.
    return (plan.spec.solver.folds + 1L) * points * points + points * q + maxOf(strip * (points + q), 2 * points * points)
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

/**
 * Squares in sample space: the kernel, and for each of the folds that are worked on together its kernel with work space, and that with the other rows; or
 * the kernel and its factor.
 */
private fun dualSquares(folds: Int): Double {
    val inside = (folds - 1.0) / folds
    val together = if (folds == 2) 2 else 1
    return maxOf(2.3, 1 + together * (1.7 * inside * inside + inside * (1 - inside)))
}

/** In sample space, up to so many rows are taken apart by reflections, which keeps all digits; beyond, their kernel matrix is much faster. */
public const val REFLECTED_ROWS: Int = 96

/** Of rows that are taken apart: centered, and what is left of them. */
private const val REFLECTED_COPIES = 2L

/** Measured with `tests/benchmarks`, Growth; see there. */
private const val STREAMING_SQUARES = 5.5

/** Copies of the rows that a problem in sample space makes. */
private fun dualCopies(problem: RidgeProblem, rows: Long): Long = if (rows <= REFLECTED_ROWS) {
    REFLECTED_COPIES
} else if (problem.intercept) {
    1
} else {
    0
}

/** Bytes needed to solve a ridge problem, beside what it keeps: the matrix, its eigenvectors and work space. */
internal fun solveBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long {
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    if (problem.form == RidgeForm.KERNEL) return DOUBLE * kernelSolveNumbers(problem, plan, counts, q)
    if (problem.form == RidgeForm.ITERATIVE) return iterativeSizes(problem, plan, counts).bytes
    if (problem.form == RidgeForm.SPILLED_DUAL) return (DOUBLE * (dualSquares(plan.spec.solver.folds) * rows * rows + rows * SLAB_COLUMNS)).toLong()
    val n = if (problem.form == RidgeForm.DUAL) rows else q
    val folds = plan.spec.solver.folds
    val square = when {
        problem.form == RidgeForm.DUAL -> return (DOUBLE * (dualSquares(folds) * n * n + dualCopies(problem, rows) * rows * q)).toLong()
        // A copy of each fold's matrix, their sum, eigenvectors and work space; rows being copied into the matrices.
        plan.regression.streaming -> folds + STREAMING_SQUARES
        else -> folds + 5.0
    }
    return (DOUBLE * square * n * n).toLong()
}

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
internal const val FIT_ROWS: Long = 256L
