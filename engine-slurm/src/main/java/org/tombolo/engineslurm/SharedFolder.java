package org.tombolo.engineslurm;

import java.nio.file.Path;

/// A folder that the factory and all nodes see, of this factory alone: what is known of attempts is there, so that it
/// outlives the factory. An attempt has at most three files in it.
///
/// ```
/// factory               whose folder this is
/// bin/injob-DIGEST.sh   the supervisor's form inside a job
/// orders/ORDER/         what was submitted in one call: launch, script, members (ELEMENT LABEL INDEX), attempts,
///                       nodes and remote where one attempt spans several nodes
///              job      the scheduler's number, written once it is known
/// claims/LABEL          made by the copy that runs the attempt
/// logs/LABEL.out, .err
/// events/NODE           what happened there, a line each
/// stops                 labels of attempts that were told to stop
/// secrets/ORDER.env     what its launch reads, and nobody else; with ORDER.json gone when all of it has ended
/// data/                 of the factory's own agent: volumes, uploads, images
/// forgotten             labels of attempts that were forgotten, with what was kept of their logs
/// ```
///
/// @param here  as this machine sees it
/// @param there as the nodes see it
public record SharedFolder(Path here, String there) {
    Path factory() {
        return here.resolve("factory");
    }

    Path programs() {
        return here.resolve("bin");
    }

    Path orders() {
        return here.resolve("orders");
    }

    Path order(String name) {
        return orders().resolve(name);
    }

    Path claims() {
        return here.resolve("claims");
    }

    Path claim(String label) {
        return claims().resolve(label);
    }

    Path logs() {
        return here.resolve("logs");
    }

    Path log(String label, String stream) {
        return logs().resolve(label + "." + stream);
    }

    Path events() {
        return here.resolve("events");
    }

    Path stops() {
        return here.resolve("stops");
    }

    Path secrets() {
        return here.resolve("secrets");
    }

    Path data() {
        return here.resolve("data");
    }

    Path forgotten() {
        return here.resolve("forgotten");
    }
}
