package org.tombolo.testkit.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// One page, as a reader of the repository's web pages sees it.
///
/// @param anchors names of its headings, as GitHub makes them
/// @param consoles the fenced blocks marked `console`: a line `$ COMMAND` is a command, the others what it may print
public record Page(Path file, List<Target> links, List<String> anchors, List<Console> consoles) {
    public Page {
        links = List.copyOf(links);
        anchors = List.copyOf(anchors);
        consoles = List.copyOf(consoles);
    }

    /// @param line counted from 1
    public record Target(String address, int line) {}

    /// @param line of its fence, counted from 1
    public record Console(int line, String text) {
        /// What follows `$ `, in order.
        public List<String> commands() {
            return text.lines()
                    .filter(line -> line.startsWith("$ "))
                    .map(line -> line.substring(2))
                    .toList();
        }
    }

    public static Page read(Path file) throws IOException {
        Parser parser = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .build();
        var reader = new Reader();
        parser.parse(Files.readString(file)).accept(reader);
        return new Page(file, reader.links, new ArrayList<>(reader.anchors.sequencedKeySet()), reader.consoles);
    }

    private static final class Reader extends AbstractVisitor {
        private final List<Target> links = new ArrayList<>();
        private final SequencedMap<String, Integer> anchors = new LinkedHashMap<>();
        private final List<Console> consoles = new ArrayList<>();

        @Override
        public void visit(Link link) {
            links.add(new Target(link.getDestination(), line(link)));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(new Target(image.getDestination(), line(image)));
        }

        @Override
        public void visit(Heading heading) {
            var words = new Words();
            heading.accept(words);
            String name = anchor(words.text.toString());
            int seen = anchors.merge(name, 1, Integer::sum);
            if (seen > 1) {
                anchors.put(name + "-" + (seen - 1), 1);
            }
            visitChildren(heading);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            if (block.getInfo().equals("console")) {
                consoles.add(new Console(line(block), block.getLiteral()));
            }
        }

        private static int line(Node node) {
            return node.getSourceSpans().isEmpty()
                    ? 0
                    : node.getSourceSpans().getFirst().getLineIndex() + 1;
        }

        /// Lower case, blanks to hyphens, all but letters, digits, `-` and `_` left out.
        private static String anchor(String heading) {
            return heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
        }
    }

    private static final class Words extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text words) {
            text.append(words.getLiteral());
        }

        @Override
        public void visit(Code code) {
            text.append(code.getLiteral());
        }
    }
}
