package ncenter.tests.messages

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import ncenter.io.ExtendedXyz
import ncenter.structures.AtomArray
import ncenter.structures.InfoValue
import ncenter.structures.Structure
import ncenter.tests.inFolder
import ncenter.tests.refused
import java.nio.file.Path
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

private const val GOOD = "1\n\nH 0 0 0\n"

class XyzMessagesTest :
    FunSpec({
        fun reading(
            text: String,
            lenient: Boolean = false,
        ) = inFolder { refused { ExtendedXyz.read(it.resolve("a.xyz").apply { writeText(text) }, lenient) } }

        /** The message about a structure with one atom line [line] and the given [comment]. */
        fun atom(line: String, comment: String = "") = reading("1\n$comment\n$line\n")

        test("every defect says file, structure counted from 0, and line counted from 1") {
            reading(GOOD + GOOD + "1\n\nH 0 zero 0\n") shouldBe
                "structures: expected a finite number for 'pos' (2 of 3) of atom 0, got 'zero' in a.xyz, structure 2, line 9; write a decimal number in angstrom"
        }

        test("numbers that are not numbers name column and atom") {
            val where = "in a.xyz, structure 0, line 3"
            for (word in listOf("nan", "NaN", "-inf", "1e999", "0x1p3", "1f", "1,5", ".", "e5", "1e", "--1")) {
                atom("H 0 $word 0") shouldBe "structures: expected a finite number for 'pos' (2 of 3) of atom 0, got '$word' $where; write a decimal number in angstrom"
            }
            atom("H 0 1D-3 0") shouldBe "structures: expected a finite number for 'pos' (2 of 3) of atom 0, got '1D-3' with a Fortran exponent $where; write E in place of D"
            atom("H 0 0 0 1 x 3", "Properties=species:S:1:pos:R:3:forces:R:3") shouldBe
                "structures: expected a finite number for 'forces' (2 of 3) of atom 0, got 'x' $where; write a decimal number"
            atom("H 0 0 0 1.5", "Properties=species:S:1:pos:R:3:id:I:1") shouldBe
                "structures: expected a whole number for 'id' of atom 0, got '1.5' $where; write a whole number, or type R in Properties"
            atom("H 0 0 0 yes", "Properties=species:S:1:pos:R:3:fixed:L:1") shouldBe "structures: expected T or F for 'fixed' of atom 0, got 'yes' $where; write T or F"
        }

        test("not finite numbers stay an error in lenient mode") {
            reading("1\n\nH 0 nan 0\n", lenient = true) shouldStartWith "structures: expected a finite number for 'pos' (2 of 3) of atom 0, got 'nan'"
            reading("1\n\nJc 0 0 0\n", lenient = true) shouldStartWith "structures: expected a chemical symbol for atom 0, got 'Jc'"
        }

        test("lines with too few or too many words say which column is concerned") {
            val comment = "Properties=species:S:1:pos:R:3:forces:R:3"
            val columns = "species (1), pos (3), forces (3)"
            atom("H 0 0 0 1 2", comment) shouldBe
                "structures: expected 7 words for atom 0: $columns, got 6, without 'forces' (3 of 3) in a.xyz, structure 0, line 3; complete the line, or correct Properties"
            atom("H 0 0 0 1 2 3 4", comment) shouldBe
                "structures: expected 7 words for atom 0: $columns, got 8 in a.xyz, structure 0, line 3; declare the other columns in Properties"
            atom("H 0 0 0 1") shouldBe
                "structures: expected 4 words for atom 0: species (1), pos (3), got 5 in a.xyz, structure 0, line 3; declare the other columns in Properties"
        }

        test("a wrong count is recognized from what follows") {
            reading("3\n\nH 0 0 0\nH 0 0 1\n1\n\nH 0 0 0\n") shouldBe
                "structures: expected 3 atom lines, got the number 1 after 2 of them in a.xyz, structure 0, line 5; write the count 2 if these are all atoms"
            reading("1\n\nH 0 0 0\nH 0 0 1\n") shouldBe
                "structures: expected the number of atoms, at least 1, got 'H 0 0 1' in a.xyz, structure 1, line 4; " +
                "the structure before may have more atoms than its count says"
            reading("3\n\nH 0 0 0\nH 0 0 1\n") shouldBe
                "structures: expected 3 atom lines, got the end of the file after 2 of them in a.xyz, structure 0, line 4; " +
                "the file is cut off: copy it again, or correct the count"
            reading("3\n") shouldBe
                "structures: expected a comment line and 3 atom lines, got the end of the file in a.xyz, structure 0, line 1; " +
                "the file is cut off: copy it again, or correct the count"
            reading("2\n\nH 0 0 0\n\nH 0 0 1\n") shouldBe
                "structures: expected 2 atom lines, got a blank line after 1 of them in a.xyz, structure 0, line 4; remove the line, or correct the count"
            reading("99999999\n\nH 0 0 0\n") shouldStartWith "structures: expected 99999999 atom lines, got the end of the file after 1 of them"
        }

        test("the first line must be the number of atoms") {
            for (word in listOf("three", "0", "-3", "+3", "3.0", "99999999999")) {
                reading("$word\n\nH 0 0 0\n") shouldBe
                    "structures: expected the number of atoms, at least 1, got '$word' in a.xyz, structure 0, line 1; write the number of atoms on a line of its own"
            }
            reading("1 x\n\nH 0 0 0\n") shouldBe
                "structures: expected the number of atoms alone, got '1 x' in a.xyz, structure 0, line 1; remove the rest of the line"
            reading("$GOOD\n$GOOD") shouldBe "structures: expected the number of atoms, got 1 blank lines before it in a.xyz, structure 1, line 5; remove them"
        }

        test("elements that do not exist are answered with the nearest symbol") {
            atom("CL 0 0 0") shouldBe "structures: expected a chemical symbol for atom 0, got 'CL' in a.xyz, structure 0, line 3; write 'Cl' if that is meant"
            atom("8 0 0 0") shouldBe "structures: expected a chemical symbol for atom 0, got '8' in a.xyz, structure 0, line 3; write 'O' if that is meant"
            atom("119 0 0 0", "Properties=Z:I:1:pos:R:3") shouldBe
                "structures: expected an atomic number from 0 to 118 for atom 0, got '119' in a.xyz, structure 0, line 3; write for example 8 for O"
            atom("H 8 0 0 0", "Properties=species:S:1:Z:I:1:pos:R:3") shouldBe
                "structures: expected species and Z of atom 0 to agree, got H and 8 in a.xyz, structure 0, line 3; correct one of them"
        }

        test("Properties that cannot be read say what is wrong with them") {
            fun properties(text: String) = atom("H 0 0 0", "Properties=$text").removePrefix("structures: expected ").replace(" in a.xyz, structure 0, line 2", "")
            val write = "write for example Properties=species:S:1:pos:R:3"
            properties("species:S:1:pos:R") shouldBe "name:type:count for each column in Properties, got 'species:S:1:pos:R'; $write"
            properties("species:S:1:pos:R:x") shouldBe "a count of at least 1 for column 'pos' in Properties, got 'x'; $write"
            properties("species:S:1:pos:Q:3") shouldBe "type S, R, I, or L of column 'pos' in Properties, got 'Q'; write R for numbers, S for text"
            properties("species:S:1:pos:R:2") shouldBe "a column pos:R:3 in Properties, got pos of type REAL with 2 values; $write"
            properties("species:S:1") shouldBe "a column pos:R:3 in Properties, got the columns [species]; $write"
            properties("pos:R:3:q:R:1") shouldBe "a column species:S:1 (or Z:I:1) in Properties, got the columns [pos, q]; $write"
            properties("Z:I:1:species:R:1:pos:R:3") shouldBe "a column species:S:1 in Properties, got species of type REAL with 1 values; $write"
            properties("species:S:1:Z:R:1:pos:R:3") shouldBe "a column Z:I:1 in Properties, got Z of type REAL with 1 values; $write"
            properties("species:S:1:pos:R:3:q:R:1:q:R:1") shouldBe "each column once in Properties, got 'q' 2 times; $write"
            properties("species:S:1:pos:R:3::R:1") shouldBe "a name for each column in Properties, got an empty one; $write"
        }

        test("comment lines that cannot be read say the column") {
            fun comment(text: String) = atom("H 0 0 0", text).removePrefix("structures: expected ").replace(" in a.xyz, structure 0, line 2", "")
            comment("a=\"b") shouldBe "a closing \", got none for the one at column 3; close it, or remove the quote"
            comment("a=[1, [2]") shouldBe "a closing bracket, got none for the one at column 3; close it"
            comment("a=1 =2") shouldBe "a key before '=' at column 5, got '=2'; write key=value"
            comment("a=1 a=2") shouldBe "each key once, got 'a' twice; remove one of them"
            comment("lattice=1") shouldBe "the key 'Lattice', got 'lattice'; write Lattice=..."
            comment("Lattice=\"1 2 3\"") shouldBe
                "nine finite numbers in Lattice, got 3 in '1 2 3'; write the three lattice vectors in angstrom, Lattice=\"ax ay az bx by bz cx cy cz\""
            comment("Lattice=\"1 0 0 0 1 0 0 0 nan\"") shouldBe
                "nine finite numbers in Lattice, got 'nan'; write the three lattice vectors in angstrom, Lattice=\"ax ay az bx by bz cx cy cz\""
            comment("pbc=\"T T\"") shouldBe "three of T and F in pbc, got 'T T'; write for example pbc=\"T T F\""
            comment("pbc=\"1 1 0\"") shouldBe "three of T and F in pbc, got '1 1 0'; write for example pbc=\"T T F\""
            comment("energy=nan") shouldBe "a finite number for 'energy', got 'nan'; leave it out"
            comment("energy=-1.5D2") shouldBe "a number for 'energy', got '-1.5D2' with a Fortran exponent; write E in place of D"
        }

        test("what a structure itself refuses comes with its place") {
            atom("H 0 0 0", "Lattice=\"1 0 0 0 1 0 1 1 0\"") shouldBe
                "structure: expected independent lattice vectors along the periodic axes, got cell [1.0 0.0 0.0 0.0 1.0 0.0 1.0 1.0 0.0]; " +
                "give a cell with a volume, or mark the axis as not periodic (in a.xyz, structure 0, before line 4)"
        }

        test("files that are not there, empty, or not text are refused") {
            inFolder {
                refused { ExtendedXyz.read(Path.of("no", "such.xyz")) } shouldBe
                    "structures: expected a file, got 'no/such.xyz', which does not exist; check the name and the working folder"
                refused { ExtendedXyz.read(it) } shouldBe "structures: expected a file, got the folder '$it'; name a file in it"
                val binary = it.resolve("b.xyz").apply { writeBytes(byteArrayOf(49, 10, -1, -2, 10)) }
                refused { ExtendedXyz.read(binary) } shouldStartWith "structures: expected UTF-8 text, got other bytes in b.xyz, after line "
            }
            reading(" \n\n") shouldBe "structures: expected at least one structure, got none in a.xyz; check that this is the right file"
        }

        test("after a defect the reader does not go on") {
            inFolder {
                val file = it.resolve("a.xyz").apply { writeText("x\n$GOOD") }
                ExtendedXyz.open(file).use { reader ->
                    val first = refused { reader.next() }
                    refused { reader.hasNext() } shouldBe first
                }
                file.writeText(GOOD)
                ExtendedXyz.open(file).use { reader ->
                    reader.next()
                    shouldThrow<NoSuchElementException> { reader.next() }.message shouldBe "structures: the file a.xyz has no more structures"
                }
            }
        }

        test("what could not be read back is not written") {
            fun writing(
                info: Map<String, InfoValue> = emptyMap(),
                arrays: Map<String, AtomArray> = emptyMap(),
            ) = inFolder { folder -> refused { ExtendedXyz.write(folder.resolve("a.xyz"), listOf(Structure(intArrayOf(1), DoubleArray(3), info = info, arrays = arrays))) } }
            writing(mapOf("n" to InfoValue.Text("12"))) shouldBe
                "write: expected text in 'n' that does not read as a number or flag, got '12'; store it as a number or flag"
            writing(mapOf("pbc" to InfoValue.Text("x"))) shouldBe "write: expected info names other than Lattice, Properties, pbc, got 'pbc'; rename the value"
            writing(mapOf("e" to InfoValue.Number(Double.NaN))) shouldBe "write: expected a finite number in 'e', got NaN; leave it out"
            writing(mapOf("e" to InfoValue.Text("a\rb"))) shouldBe "write: expected text in 'e' without control characters, got 'a\rb'; remove them"
            writing(arrays = mapOf("a b" to AtomArray(1, DoubleArray(1)))) shouldBe
                "write: expected array names other than [species, pos, Z], without blanks, colons, and quotes, got 'a b'; rename the array"
        }
    })
