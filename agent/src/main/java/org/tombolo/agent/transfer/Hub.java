package org.tombolo.agent.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;

/// A model hub that speaks Hugging Face's API: `hf://[datasets/]ORG/REPO[?revision=R&include=G&exclude=G]`. One commit
/// is read, whatever is pushed meanwhile.
final class Hub {
    private static final int MOST_OF_A_LIST = 64 << 20;
    private static final Pattern NEXT = Pattern.compile("<([^>]{1,4096})>\\s*;\\s*rel=\"next\"");

    private final Web web;
    private final URI root;
    private final Login login;

    Hub(Web web, URI root, Login login) {
        this.web = web;
        this.root = root;
        this.login = login;
    }

    /// What the URI asks for.
    record Asked(String kind, String repository, String revision, List<Pattern> include, List<Pattern> exclude) {
        static Asked of(String uri) {
            var rest = uri.substring("hf://".length());
            int mark = rest.indexOf('?');
            var path = (mark < 0 ? rest : rest.substring(0, mark)).replaceFirst("/+$", "");
            var kind = "models";
            for (var each : List.of("datasets", "spaces", "models")) {
                if (path.startsWith(each + "/")
                        && path.chars().filter(c -> c == '/').count() == 2) {
                    kind = each;
                    path = path.substring(each.length() + 1);
                }
            }
            if (!path.matches("[A-Za-z0-9._-]{1,128}/[A-Za-z0-9._-]{1,128}")) {
                throw new TomboloException(
                        ErrorCode.BAD_INPUT, "%s: expected hf://ORG/REPOSITORY".formatted(Names.printable(uri)));
            }
            var revision = "main";
            var include = new ArrayList<Pattern>();
            var exclude = new ArrayList<Pattern>();
            for (var pair : mark < 0 ? new String[0] : rest.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                var value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                switch (equals < 0 ? "" : pair.substring(0, equals)) {
                    case "revision" -> revision = value;
                    case "include" -> include.add(glob(value));
                    case "exclude" -> exclude.add(glob(value));
                    default ->
                        throw new TomboloException(
                                ErrorCode.BAD_INPUT,
                                "%s: expected revision=, include= or exclude=, found \"%s\""
                                        .formatted(Names.printable(uri), Names.printable(pair)));
                }
            }
            return new Asked(kind, path, revision, include, exclude);
        }

        /// As the hub's own programs read it: `*` goes over slashes too.
        private static Pattern glob(String glob) {
            var pattern = new StringBuilder();
            for (int i = 0; i < glob.length(); i++) {
                char c = glob.charAt(i);
                switch (c) {
                    case '*' -> pattern.append(".*");
                    case '?' -> pattern.append('.');
                    default -> pattern.append(Pattern.quote(String.valueOf(c)));
                }
            }
            return Pattern.compile(pattern.toString());
        }

        boolean wants(String path) {
            return (include.isEmpty()
                            || include.stream()
                                    .anyMatch(each -> each.matcher(path).matches()))
                    && exclude.stream().noneMatch(each -> each.matcher(path).matches());
        }
    }

    /// All files that are wanted, in the order of the hub's list.
    List<Found> files(Asked asked) throws IOException, InterruptedException {
        var api = "%s/api/%s/%s".formatted(base(), asked.kind(), asked.repository());
        var commit = read(
                        web.get(URI.create(api + "/revision/" + encode(asked.revision())), login, Map.of()),
                        Commit.class)
                .sha()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.SITE_FAILED, "%s: the hub names no commit for it".formatted(asked.repository())));
        var found = new ArrayList<Found>();
        Optional<URI> page = Optional.of(URI.create(api + "/tree/" + encode(commit) + "?recursive=true"));
        while (page.isPresent()) {
            var got = web.get(page.get(), login, Map.of());
            page = next(page.get(), got);
            for (var each : read(got, Entry[].class)) {
                if (each.type().equals("file") && asked.wants(each.path())) {
                    found.add(found(asked, commit, each));
                }
            }
        }
        return found;
    }

    private Found found(Asked asked, String commit, Entry entry) {
        var prefix = asked.kind().equals("models") ? "" : asked.kind() + "/";
        var path = Stream.of(entry.path().split("/", -1)).map(Hub::encode).collect(Collectors.joining("/"));
        var uri =
                URI.create("%s/%s%s/resolve/%s/%s".formatted(base(), prefix, asked.repository(), encode(commit), path));
        Optional<Remote.Checksum> checksum = entry.lfs()
                .flatMap(Large::oid)
                .map(hex -> new Remote.Checksum("SHA-256", hex))
                .or(() -> entry.oid().filter(hex -> hex.length() == 40).map(hex -> new Remote.Checksum("git", hex)));
        var size = entry.size().map(OptionalLong::of).orElse(OptionalLong.empty());
        return new Found(entry.path(), new HubFile(web, uri, login, checksum), size, Optional.empty());
    }

    private String base() {
        var text = root.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private record Commit(Optional<String> sha) {}

    private record Entry(String type, String path, Optional<String> oid, Optional<Long> size, Optional<Large> lfs) {}

    private record Large(Optional<String> oid) {}

    private static <T> T read(Web.Got got, Class<T> type) throws IOException {
        try {
            return Json.answer(Web.bytes(got, MOST_OF_A_LIST), type);
        } catch (TomboloException e) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "%s: expected the answer of a model hub, found something else"
                            .formatted(Web.name(got.answer().uri())),
                    e);
        }
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<URI> next(URI page, Web.Got got) {
        var link = NEXT.matcher(got.answer().headers().firstValue("link").orElse(""));
        return link.find() ? Optional.of(page.resolve(link.group(1))) : Optional.empty();
    }

    /// A file of a repository: as its web server gives it, with the checksum that the hub lists.
    private record HubFile(Web web, URI uri, Login login, Optional<Checksum> checksum) implements Remote {
        @Override
        public String name() {
            return Web.name(uri);
        }

        @Override
        public Opened open(Ask ask) throws IOException, InterruptedException {
            return Answers.opened(web.get(uri, login, Answers.headers(ask)).answer(), checksum);
        }
    }
}
