package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.labels.TensorMap
import ncenter.plan.Plan
import ncenter.plan.PlanSettings
import ncenter.plan.naivePlan
import ncenter.plan.rules.featureSteps
import ncenter.plan.rules.isRewritten
import ncenter.plan.rules.rewritten
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.RegressionSpec
import ncenter.structures.Dataset
import ncenter.structures.Schema
import ncenter.structures.Structure
import ncenter.structures.elementsOf
import ncenter.units.Length
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicReference

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

    /** What was compiled last: training, which mostly follows, need not count the same data again. */
    private val lastCounted = AtomicReference<Counted>()

    internal val linearAlgebra: LinearAlgebra = LinearAlgebras.preferred()

    /** The threads of this engine for one run; tasks may hand out tasks. [listener] is asked before every task whether to go on. */
    @JvmOverloads
    public fun workers(listener: ProgressListener = ProgressListener.NONE): Workers = EngineWorkers(pool, listener)

    /** The plan of [spec] for [data], with sizes and chunks; refuses what does not fit into the memory budget. */
    @JvmOverloads
    public fun compile(
        spec: RegressionSpec,
        data: Dataset,
        schema: Schema = data.schema,
        listener: ProgressListener = ProgressListener.NONE,
    ): Plan {
        val naive = counted(spec, data, schema, listener)
        lastCounted.set(Counted(naive, WeakReference(data)))
        return rewritten(naive)
    }

    /** [plan] if it was compiled for data of these sizes and for this engine, else another one of its spec and schema. */
    internal fun compiledFor(plan: Plan, data: Dataset, listener: ProgressListener): Plan {
        val known = lastCounted.getAndSet(null)?.takeIf { it.plan.spec === plan.spec && it.plan.schema === plan.schema && it.data.refersTo(data) }
        val naive = known?.plan ?: counted(plan.spec, data, plan.schema, listener)
        return if (isRewritten(plan, checkNotNull(naive.counts), memoryBytes)) plan else rewritten(naive)
    }

    /** The plan before any rule, with sizes. */
    private fun counted(spec: RegressionSpec, data: Dataset, schema: Schema, listener: ProgressListener): Plan {
        checkSchema(schema, data)
        checkReference(spec.target, data)
        val naive = naivePlan(spec, schema, counts = null, PlanSettings(memoryBytes))
        val cutoff = naive.neighbors.maxOfOrNull { it.cutoff } ?: Length.ofAngstrom(0.0)
        return naive.with(counts = countSamples(data.structures, cutoff, workers(listener), naive.featureSteps.maxOfOrNull { it.centers } ?: 1))
    }

    /** Trains [plan], which must have been compiled for [data]; a plan for data of another size is refused. */
    @JvmOverloads
    public fun train(plan: Plan, data: Dataset, listener: ProgressListener = ProgressListener.NONE): Training {
        checkCounts(plan.counts, data)
        return Trainer(this, plan, data, listener).train()
    }

    /**
     * Computes [features] for [structures]: all blocks, samples numbered by the position in the list.
     *
     * @param regroup whether sums over neighbors may move inside products; without, they are taken as written
     */
    @JvmOverloads
    public fun compute(
        features: FeatureSpec,
        structures: List<Structure>,
        listener: ProgressListener = ProgressListener.NONE,
        regroup: Boolean = true,
    ): TensorMap = fit(features, structures, listener, regroup).compute(structures, listener)

    /** What [features] learn from [structures], such as principal components, ready to compute the features of others. */
    @JvmOverloads
    public fun fit(
        features: FeatureSpec,
        structures: List<Structure>,
        listener: ProgressListener = ProgressListener.NONE,
        regroup: Boolean = true,
    ): FittedFeatures {
        val elements = elementsOf(structures)
        val steps = featureSteps(features, elements, regroup)
        val fitted = fitSteps(steps, elements, listOf(Chunk(structures, 0)), linearAlgebra, workers(listener))
        return FittedFeatures(this, steps, elements, fitted)
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

/** A plan before any rule, with the sizes of these data. */
private class Counted(
    val plan: Plan,
    val data: WeakReference<Dataset>,
)
