package ncenter.tests.house

/**
 * Which package of the project may use which other one. Rows are in order from the lowest layer up, and arrows only go down.
 *
 * A row covers its package and, unless they have rows of their own, the packages below it. What is not the project's is free, except
 * for the rules of [foreign].
 */
object LayerTable {
    private const val ROOT = "ncenter"

    /** Package to the packages it may use; a trailing `.*` covers all packages below. */
    private val rows: List<Pair<String, List<String>>> =
        listOf(
            "units" to emptyList(),
            "labels" to emptyList(),
            "structures" to listOf("units", "labels"),
            "spec" to listOf("units", "labels", "structures"),
            "plan.characters" to emptyList(),
            "plan" to listOf("plan.characters", "units", "labels", "structures", "spec"),
            "plan.rules" to listOf("plan", "units", "labels", "structures", "spec"),
            "plan.counting" to listOf("plan", "plan.characters", "spec"),
            "plan.explain" to listOf("plan", "plan.counting", "units", "labels", "structures", "spec"),
            "run" to listOf("plan", "units", "labels", "structures", "spec", "kernels.linalg"),
        ) + RUN_STEPS.map { "run.$it" to listOf("run", "plan", "units", "labels", "structures", "spec", "kernels.*") } +
            listOf(
                "engine" to listOf("run.*", "plan.*", "units", "labels", "structures", "spec", "kernels.linalg", "kernels.lanes", "kernels.machine"),
                "io" to listOf("units", "labels", "structures"),
                "interop" to listOf("units", "labels", "structures"),
                "model" to listOf("engine", "run.*", "plan.*", "io", "units", "labels", "structures", "spec", "kernels.linalg", "kernels.regression"),
                "degenerate" to listOf("structures"),
                "audit" to listOf("degenerate", "model", "engine", "run.*", "plan.*", "io", "units", "labels", "structures", "spec"),
                "experiment" to listOf("audit", "degenerate", "model", "engine", "plan.*", "io", "units", "labels", "structures", "spec", ""),
                "" to listOf("audit", "degenerate", "model", "engine", "plan.*", "io", "interop", "units", "labels", "structures", "spec", "experiment"),
                "elements" to listOf(""),
                "cli.bench" to listOf("engine", "units", "labels", "structures", "spec", "kernels.*", ""),
                "cli" to listOf("cli.bench", "audit", "experiment", "model", "engine", "plan.*", "io", "units", "labels", "structures", "spec", "kernels.linalg", "kernels.lanes", "kernels.machine", "", "elements"),
                "jupyter" to listOf("audit", "experiment", "model", "engine", "plan.*", "io", "units", "labels", "structures", "spec", "", "elements"),
                "kernels.math" to emptyList(),
                "kernels.lanes" to emptyList(),
                "kernels.linalg" to listOf("kernels.math", "kernels.lanes"),
                "kernels.density" to listOf("kernels.math", "kernels.lanes", "kernels.harmonics", "kernels.radial"),
                "kernels.*" to listOf("kernels.math", "kernels.linalg", "kernels.lanes"),
            )

    /** Types with coordinates or files behind them: a plan is made from a schema only. */
    private val unseenByPlans = setOf("Structure", "Dataset", "Split", "References", "Matrices")

    private val JDK = listOf("java.", "jdk.incubator.vector.")

    /** Third-party packages that only some packages may use. */
    private val foreign =
        listOf(
            "kotlinx.serialization" to setOf("spec", "model", "io", "experiment", "audit"),
            "org.jetbrains.kotlinx.multik" to setOf("interop"),
            "kotlin.script" to setOf("cli"),
            "org.jetbrains.kotlinx.jupyter" to setOf("jupyter"),
            "org.jetbrains.letsPlot" to setOf("cli"),
            "com.github.ajalt" to setOf("cli"),
        )

    /** Why class [from] must not use class [to], both with full names; null if it may. */
    fun violation(from: String, to: String): String? {
        val source = packageOf(from) ?: return null
        val row = rowOf(source) ?: return "$from: package $ROOT.$source is in no row of the layer table"
        val target = packageOf(to) ?: return foreignViolation(from, to, row.first)
        val seesCoordinates = row.first.startsWith("plan") && target == "structures" && simpleName(to) in unseenByPlans
        val allowed = target == source || rowOf(target)?.first == row.first && !isKernel(source) || row.second.any { covers(it, target) }
        return if (allowed && !seesCoordinates) null else "$from must not use $to"
    }

    private fun foreignViolation(from: String, to: String, row: String): String? {
        if (isKernel(row) && '.' in to && JDK.none(to::startsWith)) return "$from is a kernel and must not use $to"
        val (_, users) = foreign.firstOrNull { to.startsWith("${it.first}.") } ?: return null
        return if (users.any { covers("$it.*", row) }) null else "$from must not use $to"
    }

    private fun rowOf(name: String) = rows.filter { (row, _) -> covers(row, name) || row.isNotEmpty() && name.startsWith("$row.") }.maxByOrNull { it.first.length }

    private fun covers(
        pattern: String,
        name: String,
    ): Boolean = if (pattern.endsWith(".*")) "$name.".startsWith(pattern.removeSuffix("*")) else pattern == name || pattern == "spec" && name.startsWith("spec.")

    private fun isKernel(name: String) = name.startsWith("kernels")

    /** The package below the root, "" for the root itself, null for classes of others. */
    private fun packageOf(type: String): String? = if (type.startsWith("$ROOT.")) type.substringBeforeLast('.').removePrefix(ROOT).removePrefix(".") else null

    private fun simpleName(type: String) = type.substringAfterLast('.').substringBefore('$').removeSuffix("Kt")
}

private val RUN_STEPS = listOf("neighbors", "densities", "correlations", "centers", "blocks", "regression", "hamiltonians", "observables")
