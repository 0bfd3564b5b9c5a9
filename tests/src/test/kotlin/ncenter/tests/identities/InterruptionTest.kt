package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.cli.console.Cancellation
import ncenter.cli.console.Interruption
import sun.misc.Signal
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CancellationException

class InterruptionTest :
    FunSpec({
        /** A parent that ignores Ctrl-C, such as a background job of a shell, hands that down, and Java then ignores it for good. */
        val ignored =
            Path.of("/proc/self/status").takeIf(Files::exists)?.let { status ->
                val mask =
                    Files
                        .readAllLines(status)
                        .first { it.startsWith("SigIgn:") }
                        .substringAfter(':')
                        .trim()
                mask.toULong(16) and (1uL shl 1) != 0uL
            } ?: false

        test("Ctrl-C cancels at the next safe point and says so").config(enabled = !ignored) {
            val errors = ByteArrayOutputStream()
            val cancellation = Cancellation()
            shouldThrow<CancellationException> {
                Interruption(PrintStream(errors, true)).guard(cancellation) {
                    Signal.raise(Signal("INT"))
                    repeat(500) {
                        cancellation.check()
                        Thread.sleep(10)
                    }
                }
            }
            errors.toString() shouldContain "stopping after the current step; press Ctrl-C again to stop at once"
        }

        test("without Ctrl-C the result comes through") {
            Interruption(PrintStream(ByteArrayOutputStream())).guard(Cancellation()) { 42 } shouldBe 42
        }
    })
