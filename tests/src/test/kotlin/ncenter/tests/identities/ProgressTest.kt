package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.cli.console.BarProgress
import ncenter.cli.console.Cancellation
import ncenter.cli.console.PlainProgress
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.util.concurrent.CancellationException

class ProgressTest :
    FunSpec({
        test("plain progress speaks at the end of a step and now and then in a long one") {
            val text = ByteArrayOutputStream()
            var now = 0L
            val progress = PlainProgress(PrintStream(text, true), Cancellation(), quietSeconds = 10.0, clock = { now })
            progress.started("density", 40)
            for (second in 1..12) {
                now = second * 1_000_000_000L
                progress.advanced(second.toLong(), 40)
            }
            progress.finished("density")
            text.toString() shouldBe "  density: 10 of 40 after 10.0 s\n  density: 12.0 s\n"
        }

        test("a bar shows the step and is gone when the step ends") {
            val text = ByteArrayOutputStream()
            BarProgress(PrintStream(text, true), 80, Cancellation()).use { bar ->
                bar.started("density", 40)
                bar.advanced(20, 40)
                bar.finished("density")
            }
            text.toString() shouldContain "density"
            text.toString().takeLast(81) shouldBe "\r" + " ".repeat(79) + "\r"
        }

        test("both stop once cancelled") {
            val cancellation = Cancellation()
            val out = PrintStream(ByteArrayOutputStream())
            val listeners = listOf(PlainProgress(out, cancellation), BarProgress(out, 80, cancellation))
            listeners.forEach { it.checkCancelled() }
            cancellation.cancel()
            listeners.forEach { shouldThrow<CancellationException> { it.checkCancelled() } }
        }
    })
