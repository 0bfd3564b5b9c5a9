package ncenter.cli.check

/** One thing looked at: its [state], and if something is to be gained, what to do. */
public class Finding(
    public val subject: String,
    public val state: String,
    public val advice: String? = null,
)
