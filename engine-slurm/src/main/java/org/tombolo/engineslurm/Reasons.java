package org.tombolo.engineslurm;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tombolo.model.work.Waits;

/// Slurm's reasons for a job that waits, in our words and with what would help. Its own word stays, in brackets, for
/// whoever talks to the site's staff.
final class Reasons {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final Pattern LIMIT = Pattern.compile(
            "(QOS|Assoc)(Max|Grp|Min)(.*?)(RunMinutes|Minutes)?(?:Per(Job|User|Account|Node))?(?:Limit|NotSatisfied)?");
    private static final Pattern NODES = Pattern.compile("UnavailableNodes:([^ ]+)");
    private static final Map<String, Said> KNOWN = known();

    private Reasons() {}

    /// Empty while the scheduler has not looked at it.
    static Optional<Waits> of(QueueLine line) {
        var reason = line.reason().replaceAll("^\\(|\\)$", "").strip();
        if (reason.isEmpty() || reason.equals("None") || reason.equals("WaitingForScheduling")) {
            return Optional.empty();
        }
        var said = said(reason, line);
        var start = line.start().map(at -> "; planned for " + MINUTE.format(at)).orElse("");
        return Optional.of(new Waits(
                "%s%s (%s)".formatted(filled(said.why(), line), start, reason),
                Optional.of(filled(said.remedy(), line)).filter(text -> !text.isEmpty())));
    }

    private static String filled(String text, QueueLine line) {
        return text.replace("JOB", line.handle()).replace("PARTITION", line.partition());
    }

    private static Said said(String reason, QueueLine line) {
        if (reason.startsWith("ReqNodeNotAvail")) {
            return unavailable(reason, line);
        }
        if (reason.startsWith("Nodes required for job are DOWN")) {
            return new Said(
                    "all nodes of partition %s that could take it are down, drained or kept for other work"
                            .formatted(line.partition()),
                    "wait for the site to repair them, or use another partition (`partitions:` of the site file)");
        }
        if (reason.contains("requeued held") || reason.contains("requeued_held")) {
            return new Said(
                    "its start failed at a node, and Slurm holds it", "have it looked at, then: scontrol release JOB");
        }
        if (reason.equals("PartitionTimeLimit")) {
            return partitionLimit(line);
        }
        var known = KNOWN.get(reason);
        if (known != null) {
            return known;
        }
        var limit = LIMIT.matcher(reason);
        return limit.matches() ? limit(limit) : new Said("the scheduler says why in a word of its own", "");
    }

    private static Said partitionLimit(QueueLine line) {
        var asked = line.limit().map(Reasons::words).orElse("time without limit");
        return new Said(
                "it asks for %s, more than partition %s allows".formatted(asked, line.partition()),
                "give it a shorter `policy.timeout.execute`, or use a partition that allows more");
    }

    /// Down, or kept for maintenance that the job's time would reach into.
    private static Said unavailable(String reason, QueueLine line) {
        var nodes = NODES.matcher(reason);
        var which = nodes.find() ? " (%s)".formatted(nodes.group(1)) : "";
        if (reason.toLowerCase(Locale.ROOT).contains("maintenance")) {
            var asked = line.limit().map(Reasons::words).orElse("time without limit");
            return new Said(
                    "the nodes that it needs are reserved for maintenance, and it asks for %s: that would reach into it"
                            .formatted(asked),
                    "give it a `policy.timeout.execute` that ends before the maintenance begins (scontrol show reservation)");
        }
        if (reason.contains("reserved for other job")) {
            return new Said("the nodes that it needs are kept for another job", "");
        }
        return new Said(
                "nodes%s that it needs are down, drained or reserved".formatted(which),
                "wait for the site to give them back, or ask for others (`constraint:`, `partitions:` of the site file)");
    }

    private static String words(Duration limit) {
        return limit.toHours() > 2 ? limit.toHours() + " h" : limit.toMinutes() + " min";
    }

    private static Said limit(Matcher found) {
        boolean isQos = found.group(1).equals("QOS");
        var whose = isQos ? "QOS" : "account";
        var kind = found.group(2);
        var what = thing(found.group(3), Optional.ofNullable(found.group(4)));
        var each = Optional.ofNullable(found.group(5)).orElse("");
        var per = each(each);
        if (kind.equals("Min")) {
            return new Said(
                    "it asks for fewer %s than its %s demands%s".formatted(what, whose, per),
                    "ask for more, or use another " + (isQos ? "`qos:`" : "`account:`"));
        }
        if (each.equals("Job") || each.equals("Node")) {
            return new Said(
                    "it alone asks for more %s than its %s allows%s: it will never start".formatted(what, whose, per),
                    "ask for less (`resource`, `policy.timeout.execute`), or use another "
                            + (isQos ? "`qos:`" : "`account:`"));
        }
        return new Said(
                "%s already uses as many %s as its %s allows%s"
                        .formatted(kind.equals("Grp") ? "the " + whose : "its owner", what, whose, per),
                "it starts when other work of that %s ends; who may use more, the site decides".formatted(whose));
    }

    private static String each(String per) {
        return switch (per) {
            case "Job" -> " for one job";
            case "Node" -> " on one node";
            case "User" -> " for one user";
            case "Account" -> " for one account";
            default -> "";
        };
    }

    private static String thing(String name, Optional<String> minutes) {
        boolean isTime = minutes.isPresent();
        var of = minutes.map(kind -> kind.equals("RunMinutes") ? "-minutes of what runs" : "-minutes")
                .orElse("");
        var plain = switch (name) {
            case "Cpu", "CPU", "CPUs", "Cpus" -> isTime ? "core" : "cores";
            case "Mem", "Memory" -> "memory";
            case "Node", "Nodes" -> isTime ? "node" : "nodes";
            case "Jobs", "Job", "" -> "jobs";
            case "SubmitJob", "SubmitJobs" -> "submitted jobs";
            case "Wall", "WallDuration" -> "time";
            case "GRES", "Gres", "GRESs" -> "devices";
            case "License", "Licenses" -> "licences";
            case "Billing" -> "billing units";
            case "Energy" -> "energy";
            case "BB" -> "burst buffer";
            default -> name;
        };
        return plain + of;
    }

    /// In our words.
    private record Said(String why, String remedy) {}

    private static Map<String, Said> known() {
        var all = new LinkedHashMap<String, Said>();
        all.put("Resources", new Said("it is next, and waits for nodes to become free", ""));
        all.put("Priority", new Said("work of higher priority is before it in the queue", ""));
        all.put("Dependency", new Said("it waits for another job of the site", "scontrol show job JOB names it"));
        all.put(
                "DependencyNeverSatisfied",
                new Said("it waits for a job that failed: it will never start", "stop the run"));
        all.put(
                "JobHeldUser",
                new Said("somebody holds it, by its owner's right (scontrol hold)", "scontrol release JOB"));
        all.put(
                "JobHeldAdmin",
                new Said("the site's staff holds it", "ask them, and name them job JOB: only they can release it"));
        all.put("BeginTime", new Said("it may not begin before the time that was set for it", ""));
        all.put("Licenses", new Said("it waits for licences that others use", ""));
        all.put(
                "BadConstraints",
                new Said(
                        "no node can ever give what it asks for: it will never start",
                        "ask for less (`resource`), or for other nodes (`constraint:` of the site file)"));
        all.put(
                "JobArrayTaskLimit",
                new Said(
                        "as many tasks of its array run as it allows at once", "raise `concurrency`, or leave it out"));
        all.put(
                "PartitionDown",
                new Said(
                        "partition PARTITION starts nothing at present",
                        "wait for the site, or use another (`partitions:` of the site file)"));
        all.put(
                "PartitionInactive",
                new Said(
                        "partition PARTITION is switched off",
                        "wait for the site, or use another (`partitions:` of the site file)"));
        all.put(
                "PartitionNodeLimit",
                new Said(
                        "it asks for fewer or more nodes than partition PARTITION gives to one job",
                        "ask for another number of nodes, or use another partition"));
        all.put("Reservation", new Said("it waits for its reservation to begin", "scontrol show reservation"));
        all.put(
                "ReservationDeleted",
                new Said(
                        "its reservation was taken away: it will not start",
                        "take `reservation:` out of the site file, and start the run again"));
        all.put("NodeDown", new Said("a node that it needs is down", "wait for the site to repair it"));
        all.put(
                "InvalidAccount",
                new Said("its account is not valid any more", "name another in the site file (`account:`)"));
        all.put("InvalidQOS", new Said("its QOS is not valid any more", "name another in the site file (`qos:`)"));
        all.put(
                "AccountNotAllowed",
                new Said("its account may not use partition PARTITION", "use another partition or `account:`"));
        all.put(
                "QOSNotAllowed",
                new Said("its QOS may not use partition PARTITION", "use another partition or `qos:`"));
        all.put(
                "QOSUsageThreshold",
                new Said("its QOS has used too much for what it may", "wait, or use another `qos:`"));
        all.put(
                "MaxMemPerLimit",
                new Said(
                        "it asks for more memory than partition PARTITION gives: it will never start",
                        "ask for less (`resource.memory`)"));
        all.put(
                "TimeLimit",
                new Said("it asks for more time than it may have", "give it a shorter `policy.timeout.execute`"));
        all.put("Cleaning", new Said("Slurm still clears away its last try", ""));
        all.put("Prolog", new Said("the site makes its nodes ready", ""));
        all.put("DeadLine", new Said("it cannot end before its deadline: it will never start", "stop the run"));
        all.put(
                "JobLaunchFailure",
                new Said("its start failed at a node", "have it looked at, then: scontrol release JOB"));
        all.put("SystemFailure", new Said("Slurm itself failed at it", "tell the site's staff of job JOB"));
        all.put("JobHoldMaxRequeue", new Said("it was started too often, and is held", "scontrol release JOB"));
        all.put("PowerNotAvail", new Said("it waits for electrical power that others use", ""));
        all.put("PowerReserved", new Said("the power that it needs is reserved for others", ""));
        all.put("AssociationJobLimit", new Said("its account runs as many jobs as it may", ""));
        all.put("AssociationResourceLimit", new Said("its account uses as much as it may", ""));
        all.put("AssociationTimeLimit", new Said("its account has used its time up", "use another `account:`"));
        return all;
    }
}
