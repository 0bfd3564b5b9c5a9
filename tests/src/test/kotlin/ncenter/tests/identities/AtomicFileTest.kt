package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.io.AtomicFile
import ncenter.tests.inFolder
import java.io.IOException
import java.nio.file.Files
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.writeText

class AtomicFileTest :
    FunSpec({
        test("a file appears with its whole content and nothing else is left in the folder") {
            inFolder {
                AtomicFile.write(it.resolve("a.txt")) { stream -> stream.bufferedWriter().use { writer -> writer.write("new") } }
                it.resolve("a.txt").readText() shouldBe "new"
                it.listDirectoryEntries().map { file -> file.name } shouldBe listOf("a.txt")
            }
        }

        test("when writing fails half way the old file stays and the temporary one is removed") {
            inFolder {
                val file = it.resolve("a.txt").apply { writeText("old") }
                shouldThrow<IOException> {
                    AtomicFile.write(file) { stream ->
                        stream.write(ByteArray(1 shl 20))
                        throw IOException("No space left on device")
                    }
                }.message shouldBe "No space left on device"
                file.readText() shouldBe "old"
                it.listDirectoryEntries().map { entry -> entry.name } shouldBe listOf("a.txt")
            }
        }

        test("readers see the old content while the new one is being written") {
            inFolder {
                val file = it.resolve("a.txt").apply { writeText("old") }
                AtomicFile.write(file) { stream ->
                    stream.write(ByteArray(1 shl 20))
                    file.readText() shouldBe "old"
                }
                Files.size(file) shouldBe (1L shl 20)
            }
        }

        test("a symbolic link keeps pointing to the file that is replaced") {
            inFolder {
                val file = it.resolve("real.txt").apply { writeText("old") }
                val link = Files.createSymbolicLink(it.resolve("link.txt"), file)
                AtomicFile.write(link) { stream -> stream.write("new".toByteArray()) }
                Files.isSymbolicLink(link) shouldBe true
                file.readText() shouldBe "new"
            }
        }
    })
