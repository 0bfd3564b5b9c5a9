package ncenter.run.correlations

import ncenter.kernels.coupling.PowerSpectrum
import ncenter.kernels.lanes.KernelForm
import ncenter.plan.ProductBlock

/** The kernel for a block that is a spectrum; [properties] of its terms. One per task. */
internal fun spectrumKernel(form: KernelForm, block: ProductBlock, properties: List<Int>): PowerSpectrum = PowerSpectrum.of(form, block.terms.map { it.first.lambda }.toIntArray(), properties.toIntArray())
