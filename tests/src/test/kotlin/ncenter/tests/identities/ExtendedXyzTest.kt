package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import ncenter.io.ExtendedXyz
import ncenter.io.XyzContent
import ncenter.structures.InfoValue
import ncenter.structures.Structure
import ncenter.tests.inFolder
import ncenter.tests.randomStructure
import kotlin.io.path.writeText

class ExtendedXyzTest :
    FunSpec({
        fun read(
            text: String,
            lenient: Boolean = false,
        ): XyzContent = inFolder { ExtendedXyz.read(it.resolve("a.xyz").apply { writeText(text) }, lenient) }

        fun one(text: String): Structure = read(text).structures.single()

        test("structures that were written and read back are equal to the last bit") {
            checkAll(200, Arb.list(randomStructure, 1..4)) { structures ->
                inFolder {
                    val file = it.resolve("round.xyz")
                    ExtendedXyz.write(file, structures)
                    ExtendedXyz.read(file).structures shouldBe structures
                }
            }
        }

        test("plain XYZ with a free comment is read") {
            val structure = one("2\nhello there\nO 0 0 0\nH\t0 0 +.5e0\n")
            structure.types.toList() shouldBe listOf(8, 1)
            structure.position(1, 2) shouldBe 0.5
            structure.text("comment") shouldBe "hello there"
            one("1\n\nHe 1 2 3").info shouldBe emptyMap()
            one("1\n7\nHe 1 2 3").number("comment") shouldBe 7.0
        }

        test("columns are found by name, not by place") {
            val structure = one("1\nProperties=forces:R:3:id:I:1:fixed:L:1:Z:I:1:pos:R:3\n7 8 9 42 T 8 1 2 3\n")
            structure.types.toList() shouldBe listOf(8)
            structure.positions.toList() shouldBe listOf(1.0, 2.0, 3.0)
            structure.array("forces").values.toList() shouldBe listOf(7.0, 8.0, 9.0)
            structure.array("id")[0, 0] shouldBe 42.0
            structure.array("fixed")[0, 0] shouldBe 1.0
        }

        test("values keep their type: number, list, flag, text, and a bare key is true") {
            val structure =
                one(
                    "1\nn=-1.5 list=\"1 2 3\" one=[4] old={1 2} rows=[[1, 2], [3, 4]] yes=T no=F word=abc said=\"a \\\"b\\\"\" name x=' 1 y '\nH 0 0 0\n",
                )
            structure.number("n") shouldBe -1.5
            structure.numbers("list").toList() shouldBe listOf(1.0, 2.0, 3.0)
            structure.info["one"] shouldBe InfoValue.Numbers(doubleArrayOf(4.0))
            structure.numbers("old").toList() shouldBe listOf(1.0, 2.0)
            structure.numbers("rows").toList() shouldBe listOf(1.0, 2.0, 3.0, 4.0)
            structure.info["yes"] shouldBe InfoValue.Flag(true)
            structure.info["no"] shouldBe InfoValue.Flag(false)
            structure.text("word") shouldBe "abc"
            structure.text("said") shouldBe "a \"b\""
            structure.info["name"] shouldBe InfoValue.Flag(true)
            structure.text("x") shouldBe " 1 y "
        }

        test("a lattice repeats in all directions unless pbc says less") {
            val lattice = "Lattice=\"4 0 0 0 5 0 0 0 6\""
            one("1\n$lattice\nH 0 0 0\n").periodic.toList() shouldBe listOf(true, true, true)
            one("1\n$lattice pbc=\"T F F\"\nH 0 0 0\n").periodic.toList() shouldBe listOf(true, false, false)
            one("1\n$lattice pbc=\"F F F\"\nH 0 0 0\n").cell!!.toList() shouldBe listOf(4.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 6.0)
        }

        test("pbc without Lattice is read as not periodic and noted") {
            val content = read("1\npbc=\"T T T\"\nH 0 0 0\n1\npbc=\"T T T\"\nH 0 0 0\n")
            content.structures.all { it.cell == null && !it.isPeriodic } shouldBe true
            content.report.toString() shouldBe "structure 0, line 2: pbc=\"T T T\" without Lattice, read as not periodic (2 times)"
        }

        test("Windows and old line ends, a byte order mark, and blank lines at the end are no defects") {
            for (end in listOf("\n", "\r\n", "\r")) {
                val text = listOf("1", "e=1", "H 0 0 0", "2", "", "H 0 0 0", "H 0 0 1", "", "  ", "").joinToString(end)
                val content = read("\uFEFF$text")
                content.structures.map(Structure::size) shouldBe listOf(1, 2)
                content.report.notes.shouldBeEmpty()
            }
        }

        test("a reader hands out one structure after the other without reading on") {
            inFolder {
                val file = it.resolve("a.xyz").apply { writeText("1\n\nH 0 0 0\n1\n\nbroken\n") }
                ExtendedXyz.open(file).use { reader -> reader.next().formula shouldBe "H" }
            }
        }

        test("lenient reading repairs what has one meaning and reports it") {
            val content =
                read(
                    "1 atom\nproperties=species:S:1:pos:R:3 e=1 e=2 x=nan y=1D2\nCL 0 0 1.5D-1 extra\n\n2\n\nh1 0 0 0\n8 0 0 0\n3\n\nH 0 0 0\n",
                    lenient = true,
                )
            content.structures.map(Structure::formula) shouldBe listOf("Cl", "HO")
            content.structures[0].position(0, 2) shouldBe 0.15
            content.structures[0].info shouldBe mapOf("e" to InfoValue.Number(2.0), "y" to InfoValue.Number(100.0))
            content.report.notes.map { it.text } shouldBe
                listOf(
                    "words after the number of atoms are ignored",
                    "'properties' read as 'Properties'",
                    "'e' comes twice, the last one is used",
                    "'x' is not finite and is not kept",
                    "Fortran exponents read as E",
                    "words beyond the declared columns are ignored",
                    "'CL' read as Cl",
                    "blank lines between structures are skipped",
                    "'h1' read as H",
                    "'8' read as O",
                    "the last structure is cut off and left out",
                )
            content.report.notes[4].count shouldBe 2
        }
    })
