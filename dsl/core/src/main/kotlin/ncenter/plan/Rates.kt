package ncenter.plan

/**
 * Operations per second (as [flops] counts them) that one core reaches in a step of this kind, labels and memory included: processor time on one
 * core of a Zen 5 server with OpenBLAS, from the tables of `Growth` and `Forecast` in `tests/benchmarks`, which print them anew.
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

/** Side of the matrices at which eigenvectors and products, and where Cholesky factors reach half of their rate. */
private const val HALF_RATE_SIDE = 300.0
private const val HALF_RATE_FACTOR = 1000.0

/** Bytes per second that the outputs of feature steps take up: memory that is zeroed, written and read once more. */
private const val OUTPUT_BANDWIDTH = 8e9

/** Small matrices are slow: the rate grows with their side. */
private fun regressionSeconds(step: RegressionStep, counts: SampleCounts, plan: Plan): Double = step.problems.sumOf { problem ->
    val half = if (problem.form == RidgeForm.KERNEL) HALF_RATE_FACTOR else HALF_RATE_SIDE
    ridgeFlops(problem, plan, counts) / LARGE_MATRICES * (1 + half / maxOf(1, solveSide(problem, plan, counts)))
}

/** A rough time of [step] for these samples, in seconds, on one core of an ordinary machine. */
public fun nominalSeconds(step: Step, counts: SampleCounts, plan: Plan): Double = when (step) {
    is RegressionStep -> regressionSeconds(step, counts, plan)
    is FeatureStep -> flops(step, counts, plan) / rate(step) + outputBytes(step, counts, plan) / OUTPUT_BANDWIDTH
    else -> flops(step, counts, plan) / rate(step)
}

/** The same for learning what [step] learns from the structures, such as principal components. */
internal fun fitSeconds(step: Step, counts: SampleCounts, plan: Plan): Double = fitFlops(step, counts, plan) / LARGE_MATRICES
