package ncenter.tests.house

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class SizeBudgetTest :
    FunSpec({
        test("Kotlin sources keep the size budget") {
            SizeBudget.KOTLIN.violations(Repository.sources.filter { it.isMain && it.isKotlin }).shouldBeNone()
        }

        test("Java kernels keep the size budget") {
            SizeBudget.JAVA
                .violations(
                    Repository.sources.filter { it.isMain && it.isJava && !it.path.endsWith("package-info.java") },
                ).shouldBeNone()
        }

        test("no test file is longer than 400 lines") {
            val long = Repository.sources.filter { !it.isMain && it.text.lines().size > 401 }
            long.map { it.path }.shouldBeNone()
        }

        fun kotlin(text: String) = ProjectFile("a/src/main/kotlin/A.kt", text)

        fun java(text: String) = ProjectFile("a/src/main/java/A.java", text)

        test("a long function and a long file are found") {
            val body = "    println(\"}\") // }\n".repeat(40)
            val long = SizeBudget.KOTLIN.violations(listOf(kotlin("fun big() {\n$body}\n")))
            long[0] shouldContain "big has 42 lines"
            SizeBudget.KOTLIN.violations(listOf(kotlin("// line\n".repeat(401))))[0] shouldContain "401 lines"
            SizeBudget.JAVA.violations(listOf(java("class A {\n  void big(int a) {\n${"    a++;\n".repeat(80)}  }\n}\n")))[0] shouldContain
                "big has 82 lines"
        }

        test("a median and a tail above the budget are found") {
            val functions = (1..20).joinToString("\n") { "fun f$it() {\n${"    a()\n".repeat(if (it > 10) 20 else 1)}}" }
            SizeBudget.KOTLIN.violations(listOf(kotlin(functions))) shouldContainExactly
                listOf("median file: 250 lines, at most 100 are allowed", "90 % of functions: 22 lines, at most 15 are allowed")
        }

        test("a reason at the function excuses its length, an empty one does not") {
            val body = "fun big() {\n${"    a()\n".repeat(50)}}\n"
            SizeBudget.KOTLIN.violations(listOf(kotlin("// size: one case per node\n$body"))).none { "big" in it } shouldBe true
            SizeBudget.KOTLIN.violations(listOf(kotlin("// size:\n$body"))).any { "big" in it } shouldBe true
        }

        test("functions are measured in all their forms") {
            val text =
                """
                interface I { fun abstract(a: Int): Int
                    fun second() }
                fun <T> List<T>.short(a: (Int) -> Int = { 1 }) = a(1)
                fun chain(x: Int) =
                    x
                        .plus(1)
                        .plus("${'$'}{f("}")}".length)
                fun wide(
                    a: Int,
                    b: Int,
                ) = a
                fun block(a: Int): Int {
                    val b = a
                    println(b)
                    return b
                }
                """.trimIndent()
            functionsOf(kotlin(text)).map { it.name to it.lines } shouldContainExactly listOf("short" to 1, "chain" to 4, "wide" to 4, "block" to 5)
        }

        test("Java methods are told from loops, lambdas and types") {
            val text =
                """
                final class A {
                    record P(int x) { P { if (x > 0) { x = 1; } } }
                    private static final Runnable R = () -> { };
                    @Override
                    public <T> int f(int a, int[] b) throws Exception {
                        for (int i = 0; i < 3; i++) {
                            while (a > 0) { a--; }
                        }
                        return new Object() { }.hashCode();
                    }
                    A() { super(); }
                }
                """.trimIndent()
            functionsOf(java(text)).map { it.name to it.lines } shouldContainExactly listOf("f" to 7, "A" to 1)
        }
    })
