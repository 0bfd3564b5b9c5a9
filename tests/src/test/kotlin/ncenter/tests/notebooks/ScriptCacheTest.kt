package ncenter.tests.notebooks

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import ncenter.cli.ExitCode
import ncenter.cli.script.CompiledScript
import ncenter.cli.script.ScriptCache
import ncenter.tests.messages.CommandLine
import java.nio.file.Files
import java.nio.file.Path

class ScriptCacheTest :
    FunSpec({
        fun cached(line: CommandLine): List<Path> = Files.list(line.folder.resolve("cache")).use { it.toList() }

        test("a script is compiled once, and again when its text changes") {
            val line = CommandLine()
            line.run("run", line.script("println(1)")).errors shouldContain "compiling"
            line.run("run", line.script("println(1)")).errors shouldNotContain "compiling"
            line.run("run", line.script("println(2)")).errors shouldContain "compiling"
            cached(line) shouldHaveSize 2
        }

        test("functions, classes and lambdas of a script survive the cache") {
            val line = CommandLine()
            val text = "class A(val x: Int)\nfun f(a: A) = listOf(1, 2).sumOf { it * a.x }\nworkspace.console(\"\${f(A(7))} \${::f.name}\")\n"
            repeat(2) { line.run("run", line.script(text)).out shouldBe "21 f\n" }
        }

        test("a damaged entry is compiled anew") {
            val line = CommandLine()
            line.run("run", line.script("workspace.console(\"ok\")"))
            val entry = cached(line).single()
            Files.write(entry, Files.readAllBytes(entry).copyOf(100))
            val ended = line.run("run", line.script("workspace.console(\"ok\")"))
            ended.errors shouldContain "compiling"
            ended.out shouldBe "ok\n"
        }

        test("a cache that cannot be written costs time only") {
            val folder = Files.createTempDirectory("ncenter-cli")
            val blocked = Files.writeString(folder.resolve("file"), "")
            val line = CommandLine(folder, cache = blocked.resolve("cache"))
            repeat(2) {
                val ended = line.run("run", line.script("workspace.console(\"ok\")"))
                ended.code shouldBe ExitCode.DONE
                ended.out shouldBe "ok\n"
            }
        }

        test("the cache keeps the hundred scripts used last") {
            val folder = Files.createTempDirectory("ncenter-cache")
            val cache = ScriptCache(folder)
            repeat(101) { cache.store("key-number-$it", CompiledScript("A", mapOf("A.class" to ByteArray(1)))) }
            Files.list(folder).use { it.toList() } shouldHaveSize 100
            cache.find("never stored").shouldBeNull()
        }

        test("the cache lies where the environment says") {
            ScriptCache.userDirectory(mapOf("NCENTER_CACHE" to "/c")) shouldBe Path.of("/c/scripts")
            ScriptCache.userDirectory(mapOf("XDG_CACHE_HOME" to "/x")) shouldBe Path.of("/x/ncenter/scripts")
            ScriptCache.userDirectory(emptyMap()) shouldBe Path.of(System.getProperty("user.home"), ".cache/ncenter/scripts")
        }
    })
