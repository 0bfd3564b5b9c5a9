package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.regression.FarthestPoints
import ncenter.kernels.regression.InvariantMap
import ncenter.kernels.regression.KernelRidge
import ncenter.kernels.regression.SparseKernelRidge
import ncenter.kernels.regression.SymmetryKernel
import ncenter.labels.TensorBlock
import ncenter.plan.KERNEL_CHUNK_SAMPLES
import ncenter.plan.RidgeProblem
import ncenter.plan.TargetBlock
import ncenter.run.Workers
import ncenter.run.asTasks
import kotlin.math.sqrt
import ncenter.spec.models.KernelRidge as KernelSpec

/**
 * Collects features and invariants of one kernel problem, then solves it.
 *
 * Columns come in [groups], the parts of joined features; each part is scaled to unit mean norm, so that none drowns the others.
 */
public class KernelRunner(
    override val problem: RidgeProblem,
    private val solver: KernelSpec,
    private val groups: List<Int>,
    private val invariantGroups: List<Int>,
    samplesExpected: Long,
    private val linearAlgebra: LinearAlgebra,
) : ProblemRunner {
    private val m = problem.key.components
    private val q = groups.sum()
    private val q0 = invariantGroups.sum()
    private val targets = problem.targets.size
    private val capacity = Math.toIntExact(samplesExpected)
    private var features = DoubleArray(arraySize(m * q))
    private val invariants = DoubleArray(arraySize(q0))
    private val y = DoubleArray(capacity * m * targets)
    private val folds = IntArray(capacity)
    private var n = 0

    private fun arraySize(width: Int): Int {
        val size = capacity.toLong() * width
        require(size <= Int.MAX_VALUE - 8) {
            "kernelRidge: at most ${Int.MAX_VALUE} numbers for the features of ${problem.key} were expected, got $size; contract the features or train on fewer structures"
        }
        return size.toInt()
    }

    override fun add(features: TensorBlock, invariants: TensorBlock?, targets: Map<TargetBlock, DoubleArray>, foldOf: IntArray, workers: Workers) {
        checkNotNull(invariants) { "kernelRidge: invariants were expected (this is a bug, please report it)" }
        features.values.copyInto(this.features, n * m * q)
        invariants.values.copyInto(this.invariants, n * q0)
        foldOf.copyInto(folds, n)
        interleave(problem.targets.map { targets.getValue(it) }, foldOf.size * m).copyInto(y, n * m * this.targets)
        n += foldOf.size
    }

    override fun solve(workers: Workers): FittedProblem {
        val scales = scaleGroups(features, n * m, n, groups)
        val invariantScales = scaleGroups(invariants, n, n, invariantGroups)
        val map = InvariantMap.fit(invariants, n, q0, solver.components, solver.kernel.whitening, linearAlgebra)
        val mapped = map.apply(invariants, n, linearAlgebra)
        val chosen = solver.active?.let { FarthestPoints.choose(mapped, n, map.components(), it) } ?: IntArray(n) { it }
        val solution = if (solver.active == null) full(mapped, map.components(), workers) else sparse(mapped, map.components(), chosen)
        val weights = pointWeights(chosen, solution.coefficients(), scales)
        // Other problems are solved after this one; its features are gigabytes that nobody reads again.
        features = DoubleArray(0)
        return KernelWeights(
            problem,
            solver.kernel,
            unscaled(map, invariantScales),
            gather(mapped, chosen, map.components()),
            chosen.size,
            weights,
            solution.intercepts(),
            DoubleArray(targets) { solution.alphas()[it] / solution.scale() },
            solution.alphaAtEdge(),
            DoubleArray(targets) { sqrt(solution.cvErrors()[it].filterNot(Double::isNaN).minOrNull() ?: Double.NaN) },
            solution.scale(),
            n.toLong() * m,
        )
    }

    private fun full(mapped: DoubleArray, components: Int, workers: Workers): KernelRidge.Solution {
        val tasks = workers.asTasks()
        val kernel = SymmetryKernel.matrix(kernelOf(solver.kernel), features, n, m, q, mapped, components, linearAlgebra, tasks)
        return KernelRidge.solve(kernel, y, n * m, targets, foldOfRow(), solver.folds, alphaGrid(solver), problem.intercept, linearAlgebra, tasks)
    }

    private fun sparse(mapped: DoubleArray, components: Int, chosen: IntArray): KernelRidge.Solution {
        val kernel = kernelOf(solver.kernel)
        val points = gather(mapped, chosen, components)
        val pointFeatures = gather(features, chosen, m * q)
        val own = SymmetryKernel.matrix(kernel, pointFeatures, chosen.size, m, q, points, components, linearAlgebra, Tasks.CALLER)
        val ridge = SparseKernelRidge(own, chosen.size * m, targets, solver.folds, linearAlgebra)
        val constants = DoubleArray(targets) { t -> if (problem.intercept) (0 until n * m).sumOf { y[it * targets + t] } / (n * m) else 0.0 }
        for (fold in 0 until solver.folds) {
            for (samples in (0 until n).filter { folds[it] == fold }.chunked(KERNEL_CHUNK_SAMPLES)) {
                val part = samples.toIntArray()
                val kappa = SymmetryKernel.invariant(kernel, gather(mapped, part, components), part.size, points, chosen.size, components, linearAlgebra)
                val rows = SymmetryKernel.matrix(gather(features, part, m * q), part.size, pointFeatures, chosen.size, m, q, kappa, linearAlgebra)
                val values = gather(y, part, m * targets)
                for (k in values.indices) values[k] -= constants[k % targets]
                ridge.add(fold, rows, values, part.size * m)
            }
        }
        val solved = ridge.solve(alphaGrid(solver))
        return KernelRidge.Solution(solved.coefficients(), constants, solved.alphas(), solved.scale(), solved.cvErrors(), solved.alphaAtEdge())
    }

    private fun foldOfRow(): IntArray = IntArray(n * m) { folds[it / m] }

    /** W_B = sum over components of F_B^T c_B, for features before they were scaled. */
    private fun pointWeights(chosen: IntArray, coefficients: DoubleArray, scales: DoubleArray): DoubleArray {
        val out = DoubleArray(chosen.size * q * targets)
        for ((b, sample) in chosen.withIndex()) {
            linearAlgebra.gemm(true, false, q, targets, m, 1.0, features, sample * m * q, q, coefficients, b * m * targets, targets, 0.0, out, b * q * targets, targets)
            for (k in 0 until q) for (t in 0 until targets) out[(b * q + k) * targets + t] *= scales[k]
        }
        return out
    }
}

/** Scales each group of columns in place to a mean squared norm of one per sample; returns the factor of every column. */
private fun scaleGroups(values: DoubleArray, rows: Int, samples: Int, groups: List<Int>): DoubleArray {
    val q = groups.sum()
    val scales = DoubleArray(q)
    var from = 0
    for (width in groups) {
        var sum = 0.0
        for (row in 0 until rows) for (k in from until from + width) sum += values[row * q + k] * values[row * q + k]
        scales.fill(if (sum > 0.0) sqrt(samples / sum) else 0.0, from, from + width)
        from += width
    }
    for (row in 0 until rows) for (k in 0 until q) values[row * q + k] *= scales[k]
    return scales
}

/** The map for invariants before they were scaled. */
private fun unscaled(map: InvariantMap, scales: DoubleArray): InvariantMap {
    val q = map.q()
    val mean = DoubleArray(q) { if (scales[it] > 0.0) map.mean()[it] / scales[it] else 0.0 }
    return InvariantMap(mean, DoubleArray(map.axes().size) { map.axes()[it] * scales[it % q] })
}

/** The rows [samples] of [values], `rows x width`, one behind the other. */
private fun gather(values: DoubleArray, samples: IntArray, width: Int): DoubleArray {
    val out = DoubleArray(samples.size * width)
    samples.forEachIndexed { k, s -> values.copyInto(out, k * width, s * width, (s + 1) * width) }
    return out
}
