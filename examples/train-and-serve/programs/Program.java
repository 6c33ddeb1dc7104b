import module java.base;

/// A command line of `--name value` pairs, and the one way in which the programs of this folder end.
record Program(String name, Map<String, String> options) {
    interface Body {
        void run(Program options) throws Exception;
    }

    /// Runs a program. What its user can mend ends it with one line and status 1; a defect ends it with a stack trace.
    static void run(String name, String[] args, List<String> known, Body body) throws Exception {
        try {
            body.run(new Program(name, parse(args, known)));
        } catch (NoSuchFileException e) {
            fail(name, e.getFile() + ": no such file or folder");
        } catch (IOException | IllegalArgumentException e) {
            fail(name, e.getMessage());
        }
    }

    private static void fail(String name, String message) {
        System.err.println(name + ": " + message);
        System.exit(1);
    }

    private static Map<String, String> parse(String[] args, List<String> known) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            var option = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        "no option %s; there are --%s".formatted(args[i], String.join(", --", known)));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            options.put(option, args[i + 1]);
        }
        return options;
    }

    Optional<String> optional(String option) {
        return Optional.ofNullable(options.get(option));
    }

    String text(String option) {
        return optional(option).orElseThrow(() -> new IllegalArgumentException("--" + option + " is missing"));
    }

    Path path(String option) {
        return Path.of(text(option));
    }

    double number(String option, double otherwise) {
        var value = options.get(option);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--%s: a number was expected, not '%s'".formatted(option, value));
        }
    }
}
