package ncenter.tests.variants

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.tests.onOpenBlas
import ncenter.tests.onVectors
import java.io.File
import kotlin.io.path.createDirectories
import kotlin.io.path.fileSize
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.writeBytes

/** Prints the status of the provider and one result, in a JVM of its own. */
object StatusMain {
    @JvmStatic
    fun main(args: Array<String>) {
        if ("interrupted" in args) Thread.currentThread().interrupt()
        println(LinearAlgebras.status())
        val matrix = doubleArrayOf(2.0, 1.0, 1.0, 2.0)
        val values = DoubleArray(2)
        LinearAlgebras.preferred().symmetricEigen(2, matrix, values)
        println("largest %.3f".format(java.util.Locale.ROOT, values[1]))
    }
}

/** Prints how far products on vector lanes of this JVM are from those in plain loops. */
object LanesMain {
    @JvmStatic
    fun main(args: Array<String>) {
        println("lanes ${KernelForm.lanes()}")
        var worst = 0.0
        for (n in listOf(8, 25, 100)) {
            val a = gaussian(n * n, 3)
            val results =
                KernelForm.entries.map { form ->
                    val c = DoubleArray(n * n) { 1.0 }
                    LinearAlgebras.plain(form).gemm(false, true, n, n, n, 1.0, a, 0, n, a, 0, n, 1.0, c, 0, n)
                    LinearAlgebras.plain(form).syrk(n, n, a, 0, n, 1.0, c, 0, n)
                    c
                }
            worst = maxOf(worst, maxDifference(results[0], results[1]) / n)
        }
        println(if (worst < 1e-13) "equal" else "differ by $worst")
    }
}

/** Loading the native library under conditions that need a fresh JVM. Skipped where it is not used. */
class ProviderProcessTest :
    FunSpec({
        test("without the library on the class path plain Java runs and the status says what to add") {
            val output = run(testClassPath.filterNot { "openblas" in File(it).name }, NATIVE_ACCESS).finish()
            output shouldStartWith "plain: plain Java, several times slower than OpenBLAS, because: no OpenBLAS for "
            output shouldContain "add org.bytedeco:openblas:"
            output shouldContain "largest 3.000"
        }

        test("with native access denied plain Java runs and the status names the flag").config(enabledOrReasonIf = onOpenBlas) {
            val output = run(testClassPath, "--illegal-native-access=deny").finish()
            output shouldContain "start Java with --enable-native-access=ALL-UNNAMED"
            output shouldContain "largest 3.000"
        }

        test("a provider asked for by name fails loudly when it cannot be loaded") {
            val process = run(testClassPath.filterNot { "openblas" in File(it).name }, NATIVE_ACCESS, "-Dncenter.linalg=openblas")
            val output = process.inputStream.reader().readText()
            process.waitFor() shouldNotBe 0
            output shouldContain "expected OpenBLAS because it was asked for by name, got none (no OpenBLAS for"
        }

        test("products on registers of four doubles equal plain loops").config(enabledOrReasonIf = onVectors) {
            if (System.getProperty("os.arch") == "amd64" && KernelForm.lanes() >= 4) {
                val process = process(testClassPath, NATIVE_ACCESS, "-XX:UseAVX=2", KernelForm.MODULE_FLAG, main = LanesMain)
                val output = process.start().finish()
                output shouldContain "lanes 4"
                output shouldContain "equal"
            }
        }

        test("two JVMs at once repair a cache that holds half a library").config(enabledOrReasonIf = onOpenBlas) {
            val cache = tempdir().toPath()
            run(testClassPath, NATIVE_ACCESS, "-Dncenter.cache=$cache").finish() shouldStartWith "openblas: "
            val library =
                cache
                    .listDirectoryEntries()
                    .single()
                    .listDirectoryEntries("*openblas*")
                    .single()
            val size = library.fileSize()
            library.writeBytes(ByteArray(100_000))
            val processes = List(2) { run(testClassPath, NATIVE_ACCESS, "-Dncenter.cache=$cache") }
            for (process in processes) process.finish() shouldStartWith "openblas: "
            library.fileSize() shouldBe size
            library.parent.listDirectoryEntries().none { it.name.endsWith(".part") } shouldBe true
            size shouldBeGreaterThan 1_000_000
        }

        test("a cache folder that cannot be written is no obstacle").config(enabledOrReasonIf = onOpenBlas) {
            val file = tempdir().toPath().createDirectories().resolve("file")
            file.writeBytes(byteArrayOf(1))
            val output = run(testClassPath, NATIVE_ACCESS, "-Dncenter.cache=${file.resolve("below")}").finish()
            output shouldStartWith "openblas: "
        }

        test("a thread that is being interrupted loads the library all the same").config(enabledOrReasonIf = onOpenBlas) {
            process(testClassPath, NATIVE_ACCESS, arguments = listOf("interrupted")).start().finish() shouldStartWith "openblas: "
        }

        test("without an absolute home or cache folder the library loads and leaves nothing in the working folder").config(enabledOrReasonIf = onOpenBlas) {
            val folder = tempdir()
            val process = process(testClassPath.map { File(it).absolutePath }, NATIVE_ACCESS, "-Duser.home=?").directory(folder)
            process.environment()["XDG_CACHE_HOME"] = "relative"
            process.start().finish() shouldStartWith "openblas: "
            folder.list()!!.toList() shouldBe emptyList()
        }
    })

private fun process(classPath: List<String>, vararg options: String, arguments: List<String> = emptyList(), main: Any = StatusMain): ProcessBuilder = jvm(main, *options, classPath = classPath, arguments = arguments).redirectErrorStream(true)

private fun run(classPath: List<String>, vararg options: String): Process = process(classPath, *options).start()
