package ncenter.model

import ncenter.io.NpyArray
import ncenter.kernels.regression.InvariantMap
import ncenter.plan.Plan
import ncenter.plan.RidgeProblem
import ncenter.run.regression.FittedProblem
import ncenter.run.regression.KernelWeights
import ncenter.run.regression.RidgeWeights
import ncenter.spec.models.KernelRidge

/** Fitted problems as entries of a model file, and back. */
internal object ProblemArchive {
    fun form(fitted: FittedProblem, arrays: MutableMap<String, NpyArray>): ProblemForm {
        val targets = fitted.problem.targets
        return ProblemForm(
            fitted.problem.features,
            fitted.problem.key.row,
            targets.map { "$it" },
            put(arrays, fitted.weights, fitted.weights.size / targets.size, targets.size),
            fitted.intercepts.toList(),
            fitted.alphas.toList(),
            fitted.alphaAtEdge.toList(),
            fitted.cvError.toList(),
            fitted.meanSquaredNorm,
            fitted.rows,
            (fitted as? KernelWeights)?.let { kernelForm(it, arrays) },
        )
    }

    private fun kernelForm(fitted: KernelWeights, arrays: MutableMap<String, NpyArray>): KernelForm {
        val map = fitted.map
        return KernelForm(
            fitted.pointCount,
            put(arrays, fitted.points, fitted.pointCount, map.components()),
            put(arrays, map.mean(), 1, map.q()),
            put(arrays, map.axes(), map.components(), map.q()),
        )
    }

    private fun put(arrays: MutableMap<String, NpyArray>, values: DoubleArray, rows: Int, columns: Int): String = arrays.store(NpyArray.of(values, rows, columns))

    fun read(form: ProblemForm, plan: Plan, archive: ArchiveReader): FittedProblem {
        val problem = plan.regression.problems.first { it.features == form.features && it.key.row == form.key }
        require(problem.targets.map { "$it" } == form.targets) {
            "load: the targets ${problem.targets} were expected for ${problem.key}, got ${form.targets}; the file was written by another version, train again"
        }
        val kernel = form.kernel
        return if (kernel == null) linear(form, problem, plan, archive) else kernel(form, kernel, problem, plan, archive)
    }

    private fun linear(form: ProblemForm, problem: RidgeProblem, plan: Plan, archive: ArchiveReader): RidgeWeights = RidgeWeights(
        problem,
        array(archive, form.weights, width(plan, problem, invariants = false), problem.targets.size),
        form.intercepts.toDoubleArray(),
        form.alphas.toDoubleArray(),
        form.alphaAtEdge.toBooleanArray(),
        form.cvError.toDoubleArray(),
        form.meanSquaredNorm,
        form.rows,
    )

    private fun kernel(form: ProblemForm, kernel: KernelForm, problem: RidgeProblem, plan: Plan, archive: ArchiveReader): KernelWeights {
        val solver = plan.spec.solver
        require(solver is KernelRidge && kernel.pointCount >= 0) {
            "load: a kernel model with its points was expected for ${problem.key}, got $solver with ${kernel.pointCount} points; copy the file again"
        }
        val q = width(plan, problem, invariants = true)
        val axes = archive.array(kernel.axes)
        val components = axes.shape.first()
        require(components <= solver.components) { "load: at most ${solver.components} components were expected for ${problem.key}, got $components; copy the file again" }
        return KernelWeights(
            problem,
            solver.kernel,
            InvariantMap(array(archive, kernel.mean, 1, q), array(archive, kernel.axes, components, q)),
            array(archive, kernel.points, kernel.pointCount, components),
            kernel.pointCount,
            array(archive, form.weights, kernel.pointCount * width(plan, problem, invariants = false), problem.targets.size),
            form.intercepts.toDoubleArray(),
            form.alphas.toDoubleArray(),
            form.alphaAtEdge.toBooleanArray(),
            form.cvError.toDoubleArray(),
            form.meanSquaredNorm,
            form.rows,
        )
    }

    private fun width(plan: Plan, problem: RidgeProblem, invariants: Boolean): Int {
        val key = if (invariants) problem.invariants else problem.key
        return plan.feature(problem.features).blocks.first { it.key == key }.q
    }

    private fun array(archive: ArchiveReader, name: String, rows: Int, columns: Int): DoubleArray {
        val array = archive.array(name)
        require(array.shape.toList() == listOf(rows, columns)) {
            "load: an array of shape ${listOf(rows, columns)} was expected in $name, got ${array.shape.toList()}; the file was written by another version, train again"
        }
        return array.doubles
    }
}
