package ncenter.model

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import ncenter.spec.targets.BlockType

/** Name and version of the model file form written by this library. */
internal const val ARCHIVE_FORMAT = "ncenter-model"
internal const val ARCHIVE_VERSION = 1

internal val archiveJson =
    Json {
        prettyPrint = true
        encodeDefaults = true
        allowSpecialFloatingPointValues = true
    }

/** First entry of a model file: what the rest is, and the SHA-256 of every other entry. */
@Serializable
internal class Manifest(
    val format: String,
    val version: Int,
    val checksums: Map<String, String>,
)

/** The numbers of a model that are not arrays. */
@Serializable
internal class ModelForm(
    val spec: JsonElement,
    val elements: List<Int>,
    val periodic: Boolean,
    val structures: Long,
    val atoms: Map<Int, Long>,
    val pairs: List<PairCount>,
    val tuples: List<TupleCount> = emptyList(),
    val problems: List<ProblemForm>,
    val projections: List<ProjectionForm>,
    val iterations: List<IterationForm> = emptyList(),
    val columns: List<ColumnsForm> = emptyList(),
    val baseline: Map<Int, Double>,
    val orthonormal: Boolean,
    val provenance: Provenance,
    val candidates: List<CandidateForm> = emptyList(),
    val choices: List<ChoiceForm> = emptyList(),
)

/** What a candidate of `auto` was estimated to cost; its features are in the spec. */
@Serializable
internal class CandidateForm(
    val blockTypes: List<BlockType>,
    val number: Int,
    val seconds: Double?,
    val bytes: Long?,
    val leftOut: String?,
)

/** Which candidate of `auto` serves a block, and the validation error of each. */
@Serializable
internal class ChoiceForm(
    val lambda: Int,
    val sigma: Int,
    val types: List<Int>,
    val blockType: BlockType?,
    val errors: Map<Int, Double>,
    val chosen: Int,
)

/** Directed neighbor pairs that training saw. */
@Serializable
internal class PairCount(
    val first: Int,
    val second: Int,
    val count: Long,
)

/** Ordered tuples of three atoms and more that training saw. */
@Serializable
internal class TupleCount(
    val types: List<Int>,
    val count: Long,
)

/** One ridge problem; its weights are `q x targets` in the array [weights]. */
@Serializable
internal class ProblemForm(
    val features: Int,
    val key: List<Int>,
    val targets: List<String>,
    val weights: String,
    val intercepts: List<Double>,
    val alphas: List<Double>,
    val alphaAtEdge: List<Boolean>,
    val cvError: List<Double>,
    val meanSquaredNorm: Double,
    val rows: Long,
    val kernel: KernelForm? = null,
)

/** The kernel of a problem: the names of its arrays. [points] are `pointCount x components`, [axes] `components x q`. */
@Serializable
internal class KernelForm(
    val pointCount: Int,
    val points: String,
    val mean: String,
    val axes: String,
)

/** One block of a fitted contraction: `components x q` in the array [array]. */
@Serializable
internal class ProjectionForm(
    val step: Int,
    val key: List<Int>,
    val array: String,
)

/** The properties that a step keeps of one block: their numbers, ascending, in the array [array]. */
@Serializable
internal class ColumnsForm(
    val step: Int,
    val key: List<Int>,
    val array: String,
)

/** A fitted iteration: the pairs of its groups, and the matrices of its blocks. */
@Serializable
internal class IterationForm(
    val step: Int,
    val groups: List<PairsForm>,
    val blocks: List<MatrixForm>,
)

/** The pairs of one group: `pairs x 3` integers (candidate, first property, second property) in the array [array]. */
@Serializable
internal class PairsForm(
    val types: List<Int>,
    val sigma: Int,
    val invariant: Boolean,
    val array: String,
)

/** The matrix of one block: `(products + old features) x rank` in the array [array]. */
@Serializable
internal class MatrixForm(
    val key: List<Int>,
    val array: String,
)
