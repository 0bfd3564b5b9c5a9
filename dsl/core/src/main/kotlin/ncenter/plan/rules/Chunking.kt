package ncenter.plan.rules

import ncenter.plan.JAVA_OWN_BYTES
import ncenter.plan.Plan
import ncenter.plan.SampleCounts
import ncenter.plan.estimateMemory
import ncenter.plan.readableBytes

/** Structures pass through in chunks small enough for the memory budget; what cannot fit is refused before anything starts. */
public object Chunking : Rule {
    override val name: String get() = "chunking"

    override fun rewrite(plan: Plan): Rewrite {
        val counts = plan.counts ?: return Rewrite(plan, false, listOf("needs a data set: the number of structures is not known"))
        val budget = plan.settings.memoryBytes
        val whole = estimateMemory(plan, counts, null)
        if (whole.peak <= budget) {
            return Rewrite(plan, false, listOf("${readableBytes(whole.peak)} below the budget of ${readableBytes(budget)}"))
        }
        val size = chunkSize(plan, counts, budget)
        val settings = plan.settings.copy(chunkStructures = size)
        val peak = estimateMemory(plan, counts, size).peak
        return Rewrite(
            plan.with(settings = settings),
            true,
            listOf("$size of ${counts.structures} structures at a time: ${readableBytes(whole.peak)} -> ${readableBytes(peak)}"),
        )
    }

    /** The largest chunk that fits: memory grows with the chunk, but for work space that does not depend on it. */
    private fun chunkSize(plan: Plan, counts: SampleCounts, budget: Long): Int {
        val one = estimateMemory(plan, counts, 1)
        require(one.peak <= budget) {
            "memory: at least ${readableBytes(one.peak)} were expected, got a budget of ${readableBytes(budget)}; " +
                "write --memory ${((one.peak * 1.2 + JAVA_OWN_BYTES) / 1e6).toInt() + 1}MB, or fewer features: smaller nMax or lMax, or contract = pca(...)"
        }
        var fits = 1
        var tooMany = counts.structures.toInt()
        while (tooMany - fits > 1) {
            val middle = fits + (tooMany - fits) / 2
            if (estimateMemory(plan, counts, middle).peak <= budget) fits = middle else tooMany = middle
        }
        return fits
    }
}
