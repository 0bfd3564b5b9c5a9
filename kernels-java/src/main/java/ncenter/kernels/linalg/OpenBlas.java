package ncenter.kernels.linalg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * OpenBLAS through {@code java.lang.foreign}. Short calls take the heap arrays as they are; calls longer than about a tenth of a second work
 * on native copies, so that the garbage collector never waits for them.
 */
final class OpenBlas implements LinearAlgebra {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;
    private static final int UPPER = 121;
    /** About a tenth of a second at 50 Gflop/s. */
    private static final double LONG_CALL = 5e9;

    private final OpenBlasSymbols blas;

    private OpenBlas(OpenBlasSymbols blas) {
        this.blas = blas;
    }

    /** Loads the library, or throws with the reason. */
    static OpenBlas load() throws IOException {
        return new OpenBlas(new OpenBlasSymbols());
    }

    @Override
    public String name() {
        return blas.version;
    }

    @Override
    public void gemm(
            boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int aOff, int lda, double[] b, int bOff, int ldb,
            double beta, double[] c, int cOff, int ldc) {
        if (m == 0 || n == 0) return;
        int ta = transA ? TRANSPOSE : NO_TRANSPOSE;
        int tb = transB ? TRANSPOSE : NO_TRANSPOSE;
        int la = Math.max(1, lda);
        int lb = Math.max(1, ldb);
        try (Call call = new Call(2.0 * m * n * k > LONG_CALL)) {
            MemorySegment sa = call.in(a, aOff, span(transA ? k : m, transA ? m : k, lda));
            MemorySegment sb = call.in(b, bOff, span(transB ? n : k, transB ? k : n, ldb));
            MemorySegment sc = call.inOut(c, cOff, span(m, n, ldc));
            call.of(blas.gemm).invokeExact(ROW_MAJOR, ta, tb, m, n, k, alpha, sa, la, sb, lb, beta, sc, ldc);
        } catch (Throwable e) {
            throw failed("gemm", e);
        }
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        if (n == 0) return;
        try (Call call = new Call((double) n * n * k > LONG_CALL)) {
            MemorySegment sa = call.in(a, aOff, span(k, n, lda));
            MemorySegment sc = call.inOut(c, cOff, span(n, n, ldc));
            call.of(blas.syrk).invokeExact(ROW_MAJOR, UPPER, TRANSPOSE, n, k, 1.0, sa, Math.max(1, lda), beta, sc, ldc);
        } catch (Throwable e) {
            throw failed("syrk", e);
        }
        for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) c[cOff + i * ldc + j] = c[cOff + j * ldc + i];
    }

    @Override
    public void symmetricEigen(int n, double[] a, double[] w) {
        Finite.check("symmetricEigen", a, n * n);
        if (n == 0) return;
        long work = 1 + 6L * n + 2L * n * n;
        int[] info = {0};
        try (Call call = new Call(9.0 * n * n * n > LONG_CALL)) {
            MemorySegment sa = call.inOut(a, 0, n * n);
            MemorySegment sw = call.inOut(w, 0, n);
            MemorySegment si = call.inOut(info);
            call.of(blas.syevd).invokeExact(
                    call.character('V'), call.character('U'), call.integer(n), sa, call.integer(n), sw, call.doubles(work),
                    call.integer(Math.toIntExact(work)), call.integers(3 + 5L * n), call.integer(3 + 5 * n), si, 1L, 1L);
        } catch (Throwable e) {
            throw failed("symmetricEigen", e);
        }
        if (info[0] != 0) throw new IllegalStateException("symmetricEigen: dsyevd returned " + info[0] + " (this is a bug, please report it)");
    }

    @Override
    public boolean cholesky(int n, double[] a) {
        if (n == 0) return true;
        int[] info = {0};
        try (Call call = new Call((double) n * n * n / 3 > LONG_CALL)) {
            MemorySegment sa = call.inOut(a, 0, n * n);
            MemorySegment si = call.inOut(info);
            call.of(blas.potrf).invokeExact(call.character('U'), call.integer(n), sa, call.integer(n), si, 1L);
        } catch (Throwable e) {
            throw failed("cholesky", e);
        }
        if (info[0] < 0) throw new IllegalStateException("cholesky: dpotrf returned " + info[0] + " (this is a bug, please report it)");
        for (int i = 0; i < n; i++) java.util.Arrays.fill(a, i * n + i + 1, (i + 1) * n, 0.0);
        return info[0] == 0;
    }

    @Override
    public void choleskySolve(int n, int rhs, double[] l, double[] b) {
        if (n == 0 || rhs == 0) return;
        double[] columns = new double[n * rhs];
        for (int i = 0; i < n; i++) for (int t = 0; t < rhs; t++) columns[t * n + i] = b[i * rhs + t];
        int[] info = {0};
        try (Call call = new Call(2.0 * n * n * rhs > LONG_CALL)) {
            MemorySegment sl = call.in(l, 0, n * n);
            MemorySegment sb = call.inOut(columns, 0, n * rhs);
            MemorySegment si = call.inOut(info);
            call.of(blas.potrs).invokeExact(
                    call.character('U'), call.integer(n), call.integer(rhs), sl, call.integer(n), sb, call.integer(n), si, 1L);
        } catch (Throwable e) {
            throw failed("choleskySolve", e);
        }
        for (int i = 0; i < n; i++) for (int t = 0; t < rhs; t++) b[i * rhs + t] = columns[t * n + i];
    }

    /** A row-major is A^T column-major, so U and V change places. */
    @Override
    public void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
        Finite.check("svd", a, m * n);
        int k = Math.min(m, n);
        if (k == 0) return;
        long work = 4L * k * k + 7L * k + Math.max(Math.max(m, n), 5L * k * k + 4L * k) + 64L * (m + n);
        int[] info = {0};
        try (Call call = new Call(20.0 * m * n * k > LONG_CALL)) {
            MemorySegment sa = call.inOut(a, 0, m * n);
            MemorySegment ss = call.inOut(s, 0, k);
            MemorySegment sv = call.inOut(vt, 0, k * n);
            MemorySegment su = call.inOut(u, 0, m * k);
            MemorySegment si = call.inOut(info);
            call.of(blas.gesdd).invokeExact(
                    call.character('S'), call.integer(n), call.integer(m), sa, call.integer(n), ss, sv, call.integer(n), su, call.integer(k),
                    call.doubles(work), call.integer(Math.toIntExact(work)), call.integers(8L * k), si, 1L);
        } catch (Throwable e) {
            throw failed("svd", e);
        }
        if (info[0] != 0) throw new IllegalStateException("svd: dgesdd returned " + info[0] + " (this is a bug, please report it)");
    }

    /** Elements from the first to the last of a matrix with this leading dimension. */
    private static int span(int rows, int columns, int ld) {
        return rows == 0 || columns == 0 ? 0 : (rows - 1) * ld + columns;
    }

    private static RuntimeException failed(String what, Throwable e) {
        if (e instanceof RuntimeException r) return r;
        if (e instanceof Error error) throw error;
        return new IllegalStateException(what + ": the native call failed (this is a bug, please report it)", e);
    }

    /** Arguments of one native call: heap segments for a short one, native copies that are written back for a long one. */
    private static final class Call implements AutoCloseable {
        private final boolean isLong;
        private final Arena arena = Arena.ofConfined();
        private final java.util.ArrayList<Runnable> writeBack = new java.util.ArrayList<>();

        Call(boolean isLong) {
            this.isLong = isLong;
        }

        MethodHandle of(OpenBlasSymbols.Function function) {
            return isLong ? function.plain() : function.critical();
        }

        MemorySegment in(double[] values, int offset, int length) {
            MemorySegment heap = MemorySegment.ofArray(values).asSlice(8L * offset, 8L * length);
            if (!isLong) return heap;
            MemorySegment copy = arena.allocate(Math.max(8, 8L * length), 64);
            MemorySegment.copy(heap, 0, copy, 0, 8L * length);
            return copy;
        }

        MemorySegment inOut(double[] values, int offset, int length) {
            MemorySegment segment = in(values, offset, length);
            if (isLong) writeBack.add(() -> MemorySegment.copy(segment, ValueLayout.JAVA_DOUBLE, 0, values, offset, length));
            return segment;
        }

        MemorySegment inOut(int[] values) {
            if (!isLong) return MemorySegment.ofArray(values);
            MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_INT, values);
            writeBack.add(() -> MemorySegment.copy(copy, ValueLayout.JAVA_INT, 0, values, 0, values.length));
            return copy;
        }

        MemorySegment integer(int value) {
            return arena.allocateFrom(ValueLayout.JAVA_INT, value);
        }

        MemorySegment character(char value) {
            return arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) value);
        }

        MemorySegment doubles(long count) {
            return arena.allocate(8 * count, 64);
        }

        MemorySegment integers(long count) {
            return arena.allocate(4 * count, 64);
        }

        @Override
        public void close() {
            writeBack.forEach(Runnable::run);
            arena.close();
        }
    }
}
