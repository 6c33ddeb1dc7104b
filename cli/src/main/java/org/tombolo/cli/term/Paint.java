package org.tombolo.cli.term;

/// Colours, or none.
///
/// @param isOn false where the output is no terminal, or the user set `NO_COLOR`
public record Paint(boolean isOn) {
    public enum Colour {
        RED(31),
        GREEN(32),
        YELLOW(33),
        BLUE(34),
        CYAN(36),
        DIM(2),
        BOLD(1);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    public String text(Colour colour, String text) {
        return isOn && !text.isEmpty() ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    public String bold(String text) {
        return text(Colour.BOLD, text);
    }

    public String dim(String text) {
        return text(Colour.DIM, text);
    }

    /// One colour for each meaning of a state's word, the same in every command.
    public String state(String word) {
        return text(colourOf(word), word);
    }

    private static Colour colourOf(String word) {
        return switch (word) {
            case "succeeded", "ready", "serving", "up", "kept" -> Colour.GREEN;
            case "failed", "failing", "lost", "down", "silent" -> Colour.RED;
            case "running", "starting", "active" -> Colour.BLUE;
            case "stopping", "stopped", "delayed" -> Colour.YELLOW;
            default -> Colour.DIM;
        };
    }
}
