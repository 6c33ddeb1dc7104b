package org.tombolo.testkit.reports;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Sums the `TEST-*.xml` files that surefire and JUnit's console write below the folders given, names what failed and
/// what was
/// skipped, and ends with the one line `N passed, N failed, N skipped`. One file, so that `java` runs it when a build
/// has failed.
/// Exit code 0 when tests ran and none failed; 1 otherwise. With `--nothing-left-out`, a skipped test that passed
/// nowhere else fails too.
public final class TestReports {
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /// One test of one report; `why` is the first line with text of a failure's or a skip's message.
    public record Result(String name, Outcome outcome, String why) {}

    private final List<Result> results = new ArrayList<>();

    private TestReports() {}

    public static void main(String[] args) throws IOException, XMLStreamException {
        var folders = new ArrayList<>(List.of(args));
        boolean nothingLeftOut = folders.remove("--nothing-left-out");
        var reports = new TestReports();
        for (String folder : folders) {
            reports.read(Path.of(folder));
        }
        System.exit(reports.print(System.out, nothingLeftOut) ? 0 : 1);
    }

    /// The reports of one folder; none where it is missing.
    public static TestReports of(Path folder) throws IOException, XMLStreamException {
        var reports = new TestReports();
        reports.read(folder);
        return reports;
    }

    public List<Result> results() {
        return results;
    }

    boolean print(PrintStream out, boolean nothingLeftOut) {
        List<Result> failed = only(Outcome.FAILED);
        List<Result> leftOut = leftOut();
        failed.forEach(result -> out.printf("failed:  %s: %s%n", result.name(), result.why()));
        leftOut.forEach(result -> out.printf("skipped: %s: %s%n", result.name(), result.why()));
        boolean passed = failed.isEmpty() && !results.isEmpty() && !(nothingLeftOut && !leftOut.isEmpty());
        if (results.isEmpty()) {
            out.println("no test ran");
        } else if (failed.isEmpty() && !passed) {
            out.println("nothing may be left out here (CI=true): the skipped tests above count against this run");
        }
        out.printf("%d passed, %d failed, %d skipped%n", only(Outcome.PASSED).size(), failed.size(), leftOut.size());
        return passed;
    }

    /// Skipped, and passed in no other report: a test may need root in one run and an ordinary user in the next.
    private List<Result> leftOut() {
        Set<String> passed = new TreeSet<>();
        only(Outcome.PASSED).forEach(result -> passed.add(result.name()));
        return only(Outcome.SKIPPED).stream()
                .filter(result -> !passed.contains(result.name()))
                .toList();
    }

    private List<Result> only(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }

    private void read(Path folder) throws IOException, XMLStreamException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path report : reports(folder)) {
            readReport(report);
        }
    }

    private static List<Path> reports(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void readReport(Path report) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (var in = Files.newInputStream(report)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    results.add(testcase(xml));
                }
            }
        }
    }

    private static Result testcase(XMLStreamReader xml) throws XMLStreamException {
        String name = attribute(xml, "classname") + "." + withoutBraces(attribute(xml, "name"));
        var outcome = Outcome.PASSED;
        String why = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("testcase")) {
                return new Result(name, outcome, why);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                Outcome told = switch (xml.getLocalName()) {
                    case "failure", "error" -> Outcome.FAILED;
                    case "skipped" -> Outcome.SKIPPED;
                    default -> outcome;
                };
                if (told != outcome) {
                    outcome = told;
                    why = firstLine(attribute(xml, "message") + "\n" + xml.getElementText());
                }
            }
        }
        return new Result(name, Outcome.FAILED, "the report ends inside this test");
    }

    /// JUnit's console writes `name()` where surefire writes `name`.
    private static String withoutBraces(String name) {
        return name.endsWith("()") ? name.substring(0, name.length() - 2) : name;
    }

    private static String firstLine(String message) {
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("(no message)");
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
