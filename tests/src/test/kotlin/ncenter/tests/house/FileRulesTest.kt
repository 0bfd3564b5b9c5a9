package ncenter.tests.house

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.name

class FileRulesTest :
    FunSpec({
        test("the top level is exactly the card") {
            FileRules.topLevel(Repository.files.map { it.getName(0).name }.toSet()).shouldBeNone()
        }

        test("golden data stay small") {
            FileRules.golden(Repository.files.associateWith { Files.size(Repository.root.resolve(it)) }).shouldBeNone()
        }

        test("no file mentions a machine's own paths or a package registry") {
            Repository.texts
                .filterNot { it.path.endsWith("/FileRulesTest.kt") }
                .flatMap(FileRules::outsideWorld)
                .shouldBeNone()
        }

        test("every package says its job in one sentence") {
            FileRules.undocumented(Repository.texts).shouldBeNone()
        }

        test("a stray and a missing entry of the top level are found") {
            val card = FileRules.topLevel(emptySet()).map { it.removeSuffix(" is missing") }.toSet()
            FileRules.topLevel(card - "README.md" + "notes.txt" + ".gitignore") shouldContainExactly
                listOf("notes.txt is not on the card", "README.md is missing")
        }

        test("a large golden file is found, a large example is not one") {
            val large = FileRules.GOLDEN_LIMIT + 1
            val sizes = mapOf(Path.of("tests/src/test/resources/golden/soap.npz") to large, Path.of("examples/water/h.npy") to large)
            FileRules.golden(sizes) shouldHaveSize 1
        }

        test("private paths and registries are found") {
            val text = "cp /home/ann/x .\nurl=https://repo.maven.apache.org/maven2\nPath.of(\"/work/data\")\n/usr/lib/jvm/jdk-25\n/usr/lib/jvm/*\n"
            FileRules.outsideWorld(ProjectFile("a.md", text)) shouldHaveSize 4
            FileRules.outsideWorld(ProjectFile("a.md", "see the https://maven.apache.org page, ${'$'}{HOME}/work/x, a/work/b")).shouldBeNone()
        }

        test("packages without a job sentence are found") {
            fun file(name: String, text: String) = ProjectFile("m/src/main/kotlin/$name", text)
            FileRules.undocumented(listOf(file("a/A.kt", ""))) shouldContain "m/src/main/kotlin/a has neither package-info.java nor README.md"
            FileRules.undocumented(listOf(file("a/A.kt", ""), file("a/README.md", "# a\n\nstuff"))) shouldHaveSize 1
            FileRules.undocumented(listOf(file("a/A.kt", ""), file("a/README.md", "# a\n\nKnows what a is."))).shouldBeNone()
            FileRules.undocumented(listOf(file("a/A.java", ""), file("a/package-info.java", "/**\n * Knows\n * a. */\npackage a;"))).shouldBeNone()
        }
    })
