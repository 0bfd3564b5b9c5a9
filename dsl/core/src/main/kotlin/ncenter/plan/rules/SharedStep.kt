package ncenter.plan.rules

import ncenter.plan.AssemblyStep
import ncenter.plan.ContractStep
import ncenter.plan.DensityStep
import ncenter.plan.JoinStep
import ncenter.plan.NeighborsStep
import ncenter.plan.NonlinearStep
import ncenter.plan.PairDensityStep
import ncenter.plan.Plan
import ncenter.plan.ProductStep
import ncenter.plan.RegressionStep
import ncenter.plan.Step
import ncenter.plan.SumCentersStep
import ncenter.plan.SumNeighborsStep
import ncenter.plan.SymmetrizeStep
import ncenter.plan.TargetsStep

/** Steps that are equal in all but their number are computed once. */
public object SharedStep : Rule {
    override val name: String get() = "shared-step"

    override fun rewrite(plan: Plan): Rewrite {
        val kept = merged(plan.steps)
        val merged = plan.steps.size - kept.size
        if (merged == 0) return Rewrite(plan, false, listOf("no two steps are equal"))
        return Rewrite(plan.with(kept), true, listOf("${plan.steps.size} -> ${kept.size} steps; " + sharedNames(kept)))
    }

    private fun sharedNames(steps: List<Step>): String {
        val readers = steps.associate { step -> step.id to steps.filter { step.id in it.inputs }.map { it.id } }
        return steps.filter { readers.getValue(it.id).size > 1 }.joinToString("; ") { step ->
            "#${step.id} serves ${readers.getValue(step.id).joinToString(" and ") { "#$it" }}"
        }
    }

    /** [steps] without repetitions, renumbered from 1. */
    internal fun merged(steps: List<Step>): List<Step> {
        val renamed = mutableMapOf<Int, Int>()
        val seen = mutableMapOf<Step, Int>()
        val kept = mutableListOf<Step>()
        for (step in steps) {
            val id = kept.size + 1
            val candidate = step.numbered(id, renamed)
            val twin = seen.putIfAbsent(candidate.numbered(0, emptyMap()), id)
            renamed[step.id] = twin ?: id
            if (twin == null) kept += candidate
        }
        return kept
    }

    /** The step as number [id], with its inputs renamed by [names]. */
    internal fun Step.numbered(id: Int, names: Map<Int, Int>): Step {
        val renamed = inputs.map { names[it] ?: it }
        return when (this) {
            is NeighborsStep -> copy(id = id)
            is DensityStep -> copy(id = id, inputs = renamed)
            is PairDensityStep -> copy(id = id, inputs = renamed)
            is ProductStep -> copy(id = id, inputs = renamed)
            is SumNeighborsStep -> copy(id = id, inputs = renamed)
            is NonlinearStep -> copy(id = id, inputs = renamed)
            is SumCentersStep -> copy(id = id, inputs = renamed)
            is JoinStep -> copy(id = id, inputs = renamed)
            is ContractStep -> copy(id = id, inputs = renamed)
            is SymmetrizeStep -> copy(id = id, inputs = renamed)
            is TargetsStep -> copy(id = id)
            is RegressionStep -> {
                copy(
                    id = id,
                    inputs = renamed.distinct(),
                    problems =
                    problems.map {
                        it.copy(
                            features =
                            names[it.features] ?: it.features,
                        )
                    },
                )
            }
            is AssemblyStep -> copy(id = id, inputs = renamed)
        }
    }
}
