import module java.base;

/// Matrix products on flat, row-major float arrays, written so that the JIT compiler turns the inner loop into
/// vector instructions: it never sums along a row (Java forbids reordering such sums), it mixes four whole rows.
final class Rows {
    private Rows() {}

    /// `c[n × m] += a[n × k] · b[k × m]`; k must be a multiple of 4.
    static void addProduct(float[] c, float[] a, float[] b, int n, int k, int m) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j += 4) {
                mix(c, i * m, b, j * m, m, a[i * k + j], a[i * k + j + 1], a[i * k + j + 2], a[i * k + j + 3]);
            }
        }
    }

    private static void mix(float[] c, int at, float[] b, int from, int m, float f0, float f1, float f2, float f3) {
        for (int x = 0; x < m; x++) {
            c[at + x] += f0 * b[from + x] + f1 * b[from + m + x] + f2 * b[from + 2 * m + x] + f3 * b[from + 3 * m + x];
        }
    }

    /// `c[k × n] = a[n × k]` turned over.
    static void transpose(float[] c, float[] a, int n, int k) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                c[j * n + i] = a[i * k + j];
            }
        }
    }

    /// `c[i] += factor · b[from + i]` for one row.
    static void add(float[] c, int at, float[] b, int from, int width, float factor) {
        for (int x = 0; x < width; x++) {
            c[at + x] += factor * b[from + x];
        }
    }

    /// Sets every one of n rows of c to the same row.
    static void fill(float[] c, float[] row, int n) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(row, 0, c, i * row.length, row.length);
        }
    }
}
