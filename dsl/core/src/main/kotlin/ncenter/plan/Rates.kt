package ncenter.plan

/**
 * Operations per second (as [flops] counts them) that one core reaches in a step of this kind, labels and memory included. Neighbors, densities
 * and products: vector kernels on one core of a Zen 5 server, from the times of the water box and of nu = 2 of ethane in
 * `tests/benchmarks/peers`. The others are rough. The growth benchmark in `tests/benchmarks` prints this table anew.
 */
private fun rate(step: Step): Double = when (step) {
    is NeighborsStep -> 5e8
    is DensityStep -> 9e9
    is PairDensityStep -> 3e9
    is ProductStep, is IndependentStep -> 8e9
    is ContractStep, is IterationStep -> 2e10
    is NonlinearStep -> 2e8
    is SumNeighborsStep, is SumCentersStep -> 2e8
    is JoinStep, is SymmetrizeStep -> 1e9
    is TargetsStep, is AssemblyStep -> 1e9
    is RegressionStep -> 2e10
}

/** A rough time for [flops] operations of [step], in seconds, on one core of an ordinary machine. */
public fun nominalSeconds(
    step: Step,
    flops: Long,
): Double = flops / rate(step)
