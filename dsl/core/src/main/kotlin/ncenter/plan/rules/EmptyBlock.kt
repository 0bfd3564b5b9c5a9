package ncenter.plan.rules

import ncenter.plan.FeatureKey
import ncenter.plan.MatrixBlock
import ncenter.plan.Plan
import ncenter.plan.RidgeProblem
import ncenter.plan.TargetBlock

/** Targets that symmetry forces to zero, or that no structure of the data set has, are not regressed. */
public object EmptyBlock : Rule {
    override val name: String get() = "empty-block"

    override fun rewrite(plan: Plan): Rewrite {
        val all = plan.targets.blocks
        val kept = all.filter { !it.vanishes && isPossible(it, plan) }
        if (kept.size == all.size) return Rewrite(plan, false, listOf("no target vanishes"))
        val keep = kept.toSet()
        val regression = plan.regression
        val problems = regression.problems.map { it.copy(targets = it.targets.filter(keep::contains)) }.filter { it.targets.isNotEmpty() }
        val after =
            plan
                .replacing(plan.targets.copy(blocks = kept))
                .replacing(
                    regression.copy(
                        problems = problems,
                        unreachable = regression.unreachable.filter(keep::contains),
                        inputs = (problems.map(RidgeProblem::features) + plan.targets.id).distinct(),
                    ),
                )
        return Rewrite(after, true, listOf("${all.size} -> ${kept.size} targets: ${reasons(all, plan)}"))
    }

    /** Once the data are known: whether any structure has such a pair within the cutoff. */
    private fun isPossible(block: TargetBlock, plan: Plan): Boolean {
        val counts = plan.counts
        if (block !is MatrixBlock || block.blockType.centers == 1 || counts == null) return true
        return counts.samples(FeatureKey(block.lambda, block.sigma, block.types, block.blockType)) > 0
    }

    private fun reasons(all: List<TargetBlock>, plan: Plan): String {
        val vanish = all.count { it.vanishes }
        val impossible = all.count { !it.vanishes && !isPossible(it, plan) }
        return listOfNotNull(
            if (vanish > 0) "$vanish vanish by exchange symmetry" else null,
            if (impossible > 0) "$impossible have no pair of atoms within the cutoff" else null,
        ).joinToString(", ")
    }
}
