package ncenter.kernels.linalg;

import java.util.function.IntConsumer;

/** Runs independent tasks, on the calling thread or with others; the results of an operation do not depend on which. */
@FunctionalInterface
public interface Tasks {
    /** All tasks one after the other on the calling thread. */
    Tasks CALLER = (count, task) -> {
        for (int k = 0; k < count; k++) task.accept(k);
    };

    /** Calls {@code task} once for each number below {@code count}, in any order, and returns when all have ended. */
    void forEach(int count, IntConsumer task);
}
