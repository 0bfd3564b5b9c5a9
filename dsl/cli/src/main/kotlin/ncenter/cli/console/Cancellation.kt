package ncenter.cli.console

import java.util.concurrent.CancellationException

/** A wish to stop, made in one thread and honored in another at the next safe point. */
public class Cancellation {
    @Volatile
    private var wished = false

    public fun cancel() {
        wished = true
    }

    /** @throws CancellationException once [cancel] was called */
    public fun check() {
        if (wished) throw CancellationException("stopped by the user")
    }
}
