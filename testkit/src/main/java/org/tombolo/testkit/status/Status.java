package org.tombolo.testkit.status;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.tombolo.testkit.reports.TestReports;

/// `./dev status`: writes `docs/status.md`, then prints how the tests of each feature went when they last ran here. Run
/// from its source, without a build. Exit code 1 when the page cannot be written, or when something in it failed or was
/// skipped.
public final class Status {
    private static final Pattern SLOW_TAGS = Pattern.compile("^slow_tags='([^']*)'", Pattern.MULTILINE);
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";

    private Status() {}

    /// `args`: the repository's root, then folders of test reports; `--colours` where the output is a terminal.
    public static void main(String[] args) throws IOException, XMLStreamException {
        var folders = new ArrayList<>(List.of(args));
        boolean colours = folders.remove("--colours");
        Path root = Path.of(folders.removeFirst()).toAbsolutePath().normalize();
        StatusPage page = page(root);
        if (!page.problems().isEmpty()) {
            page.problems().forEach(System.err::println);
            System.exit(1);
        }
        Files.writeString(root.resolve(StatusPage.PATH), page.text());
        var results = new ArrayList<TestReports.Result>();
        for (String folder : folders) {
            results.addAll(TestReports.of(Path.of(folder)).results());
        }
        System.exit(print(System.out, page, results, colours) ? 0 : 1);
    }

    static StatusPage page(Path root) throws IOException {
        String parts = Files.readString(root.resolve("tools/test-parts.sh"));
        var slow = SLOW_TAGS.matcher(parts);
        List<String> tags = slow.find() ? List.of(slow.group(1).split(" ", -1)) : List.of();
        return new StatusPage(Features.chapters(), new TestSources(root), tags);
    }

    /// Whether no row is red.
    static boolean print(PrintStream out, StatusPage page, List<TestReports.Result> results, boolean colours) {
        boolean good = true;
        for (var feature : page.shown().entrySet()) {
            Mark mark = Mark.of(feature.getValue(), results);
            good &= !mark.isRed();
            String word = mark.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            boolean red = colours && mark.isRed();
            out.printf("%s%-8s%s %s%n", red ? RED : "", word, red ? PLAIN : "", feature.getKey());
        }
        return good;
    }
}
