package org.tombolo.testkit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.server.Server;
import org.tombolo.testkit.newcomer.Typed;

/// What a site gives to containers: an image where none is named, the names of services, devices. The devices are
/// files that stand in for real ones.
@Tag("containers")
class ContainerSiteTest {
    @TempDir
    Path folder;

    private final String card = "tombolo-test-card-" + UUID.randomUUID() + "-";
    private Path home;

    @BeforeEach
    void plugIn() throws Exception {
        home = folder.resolve("home");
        for (int number = 0; number < 3; number++) {
            Files.writeString(Path.of("/dev/shm", card + number), "card " + number + "\n");
        }
    }

    @AfterEach
    void unplug() throws Exception {
        for (int number = 0; number < 3; number++) {
            Files.delete(Path.of("/dev/shm", card + number));
        }
    }

    private Typed run(String jobs) throws Exception {
        var file = Files.writeString(folder.resolve("workflow.yaml"), "version: v4\n" + jobs);
        return Typed.at(home, "run", file.toString());
    }

    private String output(String job) {
        return Typed.at(home, "logs", "last", job, "--out").out();
    }

    @ParameterizedTest
    @MethodSource("org.tombolo.testkit.containers.Unstable#runtimes")
    void workWithoutAnImageGetsTheSitesAndFindsServicesByNameAndItsDevices(ContainerRuntime runtime) throws Exception {
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(
                home.resolve("sites/local.yaml"),
                Unstable.site(runtime) + """
                default-image: '%s'
                devices: {nvidia.com/gpu: 1-2, example.com/other: 0}
                device-files: {nvidia.com/gpu: ['/dev/shm/%s{}']}
                """.formatted(Busybox.in(folder.resolve("image")), card));
        try (var _ = Server.start(home, Map.of())) {
            var run = run("""
                    services:
                      web:
                        script: |
                          mkdir /www && echo found it > /www/index.html
                          exec busybox httpd -f -p $TOMBOLO_PORT_HTTP -h /www
                        network: {ports: [{name: http, port: 0}]}
                        readiness-probe: {tcp-socket: {port: http}, period-seconds: 1}
                      idle:
                        script: sleep 1000
                        depends-on: [{name: web, status: RUNNING}]
                    jobs:
                      ask:
                        depends-on: [{name: web, status: RUNNING}]
                        script: |
                          busybox wget -q -O - http://web.svc:${TOMBOLO_SERVICE_WEB_HTTP##*:}/
                          busybox grep -c ' idle.svc$' /etc/hosts
                          ls /bin/busybox; test -e /usr/bin/env || echo only the image
                      cards:
                        resource: {devices: {nvidia.com/gpu: 2}}
                        script: cat /dev/shm/CARD1 /dev/shm/CARD2; echo $CUDA_VISIBLE_DEVICES; test -e /dev/shm/CARD0 || echo no more
                    """.replace("CARD", card));
            assertThat(run.status()).as(run.all() + output("ask")).isZero();
            assertThat(output("ask")).isEqualTo("found it\n1\n/bin/busybox\nonly the image\n");
            assertThat(output("cards"))
                    .isEqualTo("card 1\ncard 2\n"
                            + (runtime == ContainerRuntime.CHARLIECLOUD ? "1,2\n" : "0,1\nno more\n"));

            var unknown =
                    run("jobs: {a: {script: x, resource: {devices: {example.com/other: 1}}, image: {uri: '%s'}}}\n"
                            .formatted("file://" + folder.resolve("image")));
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.all()).contains("resource.devices", "example.com/other", "device-files");
        }
    }
}
