package ncenter.tests.notebooks

import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import ncenter.tests.house.Repository
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import javax.tools.ToolProvider
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.outputStream
import kotlin.io.path.readBytes
import kotlin.io.path.readText
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.seconds

/** The launcher with a program of three lines in place of ncenter, and what it keeps in a cache folder of its own. */
private class Installed(
    val folder: Path,
    val cache: Path = folder.resolve("cache"),
    val java: Path = Path.of(System.getProperty("java.home")),
) {
    private val home = folder.resolve("a home").createDirectories()
    private val launcher = Files.copy(Repository.root.resolve("ncenter"), home.resolve("ncenter"))
    private val target = home.resolve("dsl/cli/target/ncenter")
    val start: Path = cache.resolve("ncenter/start")

    init {
        home.resolve("pom.xml").writeText("")
        home.resolve("kernels-java").createDirectories()
        jar("shows", "args[0] + \" \" + java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()")
        target.resolve("built").writeText("")
    }

    /** Compiles a program that prints [expression] into a jar on the launcher's class path. */
    fun jar(name: String, expression: String) {
        val source = folder.resolve("Main.java")
        source.writeText("package ncenter.cli;\npublic class Main {\n  public static void main(String[] args) { System.out.println($expression); }\n}\n")
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()) shouldBe 0
        JarOutputStream(target.resolve("lib").createDirectories().resolve("$name.jar").outputStream()).use {
            it.putNextEntry(JarEntry("ncenter/cli/Main.class"))
            it.write(folder.resolve("ncenter/cli/Main.class").readBytes())
        }
    }

    /** Runs the launcher; standard output and error together. */
    fun run(vararg settings: Pair<String, String>): String {
        val builder = ProcessBuilder("/bin/sh", launcher.toString(), "hello").redirectErrorStream(true)
        val environment = builder.environment()
        environment -= listOf("NCENTER_CACHE", "NCENTER_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NCENTER_START")
        environment += mapOf("NCENTER_JAVA_HOME" to java.toString(), "XDG_CACHE_HOME" to cache.toString()) + settings
        val process = builder.start()
        val output = process.inputStream.reader().readText()
        withClue(output) { process.waitFor() shouldBe 0 }
        return output
    }

    fun kept(ending: String): List<Path> = if (start.exists()) start.listDirectoryEntries("*$ending") else emptyList()

    /** Waits until the work behind a command's back has ended with one file of this [ending]. */
    suspend fun awaits(ending: String): Path {
        eventually(120.seconds) {
            kept(ending).size shouldBe 1
            start.listDirectoryEntries().size shouldBe 1
        }
        return kept(ending).single()
    }
}

class StartCacheTest :
    FunSpec({
        val installed = Installed(tempdir().toPath())

        test("the start-up cache is made after the first command, which runs without it, and used by the next one") {
            installed.run() shouldNotContain "AOT"
            val file = installed.awaits(".aot")
            val again = installed.run()
            again shouldContain "-XX:AOTCache=$file"
            again.lines().size shouldBe 2
            again shouldContain "hello ["
        }

        test("the start-up cache is used for none but the options it was made with") {
            installed.run("NCENTER_JAVA_OPTS" to "-Xshare:auto") shouldNotContain "AOTCache="
            installed.run("NCENTER_START" to "off") shouldNotContain "AOTCache="
            installed.kept(".aot").size shouldBe 1
        }

        test("the start-up cache says nothing when it is damaged, and the command runs") {
            val file = installed.kept(".aot").single()
            file.writeBytes(file.readBytes().copyOf(100_000))
            installed.run().let {
                it shouldContain "-XX:AOTCache=$file"
                it.lines().size shouldBe 2
            }
        }

        test("the start-up cache is left alone once a jar has changed") {
            val old = installed.kept(".aot").single()
            installed.jar("shows", "\"changed\" + java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()")
            installed.run().let {
                it shouldContain "changed"
                it shouldNotContain "AOTCache="
            }
            eventually(120.seconds) { installed.kept(".aot").size shouldBe 2 }
            installed.run() shouldNotContain old.toString()
        }

        test("the start-up cache is given up where its folder cannot be written") {
            val file = tempdir().toPath().resolve("file")
            file.writeText("")
            val other = Installed(tempdir().toPath(), cache = file.resolve("below"))
            repeat(2) { other.run() shouldNotContain "AOT" }
        }

        test("the start-up cache is not asked for again of a Java that cannot make one") {
            val java = tempdir().toPath()
            val calls = java.resolve("calls")
            java.resolve("release").writeText("JAVA_VERSION=\"25.0.1\"\n")
            java.resolve("bin").createDirectories().resolve("java").let {
                it.writeText("#!/bin/sh\necho \"\$*\" >> '$calls'\n")
                it.toFile().setExecutable(true)
            }
            val other = Installed(tempdir().toPath(), java = java)
            other.run()
            other.awaits(".none")
            other.run()
            calls.readText().lines().count { "AOTCacheOutput" in it } shouldBe 1
            calls.readText().lines().filter { it.isNotEmpty() }.size shouldBe 3
            calls.readText() shouldNotBe ""
        }
    })
