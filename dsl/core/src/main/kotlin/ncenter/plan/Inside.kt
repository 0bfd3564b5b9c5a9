package ncenter.plan

/**
 * Which of the steps [needed] are made tile by tile by the only step that reads them, and never stored: by the id of that reader.
 *
 * @param isReady whether a contraction has learned what it needs, or a product is the spectrum of a density: whether it can make what it reads
 */
internal fun madeInside(steps: List<Step>, needed: Set<Int>, wanted: Set<Int>, isReady: (FeatureStep) -> Boolean): Map<Int, FeatureStep> {
    val contracted = steps.filterIsInstance<ContractStep>().filter { it.id in needed && isReady(it) }
    val products = onlyReaders(contracted, steps, needed, wanted).filterValues { it is ProductStep }
    val spectra = steps.filterIsInstance<ProductStep>().filter { it.id in needed && it !in products.values && isReady(it) }
    return products + onlyReaders(spectra, steps, needed, wanted)
}

/** Those of [readers] whose first input nothing else reads, with that input. */
private fun onlyReaders(readers: List<FeatureStep>, steps: List<Step>, needed: Set<Int>, wanted: Set<Int>): Map<Int, FeatureStep> = readers
    .associate { reader -> reader.id to steps.first { it.id == reader.inputs[0] } as FeatureStep }
    .filterValues { source -> source.id !in wanted && steps.count { it.id in needed && source.id in it.inputs } == 1 }

/** Whether [product] reads nothing but a density of [steps], which has one block for each order and type, and keeps only invariants of it with itself. */
internal fun isSpectrum(product: ProductStep, steps: List<Step>): Boolean {
    val source = steps.first { it.id == product.inputs[0] } as? DensityStep ?: return false
    val keys = source.blocks.map { it.key }.toSet()
    return product.inputs.all { it == source.id } &&
        product.attach == Attach.SAME &&
        product.blocks.isNotEmpty() &&
        source.blocks.distinctBy { it.key.lambda to it.key.types }.size == source.blocks.size &&
        product.blocks.all { block -> block.terms.isNotEmpty() && isSpectrum(block) && block.terms.all { it.first in keys && it.first.types == block.key.types } }
}

/** Whether all of [block] are invariants of a feature with itself, one term after the other: then a kernel of its own makes them. */
internal fun isSpectrum(block: ProductBlock): Boolean {
    var next = 0
    for (term in block.terms) {
        if (!term.packed || term.offset != next) return false
        next += term.size
    }
    return block.key.lambda == 0 && next == block.q
}

/** The steps that [wanted] need, these included. */
internal fun closure(steps: List<Step>, wanted: Set<Int>): Set<Int> {
    val needed = wanted.toMutableSet()
    for (step in steps.reversed()) if (step.id in needed) needed += step.inputs
    return needed
}
