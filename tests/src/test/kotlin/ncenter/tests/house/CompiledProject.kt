package ncenter.tests.house

import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.domain.JavaModifier
import com.tngtech.archunit.core.domain.properties.HasModifiers
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.Location

/** The compiled classes of the project's own packages: the modules' without their tests, and the tests'. */
object CompiledProject {
    private val all = ClassFileImporter().importPackages("ncenter")

    val main: List<JavaClass> by lazy { all.filter { !isTest(it) } }

    val test: List<JavaClass> by lazy { all.filter(::isTest) }

    /** Names that other code can call in Java classes: of public ones, and their public methods and fields that are no compiler artifacts. */
    fun publicIdentifiers(classes: List<JavaClass>): Set<String> = classes
        .filter(::isPublic)
        .flatMap { type ->
            val members = type.methods.filter(::isPublic).map { it.name } + type.fields.filter(::isPublic).map { it.name }
            members + type.simpleName
        }.toSet()

    private fun isPublic(part: HasModifiers) = JavaModifier.PUBLIC in part.modifiers && JavaModifier.SYNTHETIC !in part.modifiers

    private fun isTest(type: JavaClass) = type.source.map { Location.of(it.uri).contains("test-classes") }.orElse(false)
}
