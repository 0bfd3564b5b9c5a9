package ncenter.engine

import ncenter.labels.Labels
import ncenter.labels.TensorMap
import ncenter.plan.AssemblyStep
import ncenter.plan.FeatureKey
import ncenter.plan.MatrixBlock
import ncenter.plan.Plan
import ncenter.plan.PropertyBlock
import ncenter.plan.RidgeForm
import ncenter.plan.RidgeProblem
import ncenter.plan.SampleCounts
import ncenter.plan.TargetBlock
import ncenter.plan.columnGroups
import ncenter.plan.explain.Measurement
import ncenter.plan.isLarge
import ncenter.plan.iterativeSizes
import ncenter.plan.outputBytes
import ncenter.plan.width
import ncenter.run.Chunk
import ncenter.run.blocks.MatrixTargets
import ncenter.run.blocks.PropertyTargets
import ncenter.run.forEachLargestFirst
import ncenter.run.regression.FittedProblem
import ncenter.run.regression.KernelRunner
import ncenter.run.regression.ProblemRunner
import ncenter.run.regression.RidgeRunner
import ncenter.spec.models.KernelRidge
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Dataset
import ncenter.structures.Folds

/**
 * What training found.
 *
 * @property plan the plan that was run, with the sizes of the training set
 * @property weights one entry per ridge problem of the plan
 * @property steps what the feature steps learned: principal components and selected pairs
 * @property baseline composition baseline of an extensive property: one constant per element
 * @property measures what each step took
 */
public class Training internal constructor(
    public val plan: Plan,
    public val weights: List<FittedProblem>,
    public val steps: FittedSteps,
    public val baseline: Map<Int, Double>,
    public val measures: Map<Int, Measurement>,
)

/** Trains [plan] on [data]: contractions first, then one streaming pass, then the ridge problems. */
internal class Trainer(
    private val engine: Engine,
    private val plan: Plan,
    private val data: Dataset,
    private val listener: ProgressListener,
) {
    private val workers = engine.workers(listener)
    private val elements = plan.schema.elements
    private val folds = Folds.of(data.size, plan.spec.solver.folds, plan.spec.solver.seed)
    private val chunks = chunksOf(data, plan.settings.chunkStructures)
    private val started = System.nanoTime()
    private val targets = PreparedTargets(plan.spec.target, data, engine.linearAlgebra, workers)
    private val prepared = Measurement((System.nanoTime() - started) * 1e-9, plan.counts?.let { outputBytes(plan.targets, it, plan) } ?: 0)

    fun train(): Training {
        val fitted = fitSteps(plan.steps, elements, chunks, engine.linearAlgebra, workers)
        val executor = StepExecutor(plan.steps, elements, fitted, engine.linearAlgebra)
        val (weights, seconds) = regress(executor)
        val regression = Measurement(seconds, 0)
        val measures = executor.measures.mapValues { Measurement(it.value.seconds, it.value.bytes) } - plan.assembly().id
        val all = measures + (plan.targets.id to prepared) + (plan.regression.id to regression)
        return Training(plan, weights, fitted, targets.baseline, all).chosen()
    }

    /** The fitted problems, and the seconds that it took beside the features. */
    private fun regress(executor: StepExecutor): Pair<List<FittedProblem>, Double> {
        val runners = mutableListOf<ProblemRunner>()
        try {
            plan.regression.problems.mapTo(runners, ::runner)
            val accumulated = accumulate(executor, runners)
            val started = System.nanoTime()
            return solve(runners) to (accumulated + System.nanoTime() - started) * 1e-9
        } finally {
            runners.forEach(ProblemRunner::close)
        }
    }

    private fun runner(problem: RidgeProblem): ProblemRunner {
        val solver = plan.spec.solver
        if (solver is KernelRidge) return kernelRunner(problem, solver)
        val rows = (plan.counts ?: noCounts()).rows(problem.key)
        val q = width(problem, plan).toInt()
        val iterative = if (problem.form == RidgeForm.ITERATIVE) iterativeSizes(problem, plan, plan.counts ?: noCounts()) else null
        return RidgeRunner(problem, solver, plan.regression.streaming, q, rows, engine.linearAlgebra, iterative)
    }

    private fun kernelRunner(problem: RidgeProblem, solver: KernelRidge): KernelRunner {
        val invariants = checkNotNull(problem.invariants) { "train: invariants were expected (this is a bug, please report it)" }
        val samples = (plan.counts ?: noCounts()).samples(problem.key)
        val groups = { key: FeatureKey -> columnGroups(plan, problem.features, key) }
        return KernelRunner(problem, solver, groups(problem.key), groups(invariants), samples, engine.linearAlgebra)
    }

    private fun noCounts(): SampleCounts = error("train: a plan with sample counts was expected (this is a bug, please report it)")

    /** One pass over the structures; returns the nanoseconds spent outside the feature steps. */
    private fun accumulate(executor: StepExecutor, runners: List<ProblemRunner>): Long {
        listener.started("features", data.size.toLong())
        var outside = 0L
        for (chunk in chunks) {
            val outputs =
                executor.run(
                    chunk,
                    plan.regression.problems
                        .map { it.features }
                        .toSet(),
                    workers,
                )
            val started = System.nanoTime()
            val values = targets.values(plan, chunk, outputs)
            workers.forEach(runners.size) { k -> add(runners[k], outputs, values) }
            outside += System.nanoTime() - started
            listener.advanced(chunk.firstSystem + chunk.structures.size.toLong(), data.size.toLong())
        }
        listener.finished("features")
        return outside
    }

    private fun add(runner: ProblemRunner, outputs: Map<Int, TensorMap>, values: Map<TargetBlock, DoubleArray>) {
        val source = outputs.getValue(runner.problem.features)
        val block = source.block(runner.problem.key.row)
        val table = block.samples.values
        val foldOf = IntArray(block.samples.size) { folds.fold(table[it * block.samples.names.size]) }
        runner.add(block, runner.problem.invariants?.let { source.block(it.row) }, values, foldOf, workers)
    }

    /**
     * Large problems by themselves, all threads on each, so that only one of their matrices is in memory, the largest last, when the features of the
     * others are gone; then the small ones side by side, the larger first; who is done helps with what is left of the others.
     */
    private fun solve(runners: List<ProblemRunner>): List<FittedProblem> {
        listener.started("regression", runners.size.toLong())
        val results = arrayOfNulls<FittedProblem>(runners.size)
        val (large, small) = runners.indices.partition { isLarge(runners[it].problem, plan) }
        for (k in large.sortedBy { plan.counts?.rows(runners[it].problem.key) }) results[k] = runners[k].solve(workers)
        workers.forEachLargestFirst(small, { (plan.counts?.rows(runners[it].problem.key) ?: 0) * width(runners[it].problem, plan) }) { results[it] = runners[it].solve(workers) }
        listener.advanced(runners.size.toLong(), runners.size.toLong())
        listener.finished("regression")
        return results.requireNoNulls().toList()
    }
}

/** Consecutive chunks of [size] structures. */
internal fun chunksOf(data: Dataset, size: Int?): List<Chunk> {
    val step = size ?: data.size
    return (0 until data.size step step).map { from -> Chunk(data.structures.subList(from, minOf(from + step, data.size)), from) }
}

/** The reference values in the form they are learned in, for all structures. */
internal class PreparedTargets(
    private val spec: ncenter.spec.targets.TargetSpec,
    data: Dataset,
    linearAlgebra: ncenter.kernels.linalg.LinearAlgebra,
    private val workers: ncenter.run.Workers,
) {
    /** Of every structure: the images of its matrix, or its one row of numbers. */
    private val numbers: List<List<DoubleArray>> =
        when (spec) {
            is MatrixSpec -> learnedImages(spec, data, linearAlgebra, workers)
            is PropertySpec -> data.property(spec.reference).let { reference -> List(data.size) { listOf(reference.values(it)) } }
        }

    /** Constants per element that are taken off before learning; only for extensive invariants. */
    val baseline: Map<Int, Double> =
        if (spec is PropertySpec && !spec.perAtom && spec.lambda == 0 && spec.sigma == 1) {
            compositionBaseline(data, numbers.map { it[0] }, linearAlgebra).also { takeOff(data, it) }
        } else {
            emptyMap()
        }

    private fun takeOff(data: Dataset, constants: Map<Int, Double>) {
        for ((s, rows) in numbers.withIndex()) rows[0][0] -= data[s].types.sumOf { constants.getValue(it) }
    }

    /** Values of every target block for the samples of its features in this chunk. */
    fun values(plan: Plan, chunk: Chunk, outputs: Map<Int, TensorMap>): Map<TargetBlock, DoubleArray> {
        val part = numbers.subList(chunk.firstSystem, chunk.firstSystem + chunk.structures.size)
        val matrices = (spec as? MatrixSpec)?.let { List(it.images) { k -> MatrixTargets(it.learnedOrbitals, chunk.structures, part.map { images -> images[k] }, chunk.firstSystem) } }
        val properties = PropertyTargets(part.map { it[0] }, chunk.firstSystem)
        val results = mutableMapOf<TargetBlock, DoubleArray>()
        for ((samples, blocks) in bySamples(plan, outputs)) {
            val (matrixBlocks, others) = blocks.partition { it is MatrixBlock }
            matrixBlocks.map { it as MatrixBlock }.groupBy { it.image }.forEach { (image, wanted) ->
                results += matrices!![image].values(wanted, samples, workers)
            }
            others.forEach { results[it] = properties.values(it as PropertyBlock, samples) }
        }
        return results
    }

    private fun bySamples(plan: Plan, outputs: Map<Int, TensorMap>): List<Pair<Labels, List<TargetBlock>>> = plan.regression.problems.groupBy { it.key.types to it.key.blockType }.values.map { problems ->
        val samples = problems.distinctBy { it.features }.map { outputs.getValue(it.features).block(it.key.row).samples }
        samples.forEach { checkSamples(it, samples[0], problems[0]) }
        samples[0] to problems.flatMap { it.targets }.distinct()
    }

    private fun checkSamples(samples: Labels, expected: Labels, problem: RidgeProblem) = require(samples == expected) {
        "auto: candidates that see the same pairs were expected for ${problem.key}, got ${expected.size} and ${samples.size} of them; give all pair densities the same cutoff"
    }
}

internal fun Plan.assembly(): AssemblyStep = steps.filterIsInstance<AssemblyStep>().single()
