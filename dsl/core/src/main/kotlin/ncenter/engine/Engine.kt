package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.labels.TensorMap
import ncenter.plan.Plan
import ncenter.plan.featureSteps
import ncenter.plan.rules.compilePlan
import ncenter.run.Chunk
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.RegressionSpec
import ncenter.structures.Dataset
import ncenter.structures.Schema
import ncenter.structures.Structure
import ncenter.units.Length

/**
 * Owns threads and the memory budget, and walks plans. Results are the same bits for any number of threads.
 *
 * Safe to share between threads. Close it when done; [shared] is the default of scripts and notebooks and is never closed.
 *
 * @param threads number of threads that work on one call, the calling one included; default all of this machine
 * @param memoryBytes what one training may use; default three quarters of the heap
 */
public class Engine
@JvmOverloads
constructor(
    public val threads: Int = Runtime.getRuntime().availableProcessors(),
    public val memoryBytes: Long = Runtime.getRuntime().maxMemory() / 4 * 3,
) : AutoCloseable {
    init {
        require(threads >= 1) { "engine: at least 1 thread was expected, got $threads; write Engine(threads = 2)" }
        require(memoryBytes >= MINIMUM_MEMORY) { "engine: at least 16 MB of memory were expected, got $memoryBytes bytes" }
    }

    private val pool = ThreadPool(threads)

    internal val linearAlgebra: LinearAlgebra = LinearAlgebras.preferred()

    internal fun workers(listener: ProgressListener): EngineWorkers = EngineWorkers(pool, listener)

    /** The plan of [spec] for [data], with sizes and chunks; refuses what does not fit into the memory budget. */
    @JvmOverloads
    public fun compile(
        spec: RegressionSpec,
        data: Dataset,
        schema: Schema = data.schema,
        listener: ProgressListener = ProgressListener.NONE,
    ): Plan {
        checkSchema(schema, data)
        checkReference(spec.target, data)
        val naive = compilePlan(spec, schema, counts = null, memoryBytes = memoryBytes, rules = emptyList())
        val cutoff = naive.neighbors.maxOfOrNull { it.cutoff } ?: Length.ofAngstrom(0.0)
        val counts = countSamples(data.structures, cutoff, workers(listener))
        return compilePlan(spec, schema, counts, memoryBytes)
    }

    /** Trains [plan], which must have been compiled for [data]; a plan for data of another size is refused. */
    @JvmOverloads
    public fun train(plan: Plan, data: Dataset, listener: ProgressListener = ProgressListener.NONE): Training {
        checkCounts(plan.counts, data)
        return Trainer(this, plan, data, listener).train()
    }

    /** Computes [features] for [structures]: all blocks, samples numbered by the position in the list. */
    @JvmOverloads
    public fun compute(features: FeatureSpec, structures: List<Structure>, listener: ProgressListener = ProgressListener.NONE): TensorMap {
        val elements = structures.flatMap { it.elements }.distinct().sorted()
        val steps = featureSteps(features, elements)
        val workers = workers(listener)
        val chunk = Chunk(structures, 0)
        val projections = fitContractions(steps, elements, listOf(chunk), linearAlgebra, workers)
        return StepExecutor(
            steps,
            elements,
            projections,
        ).run(chunk, setOf(steps.last().id), workers).getValue(steps.last().id)
    }

    override fun close(): Unit = pool.close()

    override fun toString(): String = "Engine($threads threads, ${ncenter.plan.readableBytes(memoryBytes)}, ${linearAlgebra.name()})"

    public companion object {
        private const val MINIMUM_MEMORY = 16L shl 20

        /** Made on first use; the default of scripts and notebooks. */
        @JvmStatic
        public val shared: Engine by lazy { Engine() }
    }
}
