package ncenter.cli.console

import ncenter.cli.ExitCode
import sun.misc.Signal
import java.io.PrintStream

/** Ctrl-C: the first one lets the running step end and stops there, the second one stops at once. */
public class Interruption(
    private val errors: PrintStream,
) {
    /** Runs [block]; while it runs, Ctrl-C turns into [cancellation]. */
    public fun <T> guard(cancellation: Cancellation, block: () -> T): T {
        var asked = false
        val previous =
            Signal.handle(Signal("INT")) {
                if (asked) Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code)
                asked = true
                errors.println("ncenter: stopping after the current step; press Ctrl-C again to stop at once")
                cancellation.cancel()
            }
        try {
            return block().also { cancellation.check() }
        } finally {
            Signal.handle(Signal("INT"), previous)
        }
    }
}
