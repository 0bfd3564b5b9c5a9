package ncenter.engine

import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras

/** The kernel variants of this process, one line each, for `explain(Kernels)`. */
public fun kernelVariants(): List<String> = listOf(
    "features        ${KernelForm.status()}",
    "linear algebra  ${LinearAlgebras.status()}",
    "tasks           tiles of samples; the partition depends on the data only",
)
