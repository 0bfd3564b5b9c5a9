package ncenter.plan

/**
 * Operations per second (as [flops] counts them) that one core reaches in a step of this kind, labels and memory included: what the growth
 * benchmark in `tests/benchmarks` measured on one core of a Zen 5 server. It prints this table anew.
 */
private fun rate(step: Step): Double = when (step) {
    is NeighborsStep -> 6e8
    is DensityStep -> 4e9
    is PairDensityStep -> 2e9
    is ProductStep -> 3e9
    is ContractStep -> 2e10
    is SumNeighborsStep, is SumCentersStep -> 5e8
    is JoinStep, is SymmetrizeStep -> 1e9
    is TargetsStep, is AssemblyStep -> 1e9
    is RegressionStep -> 2e10
}

/** A rough time for [flops] operations of [step], in seconds, on one core of an ordinary machine. */
public fun nominalSeconds(
    step: Step,
    flops: Long,
): Double = flops / rate(step)
