package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.double
import com.github.ajalt.clikt.parameters.types.int
import com.github.ajalt.clikt.parameters.types.restrictTo
import ncenter.cli.bench.Benchmarks
import ncenter.cli.bench.Timing
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.machine.MachineRates
import java.util.Locale

/** `ncenter bench`: how fast the library is on this machine, beside what the machine could do. */
internal class BenchCommand(
    private val surroundings: Surroundings,
) : NcenterCommand("bench", "measure kernels and features on this machine") {
    private val seconds by option("--seconds", metavar = "S", help = "time for each line (default: 2)").double().restrictTo(0.01..600.0).default(2.0)
    private val threads by option("--threads", metavar = "N", help = "worker threads of the feature lines (default: 1)").int().restrictTo(1..1024).default(1)

    override fun run() {
        val peak = MachineRates.operationsPerSecond(seconds)
        val copies = MachineRates.bytesPerSecond(minOf(seconds, 1.0), COPY_MEGABYTES)
        line("kernels         ${KernelForm.status()}")
        line("linear algebra  ${LinearAlgebras.status()}")
        line(text("peak            %.0f GF/s of multiply-adds in float64, one thread", peak * 1e-9))
        line(text("memory          %.1f GB/s of copying, read and written, one thread\n", copies * 1e-9))
        val benchmarks = Benchmarks(seconds, threads)
        line(text("%-58s %20s %10s %8s", "kernel, one thread", "time", "GF/s", "of peak"))
        benchmarks.kernels().forEach { show(it, peak) }
        line(text("\n%-58s %20s %10s %8s", "features, $threads thread${if (threads == 1) "" else "s"}", "time", "GF/s", "of peak"))
        benchmarks.features().forEach { show(it, peak * threads) }
    }

    private fun show(timing: Timing, peak: Double) {
        val rate = timing.flops?.let { text("%10.1f %7.0f%%", it / timing.seconds * 1e-9, 100 * it / timing.seconds / peak) }.orEmpty()
        line(text("%-58s %20s %s", timing.name, per(timing), rate).trimEnd())
    }

    private fun per(timing: Timing): String {
        val each = timing.seconds / timing.items
        val (scale, unit) = SCALES.first { each >= it.first || it == SCALES.last() }
        return text("%.3g %s/%s", each / scale, unit, timing.unit)
    }

    private fun line(text: String) = surroundings.out.println(text)

    private fun text(format: String, vararg values: Any): String = format.format(Locale.ROOT, *values)

    private companion object {
        /** Well above the last cache of most machines. */
        const val COPY_MEGABYTES = 64

        val SCALES = listOf(1e-3 to "ms", 1e-6 to "us", 1e-9 to "ns", 1e-12 to "ps")
    }
}
