package ncenter.run.blocks

import ncenter.kernels.blocks.BlockCoupling
import ncenter.kernels.blocks.MatrixBlocks
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.math.ClebschGordan
import ncenter.kernels.radial.CutoffFunction
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.AtomicMatrixStep
import ncenter.plan.FeatureBlock
import ncenter.plan.MatrixBlocksStep
import ncenter.plan.shellsOf
import ncenter.run.Chunk
import ncenter.run.ShellOffsets
import ncenter.run.Workers
import ncenter.run.emptyBlocks
import ncenter.run.tensorMap
import ncenter.run.withSelfPairs
import ncenter.spec.features.AtomicMatrix
import ncenter.structures.Shell
import kotlin.math.sqrt

/** Makes one matrix of superposed atoms for every structure of a chunk: one block per structure, functions x functions. */
public class AtomicMatrixRunner(
    private val step: AtomicMatrixStep,
    linearAlgebra: LinearAlgebra,
) {
    private val matrices = SuperposedMatrices(step.atoms, linearAlgebra)

    public fun run(chunk: Chunk, inputs: List<TensorMap>, workers: Workers): TensorMap {
        val blocks = arrayOfNulls<TensorBlock>(chunk.structures.size)
        workers.forEach(blocks.size) { s ->
            val structure = chunk.structures[s]
            val values = when (step.matrix) {
                AtomicMatrix.OVERLAP -> matrices.overlap(structure)
                AtomicMatrix.FOCK -> matrices.fock(structure, workers)
                AtomicMatrix.DENSITY -> matrices.density(structure, inputs[0].blocks[s].values)
            }
            val side = sqrt(values.size.toDouble()).toInt()
            blocks[s] = TensorBlock(values, Labels.range("first_function", 0, side - 1), emptyList(), Labels.range("second_function", 0, side - 1))
        }
        return TensorMap(Labels.range("system", chunk.firstSystem, chunk.firstSystem + blocks.size - 1), blocks.requireNoNulls().toList())
    }
}

/** Cuts the blocks of atoms or of pairs out of the matrices of a chunk and couples them; between two atoms times the soft edge of the cutoff. */
public class MatrixBlocksRunner(
    private val step: MatrixBlocksStep,
) {
    private val edge = step.cutoff?.let { CutoffFunction(it.radius.inAngstrom, it.smoothing.inAngstrom) }

    public fun run(chunk: Chunk, inputs: List<TensorMap>, workers: Workers): TensorMap {
        val sources = step.blocks.map { it.key.types }.distinct().associateWith { pairs(it, chunk, inputs) }
        val blocks = emptyBlocks(step.blocks, workers) { k -> step.blocks[k].key.types.let { sources[it]?.samples ?: chunk.samples(it[0]) } }
        val weights = sources.mapValues { (_, pairs) -> pairs?.let(::edges) }
        val matrices = inputs[0].blocks.map { it.values }
        val offsets = chunk.structures.map { ShellOffsets(step.orbitals, it) }
        val tasks = blocks.indices.flatMap { k -> (0 until step.blocks[k].q).map { k to it } }
        workers.forEach(tasks.size) { t ->
            val (k, property) = tasks[t]
            fill(step.blocks[k], property, blocks[k], Source(matrices, offsets, chunk.firstSystem, weights[step.blocks[k].key.types]))
        }
        return tensorMap(step, blocks)
    }

    /** The pairs of these types; null for atoms. */
    private fun pairs(types: List<Int>, chunk: Chunk, inputs: List<TensorMap>): TensorBlock? {
        if (step.cutoff == null) return null
        val found = inputs[1].block(types)
        return if (step.selfPairs && types[0] == types[1]) withSelfPairs(found, chunk.samples(types[0])) else found
    }

    private fun edges(pairs: TensorBlock): DoubleArray = DoubleArray(pairs.samples.size) { row ->
        val (x, y, z) = DoubleArray(3) { pairs.values[3 * row + it] }
        checkNotNull(edge).value(sqrt(x * x + y * y + z * z))
    }

    private class Source(
        val matrices: List<DoubleArray>,
        val offsets: List<ShellOffsets>,
        val firstSystem: Int,
        val weights: DoubleArray?,
    )

    private fun fill(block: FeatureBlock, property: Int, out: TensorBlock, source: Source) {
        val (first, second) = shellsOf(block.properties, property)
        val lambda = block.key.lambda
        val uncoupled = uncoupled(first, second, out.samples, source)
        BlockCoupling(first.l, second.l, lambda, ClebschGordan.real(first.l, second.l, lambda)).couple(uncoupled, 0, out.samples.size, out.values, block.q, property)
    }

    /** `samples x (2l+1) x (2l'+1)`. */
    private fun uncoupled(first: Shell, second: Shell, samples: Labels, source: Source): DoubleArray {
        val size = first.size * second.size
        val out = DoubleArray(samples.size * size)
        val table = samples.values
        val width = samples.names.size
        for (s in 0 until samples.size) {
            val system = table[s * width] - source.firstSystem
            val i = table[s * width + 1]
            val shells = source.offsets[system]
            val j = if (width > 2) table[s * width + 2] else i
            MatrixBlocks.gather(source.matrices[system], shells.side, shells.of(i, first), shells.of(j, second), first.size, second.size, out, s * size)
            source.weights?.let { for (k in s * size until (s + 1) * size) out[k] *= it[s] }
        }
        return out
    }
}
