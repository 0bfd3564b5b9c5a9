package ncenter.engine

import ncenter.kernels.machine.MachineRates
import ncenter.plan.Plan
import ncenter.plan.SampleCounts
import ncenter.plan.Step
import ncenter.plan.nominalSeconds
import ncenter.plan.timeFactor

/** A rough time of [step] for these samples, in seconds, on one core of this machine, kernels compiled: the first runs of a process take longer. The first call looks at how fast it is, which takes milliseconds. */
public fun expectedSeconds(step: Step, counts: SampleCounts, plan: Plan): Double = nominalSeconds(step, counts, plan) * machineFactor

/** The same for all steps of a plan with counts, by number of the step; empty without. */
public fun expectedSeconds(plan: Plan): Map<Int, Double> = plan.counts?.let { counts -> plan.steps.associate { it.id to expectedSeconds(it, counts, plan) } }.orEmpty()

private val machineFactor: Double by lazy { timeFactor(MachineRates.productOperationsPerSecond()) }
