package ncenter.tests.house

/** How long files and functions of one language may be, in lines. */
class SizeBudget(
    private val fileMedian: Int,
    private val fileLimit: Int,
    private val functionNinety: Int,
    private val functionLimit: Int,
) {
    fun violations(sources: List<ProjectFile>): List<String> {
        if (sources.isEmpty()) return listOf("no source found")
        val lengths =
            sources.associateWith {
                it.text
                    .trimEnd()
                    .lines()
                    .size
            }
        val functions = sources.flatMap { file -> functionsOf(file).map { file to it } }
        return lengths.filterValues { it > fileLimit }.map { (file, lines) -> "$file has $lines lines, at most $fileLimit are allowed" } +
            functions.filter { (_, f) -> f.lines > functionLimit && !f.isExcused }.map { (file, f) ->
                "$file:${f.firstLine} ${f.name} has ${f.lines} lines, at most $functionLimit are allowed; split it or say why in `// size:`"
            } +
            quantile("median file", lengths.values, 0.5, fileMedian) +
            quantile("90 % of functions", functions.map { it.second.lines }, 0.9, functionNinety)
    }

    private fun quantile(what: String, lines: Collection<Int>, share: Double, limit: Int): List<String> {
        if (lines.isEmpty()) return emptyList()
        val value = lines.sorted()[((lines.size - 1) * share).toInt()]
        return if (value > limit) listOf("$what: $value lines, at most $limit are allowed") else emptyList()
    }

    companion object {
        val KOTLIN = SizeBudget(fileMedian = 100, fileLimit = 400, functionNinety = 15, functionLimit = 40)
        val JAVA = SizeBudget(fileMedian = 100, fileLimit = 400, functionNinety = 30, functionLimit = 80)
    }
}
