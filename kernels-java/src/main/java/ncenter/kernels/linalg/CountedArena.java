package ncenter.kernels.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/** Memory outside Java's heap for one call of LAPACK, which knows how much all calls in progress hold. */
final class CountedArena implements Arena {
    private static final AtomicLong HELD = new AtomicLong();

    private final Arena arena = Arena.ofConfined();
    private long bytes;

    static long held() {
        return HELD.get();
    }

    @Override
    public MemorySegment allocate(long size, long alignment) {
        MemorySegment segment = arena.allocate(size, alignment);
        bytes += size;
        HELD.addAndGet(size);
        return segment;
    }

    @Override
    public MemorySegment.Scope scope() {
        return arena.scope();
    }

    @Override
    public void close() {
        arena.close();
        HELD.addAndGet(-bytes);
    }
}
