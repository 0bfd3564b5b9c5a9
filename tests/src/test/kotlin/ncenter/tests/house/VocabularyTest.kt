package ncenter.tests.house

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

class VocabularyTest :
    FunSpec({
        test("sigma is no width and lambda no ridge strength") {
            Repository.sources
                .filter { it.isMain }
                .flatMap(Vocabulary::inSource)
                .shouldBeNone()
        }

        test("public identifiers use the words of the glossary") {
            val kotlin = Repository.sources.filter { it.isMain && it.isKotlin }.flatMap(Vocabulary::publicIdentifiers)
            val identifiers = CompiledProject.publicIdentifiers(CompiledProject.main.filter { it.packageName.startsWith("ncenter.kernels") }) + kotlin
            identifiers.size shouldBeGreaterThan 100
            identifiers.mapNotNull(Vocabulary::inIdentifier).shouldBeNone()
        }

        test("misused words are found in a source") {
            val text = "class A(val sigmaWidth: Length)\n// ridge(lambda = 1)\nval s = ridge(lambda = 1e-3)\nval t = \"ridge lambda\"\nLength sigma;\n"
            Vocabulary.inSource(ProjectFile("A.kt", text)) shouldHaveSize 3
            Vocabulary.inSource(ProjectFile("A.kt", "val sigma: Int = 1\nval s = ridge(alpha = 1.0)\nproperty(lambda = 2)")).shouldBeNone()
        }

        test("public names are found in all their forms") {
            val text =
                "public abstract class A<T>(public val b: Int) {\n public inline fun <reified E> List<E>.c() = 1\n internal val d = 1\n" +
                    "public fun interface F\npublic enum class G\npublic companion object { public const val H: Int = 1 }\n}"
            Vocabulary.publicIdentifiers(ProjectFile("A.kt", text)) shouldContainExactly listOf("A", "b", "c", "F", "G", "H")
        }

        test("misused words are found in an identifier") {
            listOf("readFrames", "species", "NEIGHBOUR_LIST", "concatKeys", "pairSpecies").forEach { Vocabulary.inIdentifier(it) shouldNotBe null }
            listOf("SameSpeciesPlus", "DIFFERENT_SPECIES", "framework", "theta", "getBeta").forEach {
                Vocabulary.inIdentifier(it) shouldBe null
            }
        }
    })
