package ncenter.run.correlations

import ncenter.kernels.coupling.PowerSpectrum
import ncenter.kernels.lanes.KernelForm
import ncenter.plan.ProductBlock

/** Whether all of [block] are invariants of a feature with itself, one term after the other: then a kernel of its own makes them. */
internal fun isSpectrum(block: ProductBlock): Boolean {
    var next = 0
    for (term in block.terms) {
        if (!term.packed || term.offset != next) return false
        next += term.size
    }
    return block.key.lambda == 0 && next == block.q
}

/** The kernel for a block that [isSpectrum]; [properties] of its terms. One per task. */
internal fun spectrumKernel(form: KernelForm, block: ProductBlock, properties: List<Int>): PowerSpectrum = PowerSpectrum.of(form, block.terms.map { it.first.lambda }.toIntArray(), properties.toIntArray())
