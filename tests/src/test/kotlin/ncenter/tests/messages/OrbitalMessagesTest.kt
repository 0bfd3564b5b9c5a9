package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.io.OrbitalsJson
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.tests.refused

class OrbitalMessagesTest :
    FunSpec({
        test("shells that cannot be read are named with their element") {
            refused { Orbitals.of("H" to "1s", "C" to "1s 2z") } shouldBe "orbitals: cannot read shell '2z' of C; write it as 1s, 2p, 3d"
            for (text in listOf("s", "1", "-1s", "1p", "2d", "1s2", "+1s", "100s", "é")) {
                refused { Orbitals.of("C" to text) } shouldBe "orbitals: cannot read shell '$text' of C; write it as 1s, 2p, 3d"
                refused { Shell.parse(text) } shouldBe "orbitals: cannot read shell '$text'; write it as 1s, 2p, 3d"
            }
            refused { Shell.parse("") } shouldBe "orbitals: cannot read shell ''; write it as 1s, 2p, 3d"
            refused { Shell(1, 1) } shouldBe "orbitals: expected n of at least 2 for a p shell, got 1; write 2p for the first p shell"
            refused { Shell(9, 8) } shouldBe "orbitals: expected an angular momentum from 0 (s) to 7 (k), got 8; write for example 1 for p"
        }

        test("shells listed by energy are answered with the matrix order") {
            refused { Orbitals.of("C" to "1s 2s 2p 3s") } shouldBe
                "orbitals: expected the shells of C in matrix order, all s, then all p, then d, got '1s 2s 2p 3s'; write '1s 2s 3s 2p'"
            refused { Orbitals.of("C" to "2s 1s") } shouldBe
                "orbitals: expected the shells of C in matrix order, all s, then all p, then d, got '2s 1s'; write '1s 2s'"
        }

        test("missing and repeated orbitals are refused") {
            refused { Orbitals.of("C" to "1s 1s") } shouldBe
                "orbitals: expected each shell of C once, got '1s' 2 times; count the shells of one l upwards: 2p 3p 4p"
            refused { Orbitals.of("C" to "  ") } shouldBe
                "orbitals: expected at least one shell of C, got none; write for example \"1s\", or leave C out"
            refused { Orbitals.of() } shouldBe "orbitals: expected at least one element, got none; write for example orbitals(H to \"1s\")"
            refused { Orbitals.of("C" to "1s", "C" to "2s") } shouldBe
                "orbitals: expected each element once, got C twice; put all its shells into one text"
            refused { Orbitals.of("Cc" to "1s") } shouldBe "element: expected a chemical symbol, got 'Cc'; write 'C' if that is meant"
            refused { Orbitals.of("H" to "1s", "O" to "1s").shells(6) } shouldBe
                "orbitals: expected orbitals of C, got orbitals of [H, O] only; add the shells of C, for example \"1s\""
        }

        fun json(text: String) = refused { OrbitalsJson.parse(text, "orbs.json") }

        test("JSON lists with incomplete or scattered multiplets are refused") {
            json("{\"O\": [[2,1,1],[2,1,-1]]}") shouldBe
                "orbitals: expected m from -1 to 1, each once and in sequence, for 2p of O, got [1, -1]; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"O\": [[2,1,1],[2,1,-1],[2,1,1]]}") shouldBe
                "orbitals: expected m from -1 to 1, each once and in sequence, for 2p of O, got [1, -1, 1]; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"O\": [[2,1,1],[1,0,0],[2,1,-1],[2,1,0]]}") shouldBe
                "orbitals: expected m from -1 to 1, each once and in sequence, for 2p of O, got [1]; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
        }

        test("JSON of another form is refused") {
            json("[1]") shouldBe "orbitals: expected an object, got [1]; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"O\": 3}") shouldBe "orbitals: expected a list of orbitals for O, got 3; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"O\": [3]}") shouldBe "orbitals: expected rows of numbers for O, got 3; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"O\": [[1.5, 0, 0]]}") shouldBe
                "orbitals: expected whole numbers for O, got 1.5; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"O\": [[1, 0], [2, 0, 0]]}") shouldBe
                "orbitals: expected rows (n, l, m), or rows (n, l), for O, got rows of [2, 3] numbers; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("{\"Q\": [[1, 0]]}") shouldBe "element: expected a chemical symbol, got 'Q'; write 'H' if that is meant (in orbs.json)"
            json("{\"O\": [[2, 1], [1, 0]]}") shouldBe
                "orbitals: expected the shells of O in matrix order, all s, then all p, then d, got '2p 1s'; write '1s 2p' (in orbs.json)"
            json("{\"O\": ").substringBefore(" (") shouldBe "orbitals: expected JSON, got text that is not"
        }

        test("JSON that nests a hundred thousand brackets is refused before it is parsed") {
            json("[".repeat(100_000)) shouldBe
                "orbitals: expected at most 16 nested brackets, got 100000; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("[\"]]]]\",".repeat(100_000)) shouldBe
                "orbitals: expected at most 16 nested brackets, got 100000; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
            json("\"${"[".repeat(100_000)}\"") shouldBe
                "orbitals: expected at most 16 nested brackets, got 100000; write {\"H\": [[1, 0, 0]]} (in orbs.json)"
        }

        test("plain rows, rows with m, JSON in JSON, and the nested key give the same orbitals") {
            val expected = Orbitals.of("O" to "2s 2p", "H" to "1s")
            val rows = "{\"O\": [[2, 0, 0], [2, 1, 1], [2, 1, -1], [2, 1, 0]], \"H\": [[1, 0, 0]]}"
            OrbitalsJson.parse(rows) shouldBe expected
            OrbitalsJson.parse("\"${rows.replace("\"", "\\\"")}\"") shouldBe expected
            OrbitalsJson.parse("{\"O\": [[2, 0], [2, 1]], \"H\": [[1, 0]]}") shouldBe expected
            OrbitalsJson.parse("{\"basis\": \"x\", \"shells_in_order_n_l\": $rows}") shouldBe expected
        }
    })
