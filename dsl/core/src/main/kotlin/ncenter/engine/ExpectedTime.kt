package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebras
import ncenter.plan.Plan
import ncenter.plan.SampleCounts
import ncenter.plan.Step
import ncenter.plan.nominalSeconds
import ncenter.plan.timeFactor
import kotlin.time.DurationUnit
import kotlin.time.measureTime

/** A rough time of [step] for these samples, in seconds, on one core of this machine, kernels compiled: the first runs of a process take longer. The first call looks at how fast it is, which takes milliseconds. */
public fun expectedSeconds(step: Step, counts: SampleCounts, plan: Plan): Double = nominalSeconds(step, counts, plan) * machineFactor

/** The same for all steps of a plan with counts, by number of the step; empty without. */
internal fun expectedSeconds(plan: Plan): Map<Int, Double> = plan.counts?.let { counts -> plan.steps.associate { it.id to expectedSeconds(it, counts, plan) } }.orEmpty()

private val machineFactor: Double by lazy { timeFactor(productRate()) }

/** Side of the matrices that are multiplied: they fit into the second-level cache. */
private const val SIDE = 256

/** Stops when so many products in a row were no faster: other work on the machine disturbs, and what Java compiles is slow at first. */
private const val TRIES = 5

/** Operations per second of products of matrices. */
private fun productRate(): Double {
    val factor = DoubleArray(SIDE * SIDE) { 1.0 }
    val product = DoubleArray(SIDE * SIDE)
    var best = Double.POSITIVE_INFINITY
    var left = TRIES
    while (left > 0) {
        val seconds = measureTime {
            LinearAlgebras.preferred().gemm(false, false, SIDE, SIDE, SIDE, 1.0, factor, 0, SIDE, factor, 0, SIDE, 0.0, product, 0, SIDE)
        }.toDouble(DurationUnit.SECONDS)
        left = if (seconds < best) TRIES else left - 1
        best = minOf(best, seconds)
    }
    return 2.0 * SIDE * SIDE * SIDE / best
}
