package ncenter.cli.check

import ncenter.cli.bench.Slowdown
import ncenter.cli.console.MemorySize
import ncenter.engine.LibraryVersion
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras

/** The machine as the kernels see it. */
public object Machine {
    private const val NATIVE_FLAG = "--enable-native-access=ALL-UNNAMED"

    /** Where only one form can run, nothing can be measured: what was seen on a machine with 8 lanes. */
    private const val TYPICAL_KERNELS = "which take about 3 to 5 times as long"
    private const val TYPICAL_LINEAR_ALGEBRA = "OpenBLAS is typically 1.5 to 4 times faster"
    private const val TYPICAL_LOOPS = "OpenBLAS is typically 6 to 9 times faster than plain loops"

    public fun findings(): List<Finding> = listOf(Finding("ncenter", LibraryVersion.text), java(), vectors(), nativeAccess(), linearAlgebra(), threads(), memory())

    private fun java(): Finding {
        val version = Runtime.version()
        val state = "${System.getProperty("java.vendor")} $version on ${System.getProperty("os.name")} ${System.getProperty("os.arch")}"
        return Finding("java", state, "install JDK 25 or newer".takeIf { version.feature() < 25 })
    }

    private fun vectors(): Finding {
        val lanes = KernelForm.lanes()
        if (lanes == 0) return Finding("vector module", "off; plain loops are used, $TYPICAL_KERNELS", flag(KernelForm.MODULE_FLAG))
        val cost = Slowdown.ofPlainKernels()?.let(::times)
        if (KernelForm.chosen() == KernelForm.VECTOR) return Finding("vector module", "on, $lanes lanes of double; densities on plain loops take $cost")
        val advice = "leave out -D${KernelForm.PROPERTY}=plain".takeIf { System.getProperty(KernelForm.PROPERTY) != null }
        return Finding("vector module", "$lanes lanes of double, not used; densities take $cost on plain loops", advice)
    }

    private fun nativeAccess(): Finding = if (Machine::class.java.module.isNativeAccessEnabled) {
        Finding("native access", "allowed")
    } else {
        Finding("native access", "not declared; Java warns when a native library is called", flag(NATIVE_FLAG))
    }

    /** The status line of the provider says what to do after a semicolon. */
    private fun linearAlgebra(): Finding {
        val status = LinearAlgebras.status()
        val plain = LinearAlgebras.preferred() === LinearAlgebras.plain()
        val typical = if (KernelForm.lanes() == 0) TYPICAL_LOOPS else TYPICAL_LINEAR_ALGEBRA
        val cost = Slowdown.ofPlainLinearAlgebra()?.let { if (plain) "this takes ${times(it)}" else "plain Java takes ${times(it)}" } ?: typical
        return Finding("linear algebra", "${status.substringBefore("; ")}; $cost", status.substringAfter("; ", "").ifEmpty { null })
    }

    private fun threads(): Finding = Finding("threads", "${Runtime.getRuntime().availableProcessors()} processors; limit with --threads")

    private fun memory(): Finding {
        val heap = MemorySize.format(Runtime.getRuntime().maxMemory())
        return Finding("memory", "$heap of Java heap; limit with --memory, raise with NCENTER_JAVA_OPTS=-Xmx8g")
    }

    private fun times(factor: Double) = "%.1f times as long here".format(java.util.Locale.ROOT, factor)

    private fun flag(name: String) = "start Java with $name (the ncenter launcher does)"
}
