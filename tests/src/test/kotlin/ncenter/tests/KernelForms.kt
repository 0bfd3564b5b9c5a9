package ncenter.tests

import io.kotest.core.test.Enabled
import io.kotest.core.test.TestCase
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras

/** The forms of the kernels that this process can run; the profile `plain` runs the tests where there is only the plain one. */
val kernelForms: List<KernelForm> = KernelForm.entries.filter { it == KernelForm.PLAIN || KernelForm.lanes() > 0 }

/** For tests of the vector form itself. */
val onVectors: (TestCase) -> Enabled = { if (KernelForm.lanes() > 0) Enabled.enabled else Enabled.disabled("tests the form on vectors, and the module jdk.incubator.vector is not there") }

/** For tests of the native library itself. */
val onOpenBlas: (TestCase) -> Enabled = { LinearAlgebras.status().let { if (it.startsWith("openblas")) Enabled.enabled else Enabled.disabled("tests the native library, and linear algebra is $it") } }
