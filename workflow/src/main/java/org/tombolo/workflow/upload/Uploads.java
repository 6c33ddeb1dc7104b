package org.tombolo.workflow.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.upload.TreeEntry;
import org.tombolo.model.upload.TreeManifest;
import org.tombolo.workflow.form.NamedUpload;
import org.tombolo.workflow.params.ParamType;
import org.tombolo.workflow.params.ParamValue;
import org.tombolo.workflow.problem.Place;
import org.tombolo.workflow.problem.Problem;
import org.tombolo.workflow.problem.Problems;

/// The files beside a workflow file: which it needs, and their manifest. Nothing outside the workflow's folder and the
/// paths given as parameters is ever read.
public final class Uploads {
    private static final int BUFFER = 1 << 17;

    private final Path folder;
    private final Path workingFolder;
    private final UploadLimits limits;

    /// @param folder        where the workflow file is; names and defaults of path parameters are relative to it
    /// @param workingFolder what paths set as parameters are relative to
    public Uploads(Path folder, Path workingFolder, UploadLimits limits) {
        this.folder = folder;
        this.workingFolder = workingFolder;
        this.limits = limits;
    }

    /// Which files; no content is read.
    ///
    /// @param name   of the workflow file, for messages
    /// @param named  what it names
    /// @param params its parameters, of which those of type path are uploaded
    public Listing list(String name, List<NamedUpload> named, Collection<ParamValue> params) {
        var problems = new Problems(name);
        var files = new TreeMap<String, LocalFile>();
        paths(params).forEach(value -> take(value, files, problems));
        for (var each : named) {
            Consumer<String> refuse = what -> problems.add(each.place(), each.path(), what);
            var around = paths(params).filter(value -> isWithin(each, value)).findFirst();
            if (around.isEmpty()) {
                walk(folder, files, refuse, Arrays.asList(each.name().split("/", -1)), each.name());
            } else if (holds(files, around.get().inserted()) && !holds(files, each.name())) {
                refuse.accept(nothing(each.name()));
            }
        }
        if (files.values().stream().mapToLong(LocalFile::size).sum() > limits.bytes()) {
            var most = "%d MiB".formatted(limits.bytes() >> 20);
            problems.add(
                    Place.START,
                    "",
                    "expected uploads of at most " + most
                            + ", found more: bring it in by ingress, or keep it in a volume");
        }
        return problems.isEmpty()
                ? new Listing.Listed(List.copyOf(files.values()))
                : new Listing.Refused(problems.all());
    }

    /// Reads the files and makes their manifest.
    ///
    /// @throws TomboloException when one of them cannot be read any more
    public static Upload hash(List<LocalFile> files) {
        var entries = new ArrayList<TreeEntry>(files.size());
        var contents = new LinkedHashMap<Digest, Path>();
        var buffer = new byte[BUFFER];
        for (var file : files) {
            var entry = entry(file, buffer);
            entries.add(entry);
            contents.putIfAbsent(entry.digest(), file.file());
        }
        return new Upload(new TreeManifest(entries), contents);
    }

    /// What a workflow file needs and an upload does not hold: for those who get both from elsewhere.
    public static List<Problem> missing(
            String name, List<NamedUpload> named, Collection<ParamValue> params, TreeManifest manifest) {
        var problems = new Problems(name);
        paths(params)
                .filter(value -> !manifest.holds(value.inserted()))
                .forEach(value -> problems.add(value.param().place(), pathOf(value), nothing(value.inserted())));
        named.stream()
                .filter(each -> !manifest.holds(each.name()))
                .forEach(each -> problems.add(each.place(), each.path(), nothing(each.name())));
        return problems.all();
    }

    private void take(ParamValue value, NavigableMap<String, LocalFile> files, Problems problems) {
        var top = (value.isSet() ? workingFolder : folder).resolve(value.text());
        Consumer<String> refuse = what -> problems.add(value.param().place(), pathOf(value), what);
        walk(top, files, refuse, List.of(), value.inserted());
    }

    private void walk(
            Path top,
            NavigableMap<String, LocalFile> files,
            Consumer<String> refuse,
            List<String> parts,
            String uploadPath) {
        var refused = new ArrayList<String>();
        try {
            new TreeWalk(top.toRealPath(), limits, refused::add, files).take(parts, uploadPath);
        } catch (NoSuchFileException e) {
            refused.add("no file or folder %s".formatted(top.normalize()));
        } catch (IOException e) {
            refused.add("%s cannot be read: %s".formatted(top.normalize(), TreeWalk.reason(e)));
        }
        if (refused.isEmpty() && !holds(files, uploadPath)) {
            refused.add("\"%s\" has no file that .gitignore does not leave out".formatted(uploadPath));
        }
        refused.forEach(refuse);
    }

    private static Stream<ParamValue> paths(Collection<ParamValue> params) {
        return params.stream().filter(value -> value.param().type() == ParamType.PATH);
    }

    private static String pathOf(ParamValue value) {
        return "params." + value.param().name();
    }

    private static String nothing(String name) {
        return "no file or folder \"%s\" in the upload".formatted(name);
    }

    private static boolean isWithin(NamedUpload named, ParamValue value) {
        return named.name().equals(value.inserted()) || named.name().startsWith(value.inserted() + "/");
    }

    private static boolean holds(NavigableMap<String, LocalFile> files, String path) {
        var next = files.ceilingKey(path + "/");
        return files.containsKey(path) || (next != null && next.startsWith(path + "/"));
    }

    private static TreeEntry entry(LocalFile file, byte[] buffer) {
        try (var in = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            var digest = MessageDigest.getInstance("SHA-256");
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
            var name = "sha256:" + HexFormat.of().formatHex(digest.digest());
            return new TreeEntry(file.path(), size, file.executable(), new Digest(name));
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "upload, %s: cannot be read: %s".formatted(file.file(), TreeWalk.reason(e)),
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
