package ncenter.plan.rules

import ncenter.plan.Attach
import ncenter.plan.FeatureBlock
import ncenter.plan.FeatureStep
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.plan.Step
import ncenter.plan.SumNeighborsStep
import ncenter.plan.numbered
import ncenter.plan.sums

/**
 * Copies a list of steps; where a sum over neighbors meets a product that nothing else reads, the product of sums is written instead.
 *
 * A sum that moved inside keeps the type of the atom summed over in its keys (`apart`), so that the terms of the product are those of
 * the product over pairs, and its properties come out in the order of the direct sum.
 */
internal class SumMover(
    private val steps: List<Step>,
) {
    private val out = mutableListOf<Step>()
    private val newId = mutableMapOf<Int, Int>()
    private val readers = mutableMapOf<Int, Int>()

    fun moved(): List<Step> {
        for (step in steps) {
            val copy = if (step is SumNeighborsStep) sum(step, newId.getValue(step.inputs[0])) else add { step.numbered(it, newId) }
            newId[step.id] = copy.id
            readers[copy.id] = steps.count { step.id in it.inputs }
        }
        return out
    }

    private fun <S : Step> add(step: (id: Int) -> S): S = step(out.size + 1).also { out += it }

    /** [direct] applied to the step [source] (numbered as in the copy). */
    private fun sum(direct: SumNeighborsStep, source: Int): FeatureStep {
        val product = out[source - 1] as? ProductStep
        val inner = product?.takeIf { readers[it.id] == 1 }?.let(::innerSum)
        return if (inner == null) add { direct.copy(id = it, inputs = listOf(source)) } else outside(direct, product, inner)
    }

    private fun outside(direct: SumNeighborsStep, product: ProductStep, inner: InnerSum): ProductStep {
        val summed = out[product.inputs[inner.input] - 1] as FeatureStep
        val centers = summed.centers - 1
        val centersLeft = product.centers - 1
        val sum = sum(SumNeighborsStep(0, listOf(summed.id), direct.channels, summed.blocks.map(::bare), centers, apart = true), summed.id)
        val inputs = product.inputs.toMutableList().also { it[inner.input] = sum.id }
        val other = out[product.inputs[1 - inner.input] - 1] as FeatureStep
        val attach = if (inner.attach == Attach.FIRST_ATOM && other.centers == centersLeft) Attach.SAME else inner.attach
        val blocks = direct.blocks.map { outer(it, product.blocks.filter { block -> direct.sums(block.key, it.key) }) }
        return add { product.copy(id = it, inputs = inputs, centers = centersLeft, attach = attach, blocks = blocks) }
    }

    // A sum of products is no product block: its terms belong to the step that was summed.
    private fun bare(block: FeatureBlock) = FeatureBlock(block.key, block.properties)

    /** One block of the sum: the terms of all [parts], one behind the other. */
    private fun outer(block: FeatureBlock, parts: List<ProductBlock>): ProductBlock {
        val starts = parts.runningFold(0) { offset, part -> offset + part.q }
        val terms = parts.flatMapIndexed { k, part -> part.terms.map { it.copy(offset = it.offset + starts[k]) } }
        return ProductBlock(block.key, block.properties, terms)
    }
}
