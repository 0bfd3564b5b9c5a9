package ncenter.run.regression

import ncenter.labels.TensorBlock
import ncenter.plan.RidgeProblem
import ncenter.plan.TargetBlock
import ncenter.run.Workers

/** What training found for one problem: targets that share their features. */
public sealed interface FittedProblem {
    public val problem: RidgeProblem

    /** The numbers that multiply features. */
    public val weights: DoubleArray

    /** One per target; zero where symmetry forbids a constant. */
    public val intercepts: DoubleArray

    /** The chosen ridge strength of each target, relative to [meanSquaredNorm]. */
    public val alphas: DoubleArray

    /** Whether the best strength was the first or the last of the scan. */
    public val alphaAtEdge: BooleanArray

    /** Root-mean-square validation error of each target at the chosen strength; NaN without cross-validation. */
    public val cvError: DoubleArray

    /** Mean squared norm of a row, or mean of the kernel's diagonal: the unit of ridge strengths. */
    public val meanSquaredNorm: Double

    /** Rows that training had: samples times components. */
    public val rows: Long
}

/** Collects what one problem is trained on, chunk by chunk, then solves it. */
public interface ProblemRunner : AutoCloseable {
    public val problem: RidgeProblem

    /**
     * Adds the samples of a chunk.
     *
     * @param features block of the problem's key
     * @param invariants block of its invariants, for kernels
     * @param targets values of each target for the same samples, `samples x components`
     * @param foldOf cross-validation fold of each sample
     * @param workers may take parts of the work
     */
    public fun add(features: TensorBlock, invariants: TensorBlock?, targets: Map<TargetBlock, DoubleArray>, foldOf: IntArray, workers: Workers)

    /** Ends the collection; [workers] may take parts of the work. */
    public fun solve(workers: Workers): FittedProblem

    /** Gives up temporary files. */
    override fun close(): Unit = Unit
}
