package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.groups.OptionGroup
import com.github.ajalt.clikt.parameters.options.convert
import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.int
import com.github.ajalt.clikt.parameters.types.restrictTo
import ncenter.cli.console.MemorySize
import ncenter.plan.JAVA_OWN_BYTES

/** How much of the machine a command may use. */
internal class Limits : OptionGroup() {
    val threads: Int by option("--threads", metavar = "N", help = "worker threads (default: all processors)")
        .int()
        .restrictTo(1..MOST_THREADS)
        .default(Runtime.getRuntime().availableProcessors())

    private val memory: Long? by option("--memory", metavar = "SIZE", help = "what the process may take, such as 2GB (default: 3/4 of Java's heap for data)")
        .convert { text ->
            try {
                MemorySize.parse(text)
            } catch (e: IllegalArgumentException) {
                fail(e.message.orEmpty().removePrefix("memory: "))
            }
        }

    /**
     * The budget in bytes for what is computed: nine tenths of what was asked for less what Java takes for itself, because collecting needs room.
     * The launcher sizes the heap by the same sum; of that Java's collector counts about an eighth as its own.
     *
     * @throws IllegalArgumentException if that leaves nothing, or Java's heap is smaller
     */
    fun memoryBytes(): Long {
        val heap = Runtime.getRuntime().maxMemory()
        val asked = memory ?: return heap / 4 * 3
        val budget = asked - JAVA_OWN_BYTES
        require(budget >= JAVA_OWN_BYTES / 10) {
            "--memory: at least ${MemorySize.format(JAVA_OWN_BYTES / 10 * 11)} were expected, because Java takes ${MemorySize.format(JAVA_OWN_BYTES)} for itself, got ${MemorySize.format(asked)}"
        }
        require(budget / 4 * 3 <= heap) {
            "--memory: at most the ${MemorySize.format(heap)} that Java may use here was expected, got ${MemorySize.format(asked)}; " +
                "start with NCENTER_JAVA_OPTS=-Xmx${budget / MEBI + 1}m"
        }
        return minOf(budget / 10 * 9, heap / 20 * 19)
    }

    private companion object {
        const val MOST_THREADS = 1024
        const val MEBI = 1L shl 20
    }
}
