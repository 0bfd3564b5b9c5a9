package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.groups.OptionGroup
import com.github.ajalt.clikt.parameters.options.convert
import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.int
import com.github.ajalt.clikt.parameters.types.restrictTo
import ncenter.cli.console.MemorySize

/** How much of the machine a command may use. */
internal class Limits : OptionGroup() {
    val threads: Int by option("--threads", metavar = "N", help = "worker threads (default: all processors)")
        .int()
        .restrictTo(1..MOST_THREADS)
        .default(Runtime.getRuntime().availableProcessors())

    private val memory: Long? by option("--memory", metavar = "SIZE", help = "memory budget, such as 2GB (default: 3/4 of Java's heap)")
        .convert { text ->
            try {
                MemorySize.parse(text)
            } catch (e: IllegalArgumentException) {
                fail(e.message.orEmpty().removePrefix("memory: "))
            }
        }

    /**
     * The budget in bytes.
     *
     * @throws IllegalArgumentException if Java's heap is smaller than the budget asked for
     */
    fun memoryBytes(): Long {
        val heap = Runtime.getRuntime().maxMemory()
        val budget = memory ?: return heap / 4 * 3
        require(budget <= heap) {
            "--memory: at most the ${MemorySize.format(heap)} that Java may use here was expected, got ${MemorySize.format(budget)}; " +
                "start with NCENTER_JAVA_OPTS=-Xmx${budget * 5 / 4 / MEBI + 1}m"
        }
        return budget
    }

    private companion object {
        const val MOST_THREADS = 1024
        const val MEBI = 1L shl 20
    }
}
