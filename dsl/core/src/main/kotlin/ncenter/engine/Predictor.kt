package ncenter.engine

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.MatrixBlock
import ncenter.plan.Plan
import ncenter.plan.PropertyBlock
import ncenter.plan.TargetBlock
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.blocks.MatrixImages
import ncenter.run.hamiltonians.MatrixAssembly
import ncenter.run.hamiltonians.PredictedBlock
import ncenter.run.regression.FittedProblem
import ncenter.run.regression.predict
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Structure

/**
 * The fitted numbers of a model, without the data they came from.
 *
 * @property steps what the feature steps learned: principal components and selected pairs
 * @property orthonormal whether predicted matrices are in an orthonormal basis, so that their eigenvalues need no overlap
 */
public class FittedModel(
    public val plan: Plan,
    public val weights: List<FittedProblem>,
    public val steps: FittedSteps,
    public val baseline: Map<Int, Double>,
    public val orthonormal: Boolean,
)

/** Predicts structures with fitted weights. Thread-safe. */
public class Predictor(
    private val engine: Engine,
    private val fitted: FittedModel,
) {
    private val plan = fitted.plan
    private val executor = StepExecutor(plan.steps, plan.schema.elements, fitted.steps, engine.linearAlgebra)
    private val images = (plan.spec.target as? MatrixSpec)?.let { MatrixImages(it, engine.linearAlgebra) }
    private val sources = fitted.weights.map { it.problem.features }.toSet()

    /** Predicted square matrices (row-major), or property values, one array per structure. */
    @JvmOverloads
    public fun predict(structures: List<Structure>, listener: ProgressListener = ProgressListener.NONE): List<DoubleArray> {
        if (structures.isEmpty()) return emptyList()
        val workers = engine.workers(listener)
        val chunk = Chunk(structures, 0)
        val outputs = executor.run(chunk, sources, workers)
        val results = arrayOfNulls<List<Prediction>>(fitted.weights.size)
        workers.forEach(results.size) { k -> results[k] = predictOne(fitted.weights[k], outputs) }
        val parts = results.requireNoNulls().flatMap { it }
        return when (val target = plan.spec.target) {
            is MatrixSpec -> matrices(target, parts, structures, workers)
            is PropertySpec -> {
                if (target.perAtom) atomValues(target, parts, structures) else structureValues(target, parts, structures)
            }
        }
    }

    private fun matrices(target: MatrixSpec, parts: List<Prediction>, structures: List<Structure>, workers: Workers): List<DoubleArray> {
        val blocks = parts.map { PredictedBlock(it.target as MatrixBlock, it.samples, it.values) }.groupBy { it.block.image }
        val assembly = MatrixAssembly(target.learnedOrbitals)
        val predicted = List(target.images) { assembly.assemble(structures, 0, blocks[it].orEmpty(), workers) }
        val results = arrayOfNulls<DoubleArray>(structures.size)
        workers.forEach(results.size) { s -> results[s] = images!!.matrix(predicted.map { it[s] }, structures[s]) }
        return results.requireNoNulls().toList()
    }

    private class Prediction(
        val target: TargetBlock,
        val samples: Labels,
        val values: DoubleArray,
    )

    private fun predictOne(weights: FittedProblem, outputs: Map<Int, TensorMap>): List<Prediction> {
        val block: TensorBlock = outputs.getValue(weights.problem.features).block(weights.problem.key.row)
        val values = predict(weights, { outputs.getValue(weights.problem.features).block(it.row) }, engine.linearAlgebra)
        return weights.problem.targets.indices
            .map { t -> Prediction(weights.problem.targets[t], block.samples, values[t]) }
    }

    private fun atomValues(target: PropertySpec, parts: List<Prediction>, structures: List<Structure>): List<DoubleArray> {
        val width = 2 * target.lambda + 1
        val results = structures.map { DoubleArray(it.size * width) }
        for (part in parts) {
            for (s in 0 until part.samples.size) {
                val system = part.samples.values[2 * s]
                val atom = part.samples.values[2 * s + 1]
                part.values.copyInto(results[system], atom * width, s * width, (s + 1) * width)
            }
        }
        return results
    }

    private fun structureValues(target: PropertySpec, parts: List<Prediction>, structures: List<Structure>): List<DoubleArray> {
        val width = 2 * target.lambda + 1
        return structures.mapIndexed { s, structure ->
            val row = DoubleArray(width)
            for (part in parts) for (m in 0 until width) row[m] += part.values[s * width + m]
            if (fitted.baseline.isNotEmpty()) row[0] += structure.types.sumOf { fitted.baseline.getValue(it) }
            row
        }
    }
}
