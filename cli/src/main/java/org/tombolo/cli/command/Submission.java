package org.tombolo.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.cli.client.BlobSender;
import org.tombolo.cli.client.BlobSender.Blob;
import org.tombolo.cli.client.Retry;
import org.tombolo.cli.term.Sizes;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.FieldError;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.run.Started;
import org.tombolo.workflow.WorkflowFile;
import org.tombolo.workflow.WorkflowFiles;
import org.tombolo.workflow.params.ParamType;
import org.tombolo.workflow.params.ParamValue;
import org.tombolo.workflow.upload.LocalFile;
import org.tombolo.workflow.upload.Upload;
import org.tombolo.workflow.upload.Uploads;

/// A workflow file on its way to a factory, with the files that it names. Both are checked here first: nobody waits for
/// a server to hear of a slip of the finger.
final class Submission {
    private static final long WORTH_A_WORD = 1 << 20;

    private final Session session;
    private final Path path;
    private final WorkflowFile file;
    private final List<LocalFile> files;

    private Submission(Session session, Path path, WorkflowFile file, List<LocalFile> files) {
        this.session = session;
        this.path = path;
        this.file = file;
        this.files = files;
    }

    static Submission read(Session session, String given, List<String> settings) {
        var path = Workflows.path(given);
        var file = Workflows.load(path, Pairs.of("--set", settings));
        file.warnings().forEach(warning -> session.screen().note("warning: " + warning.text()));
        var at = WorkflowFiles.fileAt(path);
        return new Submission(session, at, file, Workflows.uploads(at, file));
    }

    /// Shows what the factory warns of; of the file itself that was done before.
    void warn(List<FieldError> warnings) {
        warnings.stream()
                .filter(told -> file.warnings().stream()
                        .noneMatch(known -> told.message().contains(known.what())))
                .forEach(told -> session.screen().note("warning: " + told));
    }

    WorkflowFile file() {
        return file;
    }

    /// The file as it is: the server reads it again, and trusts nobody's reading but its own.
    String text() {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "%s cannot be read as UTF-8: %s".formatted(path, e.getMessage()), e);
        }
    }

    /// Those that were set. A path is one in the upload from here on.
    SequencedMap<String, String> params() {
        var params = new LinkedHashMap<String, String>();
        file.params().values().stream()
                .filter(ParamValue::isSet)
                .forEach(value -> params.put(
                        value.param().name(),
                        value.param().type() == ParamType.PATH ? value.inserted() : value.text()));
        return params;
    }

    /// Sends the files that the factory does not have yet.
    ///
    /// @return the digest of their manifest; empty where there are none
    Optional<String> upload(String project) throws InterruptedException {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        var upload = Uploads.hash(files);
        var screen = session.screen();
        var progress = new UploadProgress(screen, upload.manifest().bytes() >= WORTH_A_WORD);
        new BlobSender(session.factory(), project, screen::note).send(blobs(upload), progress::show);
        progress.end();
        return Optional.of(upload.manifest().digest().value());
    }

    /// The contents, then the manifest that names them.
    private static List<Blob> blobs(Upload upload) {
        var sizes = new LinkedHashMap<Digest, Long>();
        upload.manifest().entries().forEach(entry -> sizes.put(entry.digest(), entry.size()));
        var blobs = new ArrayList<Blob>();
        upload.contents()
                .forEach((digest, content) -> blobs.add(
                        new Blob(digest.value(), sizes.getOrDefault(digest, 0L), out -> Files.copy(content, out))));
        var manifest = upload.manifest().text().getBytes(StandardCharsets.UTF_8);
        blobs.add(new Blob(upload.manifest().digest().value(), manifest.length, out -> out.write(manifest)));
        return blobs;
    }

    Started start(String project, StartRun what) throws InterruptedException {
        var factory = session.factory();
        return new Retry(factory.link(), session.screen()::note).of(() -> factory.start(project, what));
    }

    /// What comes along, for people.
    String luggage() {
        long bytes = files.stream().mapToLong(LocalFile::size).sum();
        return files.isEmpty() ? "no files" : "%s, %s".formatted(Sizes.count(files.size(), "file"), Sizes.text(bytes));
    }
}
