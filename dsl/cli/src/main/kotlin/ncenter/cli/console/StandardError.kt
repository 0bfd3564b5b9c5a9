package ncenter.cli.console

import java.io.FileOutputStream
import java.io.IOException
import java.io.PrintStream

/** Standard error as the launcher hands it over: on a descriptor of its own, since Java's passes through a filter. */
internal object StandardError {
    /** Points [System.err] to the descriptor that `-Dncenter.stderr` names. Leaves it as it is where that cannot be opened. */
    fun redirect() {
        val descriptor = System.getProperty("ncenter.stderr")?.toIntOrNull() ?: return
        try {
            System.setErr(PrintStream(FileOutputStream("/dev/fd/$descriptor", true), true))
        } catch (_: IOException) {
            return
        }
    }
}
