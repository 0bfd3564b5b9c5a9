package ncenter.cli.check

import ncenter.cli.console.MemorySize
import ncenter.engine.LibraryVersion
import ncenter.kernels.linalg.LinearAlgebras

/** The machine as the kernels see it. */
public object Machine {
    private const val VECTOR_FLAG = "--add-modules=jdk.incubator.vector"
    private const val NATIVE_FLAG = "--enable-native-access=ALL-UNNAMED"

    public fun findings(): List<Finding> = listOf(Finding("ncenter", LibraryVersion.text), java(), vectors(), nativeAccess(), linearAlgebra(), threads(), memory())

    private fun java(): Finding {
        val version = Runtime.version()
        val state = "${System.getProperty("java.vendor")} $version on ${System.getProperty("os.name")} ${System.getProperty("os.arch")}"
        return Finding("java", state, "install JDK 25 or newer".takeIf { version.feature() < 25 })
    }

    private fun vectors(): Finding {
        val lanes = VectorLanes.ofDouble() ?: return Finding("vector module", "off; plain Java kernels are used", flag(VECTOR_FLAG))
        return Finding("vector module", "on, $lanes lanes of double")
    }

    private fun nativeAccess(): Finding = if (Machine::class.java.module.isNativeAccessEnabled) {
        Finding("native access", "allowed")
    } else {
        Finding("native access", "not declared; Java warns when a native library is called", flag(NATIVE_FLAG))
    }

    /** The status line of the provider says what to do after a semicolon. */
    private fun linearAlgebra(): Finding {
        val status = LinearAlgebras.status()
        return Finding("linear algebra", status.substringBefore("; "), status.substringAfter("; ", "").ifEmpty { null })
    }

    private fun threads(): Finding = Finding("threads", "${Runtime.getRuntime().availableProcessors()} processors; limit with --threads")

    private fun memory(): Finding {
        val heap = MemorySize.format(Runtime.getRuntime().maxMemory())
        return Finding("memory", "$heap of Java heap; limit with --memory, raise with NCENTER_JAVA_OPTS=-Xmx8g")
    }

    private fun flag(name: String) = "start Java with $name (the ncenter launcher does)"
}
