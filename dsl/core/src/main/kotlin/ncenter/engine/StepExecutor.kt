package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.labels.TensorMap
import ncenter.plan.AssemblyStep
import ncenter.plan.AtomicMatrixStep
import ncenter.plan.ContractStep
import ncenter.plan.DensityStep
import ncenter.plan.IndependentStep
import ncenter.plan.IterationStep
import ncenter.plan.JoinStep
import ncenter.plan.MatrixBlocksStep
import ncenter.plan.NeighborsStep
import ncenter.plan.NonlinearStep
import ncenter.plan.PairDensityStep
import ncenter.plan.ProductStep
import ncenter.plan.RegressionStep
import ncenter.plan.Step
import ncenter.plan.SumCentersStep
import ncenter.plan.SumNeighborsStep
import ncenter.plan.SymmetrizeStep
import ncenter.plan.TargetsStep
import ncenter.plan.closure
import ncenter.plan.isSpectrum
import ncenter.plan.madeInside
import ncenter.run.Chunk
import ncenter.run.StepMeasure
import ncenter.run.Workers
import ncenter.run.blocks.AtomicMatrixRunner
import ncenter.run.blocks.MatrixBlocksRunner
import ncenter.run.centers.SumCentersRunner
import ncenter.run.centers.SumNeighborsRunner
import ncenter.run.centers.SymmetrizeRunner
import ncenter.run.correlations.ContractRunner
import ncenter.run.correlations.ContractedProductRunner
import ncenter.run.correlations.IndependentRunner
import ncenter.run.correlations.IterationRunner
import ncenter.run.correlations.JoinRunner
import ncenter.run.correlations.NonlinearRunner
import ncenter.run.correlations.PowerSpectrumRunner
import ncenter.run.correlations.ProductRunner
import ncenter.run.correlations.SelectedProductRunner
import ncenter.run.correlations.SelectionRunner
import ncenter.run.densities.DensityRunner
import ncenter.run.densities.PairDensityRunner
import ncenter.run.neighbors.NeighborsRunner

private typealias Inputs = List<TensorMap>

/** Runs the feature steps of a plan on one chunk at a time, and forgets what no later step reads. Thread-safe. */
internal class StepExecutor(
    private val steps: List<Step>,
    private val elements: List<Int>,
    private val fitted: FittedSteps,
    private val linearAlgebra: LinearAlgebra,
) {
    private val bodies: Map<Int, (Chunk, Inputs, Workers) -> TensorMap> =
        steps.mapNotNull { step -> body(step)?.let { step.id to it } }.toMap()

    /** Contractions that can make the product they read themselves. */
    private val contracted: Map<Int, (Chunk, Inputs, Workers) -> TensorMap> =
        steps.filterIsInstance<ContractStep>().mapNotNull { step -> contractedProduct(step)?.let { step.id to it } }.toMap()

    /** Power spectra that can make the density they read themselves. */
    private val spectra: Map<Int, (Chunk, Inputs, Workers) -> TensorMap> =
        steps.filterIsInstance<ProductStep>().mapNotNull { step -> densitySpectrum(step)?.let { step.id to it } }.toMap()

    val measures: Map<Int, StepMeasure> = steps.associate { it.id to StepMeasure() }

    /** Outputs of the steps [wanted]. Steps that these do not need are not run. */
    fun run(chunk: Chunk, wanted: Set<Int>, workers: Workers): Map<Int, TensorMap> {
        val needed = closure(steps, wanted)
        val inside = madeInside(steps, needed, wanted) { it.id in contracted || it.id in spectra }
        val inputs = needed.associateWith { id -> inside[id]?.inputs ?: steps.first { it.id == id }.inputs }
        val outputs = mutableMapOf<Int, TensorMap>()
        val left = inside.values.map { it.id }
        for (step in steps.filter { it.id in needed && it.id !in left }) {
            val started = System.nanoTime()
            val body = if (step.id in inside) contracted[step.id] ?: spectra.getValue(step.id) else bodies.getValue(step.id)
            val output = body(chunk, inputs.getValue(step.id).map { outputs.getValue(it) }, workers)
            measures.getValue(step.id).add(System.nanoTime() - started, output.bytes)
            outputs[step.id] = output
            outputs.keys.retainAll { id -> id in wanted || steps.any { it.id in needed && it.id > step.id && it.id !in left && id in inputs.getValue(it.id) } }
        }
        return outputs
    }

    private fun step(id: Int): Step = steps.first { it.id == id }

    private fun body(step: Step): ((Chunk, Inputs, Workers) -> TensorMap)? = when (step) {
        is NeighborsStep -> NeighborsRunner(step, elements).let { r -> { chunk, _, workers -> r.run(chunk, workers) } }
        is DensityStep -> DensityRunner(step).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs[0], workers) } }
        is PairDensityStep -> PairDensityRunner(step).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs[0], workers) } }
        is AtomicMatrixStep -> AtomicMatrixRunner(step, linearAlgebra).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs, workers) } }
        is MatrixBlocksStep -> MatrixBlocksRunner(step).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs, workers) } }
        is ProductStep -> ProductRunner(step).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs[0], inputs[1], workers) } }
        is SumNeighborsStep -> SumNeighborsRunner(step).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs[0], workers) } }
        is SumCentersStep -> SumCentersRunner(step).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs[0], workers) } }
        is NonlinearStep -> NonlinearRunner(step).let { r -> { _, inputs, workers -> r.run(inputs[0], workers) } }
        is JoinStep -> JoinRunner(step).let { r -> { _, inputs, _ -> r.run(inputs) } }
        is ContractStep -> contract(step)
        is IndependentStep -> fitted.columns[step.id]?.let { IndependentRunner(step, it) }?.let { r -> { _, inputs, workers -> r.run(inputs[0], inputs[1], workers) } }
        is IterationStep -> fitted.iterations[step.id]?.let { IterationRunner(step, it) }?.let { r -> { chunk, inputs, workers -> r.run(chunk, inputs, workers) } }
        is SymmetrizeStep -> SymmetrizeRunner(step).let { r -> { _, inputs, workers -> r.run(inputs[0], workers) } }
        is TargetsStep, is RegressionStep, is AssemblyStep -> null
    }

    /** Null until the contraction has been fitted. */
    private fun contract(step: ContractStep): ((Chunk, Inputs, Workers) -> TensorMap)? {
        fitted.columns[step.id]?.let { return SelectionRunner(step, it).let { r -> { _, inputs, workers -> r.run(inputs[0], workers) } } }
        val runner = ContractRunner(step, fitted.projections[step.id] ?: return null)
        return { _, inputs, workers -> runner.run(inputs[0], workers) }
    }

    private fun contractedProduct(step: ContractStep): ((Chunk, Inputs, Workers) -> TensorMap)? {
        val product = step(step.inputs[0]) as? ProductStep ?: return null
        fitted.columns[step.id]?.let { return SelectedProductRunner(product, step, it).let { r -> { chunk, inputs, workers -> r.run(chunk, inputs[0], inputs[1], workers) } } }
        val runner = ContractedProductRunner(product, step, fitted.projections[step.id] ?: return null)
        return { chunk, inputs, workers -> runner.run(chunk, inputs[0], inputs[1], workers) }
    }

    private fun densitySpectrum(step: ProductStep): ((Chunk, Inputs, Workers) -> TensorMap)? {
        if (!isSpectrum(step, steps)) return null
        val density = step(step.inputs[0]) as DensityStep
        val source = DensityRunner(density)
        val runner = PowerSpectrumRunner(step, density.blocks)
        return { chunk, inputs, workers -> runner.run(chunk, source.tiles(chunk, inputs[0]), workers) }
    }
}
