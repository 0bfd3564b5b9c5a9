package ncenter.plan

import kotlin.math.sqrt

/**
 * Operations per second (as [flops] counts them) that one core reaches in a step of this kind, labels and memory included: processor time on one
 * core of a Zen 5 server with OpenBLAS; the last table of `Forecast` in `tests/benchmarks` says which are off.
 */
private fun rate(step: Step): Double = when (step) {
    is NeighborsStep -> 4.2e8
    is DensityStep -> 3.3e10
    is PairDensityStep -> 3e9
    is AtomicMatrixStep -> 2.6e9
    is MatrixBlocksStep -> 1.5e7
    is ProductStep, is IndependentStep -> 9e9
    is ContractStep -> 1.5e10
    is IterationStep -> 1.15e11
    is NonlinearStep -> 2e8
    is SumNeighborsStep -> 2e8
    is SumCentersStep -> 1e9
    is JoinStep, is SymmetrizeStep -> 1e9
    is TargetsStep -> 2.6e9
    is AssemblyStep -> 1e9
    is RegressionStep -> LARGE_MATRICES
}

/** Rate of products and factorizations of large matrices. */
private const val LARGE_MATRICES = 1.1e11

/** Side of the matrices at which eigenvectors and products, Cholesky factors of kernels, and the equations of few points reach half of their rate. */
private const val HALF_RATE_SIDE = 220.0
private const val HALF_RATE_KERNEL = 1500.0
private const val HALF_RATE_POINTS = 800.0

/** Bytes per second that the outputs of feature steps take up: memory that is zeroed, written and read once more. */
private const val OUTPUT_BANDWIDTH = 8e9

/** Small matrices are slow: the rate grows with their side. */
private fun regressionSeconds(step: RegressionStep, counts: SampleCounts, plan: Plan): Double = step.problems.sumOf { problem ->
    val side = solveSide(problem, plan, counts)
    val half = when {
        problem.form != RidgeForm.KERNEL -> HALF_RATE_SIDE
        side < counts.rows(problem.key) -> HALF_RATE_POINTS
        else -> HALF_RATE_KERNEL
    }
    ridgeFlops(problem, plan, counts) / LARGE_MATRICES * (1 + half / maxOf(1, side))
}

/** A rough time of [step] for these samples, in seconds, on one core of the machine that the rates are from; it does not depend on this one. */
public fun nominalSeconds(step: Step, counts: SampleCounts, plan: Plan): Double = when (step) {
    is RegressionStep -> regressionSeconds(step, counts, plan)
    is FeatureStep -> flops(step, counts, plan) / rate(step) + outputBytes(step, counts, plan) / OUTPUT_BANDWIDTH
    else -> flops(step, counts, plan) / rate(step)
}

/** The same for learning what [step] learns from the structures, such as principal components. */
internal fun fitSeconds(step: Step, counts: SampleCounts, plan: Plan): Double = fitFlops(step, counts, plan) / LARGE_MATRICES

/**
 * What [nominalSeconds] are multiplied with on a machine whose cores multiply large matrices at [productRate] operations per second. The root, as steps wait for memory
 * half of the time: a core with 0.43 of the multiply-adds took 1.3 to 1.7 times as long in trainings of every kind.
 */
public fun timeFactor(productRate: Double): Double = sqrt(LARGE_MATRICES / productRate)
