package ncenter.audit

import ncenter.engine.Engine
import ncenter.engine.SeenFeatures
import ncenter.engine.computeInChunks
import ncenter.labels.TensorMap
import ncenter.model.TrainedModel
import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.ContractionSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.Cutoff
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.JoinSpec
import ncenter.spec.features.MatrixBlocksSpec
import ncenter.spec.features.NonlinearSpec
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.RadialScale
import ncenter.spec.features.SelectionSpec
import ncenter.spec.features.Shape
import ncenter.spec.features.SumNeighborsSpec
import ncenter.structures.Structure

/** Features under audit: how to get them, and what kind of neighborhood they look at. */
internal class Source(
    val name: String,
    val centers: Int,
    val leaf: Leaf,
    /** Elements the features know; any if null. */
    val elements: List<Int>?,
    private val values: (List<Structure>) -> Sequence<TensorMap>,
) {
    fun descriptors(structures: List<Structure>): Map<Place, Descriptor> = buildMap {
        values(structures).forEach { putAll(descriptors(it, centers)) }
    }
}

/** How many structures are in memory at once. */
private const val AT_ONCE = 16

/** The density that features are made of, and how far they see: [reach] times its cutoff. */
internal class Leaf(
    val cutoff: Cutoff,
    val shape: Shape,
    val radialScale: RadialScale?,
    val reach: Int,
)

internal fun sourceOf(features: FeatureSpec, engine: Engine): Source = Source("$features", features.centers, leafOf(features), null) { engine.computeInChunks(features, it, AT_ONCE) }

/** Everything a trained model reads, with its own fitted contractions and only the blocks its target needs. */
internal fun sourcesOf(model: TrainedModel, engine: Engine): List<Source> {
    val seen = SeenFeatures(engine, model.fitted)
    return seen.steps.map { step ->
        val spec = seen.specOf(step)
        Source("step #${step.id} of the model, $spec", step.centers, leafOf(spec), model.schema.elements) { seen.compute(step, it, AT_ONCE) }
    }
}

private fun leafOf(spec: FeatureSpec): Leaf = leaves(spec).let { all -> all.maxBy { it.cutoff.radius.inAngstrom * it.reach } }

private fun leaves(spec: FeatureSpec): List<Leaf> = when (spec) {
    is DensitySpec -> listOf(Leaf(spec.cutoff, spec.shape, spec.radialScale, 1))
    is PairDensitySpec -> listOf(Leaf(spec.cutoff, spec.shape, spec.radialScale, 1))
    is CorrelationSpec -> leaves(spec.density).map { Leaf(it.cutoff, it.shape, it.radialScale, if (spec.nu.second > 0) 2 else 1) }
    is SumNeighborsSpec -> leaves(spec.source)
    is CombinationSpec -> leaves(spec.first) + leaves(spec.second)
    is JoinSpec -> spec.parts.flatMap(::leaves)
    is ContractionSpec -> leaves(spec.source)
    is MatrixBlocksSpec -> throw IllegalArgumentException(
        "audit: features made of densities within a cutoff were expected, got $spec, which sees the whole structure; audit the densities beside it",
    )
    is SelectionSpec -> leaves(spec.source)
    is NonlinearSpec -> leaves(spec.source)
}
