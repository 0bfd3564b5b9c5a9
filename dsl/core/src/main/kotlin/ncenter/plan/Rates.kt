package ncenter.plan

import kotlin.math.cbrt

/**
 * Operations per second (as [flops] counts them) that one core reaches in a step of this kind, labels and memory included: processor time on one
 * core of a Zen 5 server with OpenBLAS, from the tables of `Growth` and `Forecast` in `tests/benchmarks`, which print them anew.
 */
private fun rate(step: Step): Double = when (step) {
    is NeighborsStep -> 3.2e8
    is DensityStep -> 9e9
    is PairDensityStep -> 3e9
    is ProductStep, is IndependentStep -> 8e9
    is ContractStep -> 1e10
    is IterationStep -> 1e11
    is NonlinearStep -> 2e8
    is SumNeighborsStep -> 2e8
    is SumCentersStep -> 2e9
    is JoinStep, is SymmetrizeStep -> 1e9
    is TargetsStep, is AssemblyStep -> 1e9
    is RegressionStep -> LARGE_MATRICES
}

/** Rate of factorizations of large matrices. */
private const val LARGE_MATRICES = 1e11

/** Side of the matrices at which factorizations reach half of their rate. */
private const val HALF_RATE_SIDE = 700.0

/** Operations per cube of the side, for a handful of factorizations of one problem. */
private const val OPERATIONS_PER_CUBE = 30.0

/** Small matrices are slow: the rate grows with their side. */
private fun regressionSeconds(step: RegressionStep, flops: Long): Double {
    if (flops == 0L) return 0.0
    val side = cbrt(flops / (OPERATIONS_PER_CUBE * maxOf(1, step.problems.size)))
    return flops / LARGE_MATRICES * (1 + HALF_RATE_SIDE / side)
}

/** A rough time for [flops] operations of [step], in seconds, on one core of an ordinary machine. */
public fun nominalSeconds(
    step: Step,
    flops: Long,
): Double = if (step is RegressionStep) regressionSeconds(step, flops) else flops / rate(step)
