/// Which byte may follow in valid UTF-8 (RFC 3629, section 4). A model of bytes samples among those only, so that what
/// it says is always text.
final class Utf8 {
    private int due; // bytes that the character begun still needs
    private int least;
    private int most;

    boolean isComplete() {
        return due == 0;
    }

    boolean allows(int value) {
        return due > 0 ? value >= least && value <= most : isSingle(value) || value >= 0xC2 && value <= 0xF4;
    }

    /// Control characters end up in no answer, nor does the zero byte that ends a passage.
    private static boolean isSingle(int value) {
        return value >= ' ' && value < 0x7F || value == '\n' || value == '\t';
    }

    void accept(int value) {
        if (due > 0) {
            due--;
        } else {
            due = value < 0x80 ? 0 : value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
        }
        least = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80; // after E0 and F0: no longer form than needed
        most = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF; // after ED: no surrogate; F4: none above U+10FFFF
    }
}
