package org.tombolo.engineslurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombolo.model.work.Waits;

/// Slurm's reasons, as squeue of 22.05 to 26.05 writes them.
class ReasonsTest {
    private static Optional<Waits> waits(String reason, String start, String limit) {
        return QueueLine.parse("53|N/A|f1-abc-one|PENDING|%s|%s|%s|256M|cpu|INVALID".formatted(reason, start, limit))
                .flatMap(Reasons::of);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Resources                               | it is next, and waits for nodes to become free | -
            Priority                                | work of higher priority is before it in the queue | -
            JobHeldUser                             | somebody holds it, by its owner's right | scontrol release 53
            JobHeldAdmin                            | the site's staff holds it | ask them, and name them job 53
            Dependency                              | it waits for another job | scontrol show job 53
            DependencyNeverSatisfied                | it will never start | stop the run
            BeginTime                               | may not begin before the time | -
            Licenses                                | licences that others use | -
            BadConstraints                          | no node can ever give what it asks for | ask for less
            JobArrayTaskLimit                       | as many tasks of its array run as it allows | concurrency
            PartitionDown                           | partition cpu starts nothing | partitions:
            PartitionInactive                       | partition cpu is switched off | partitions:
            PartitionTimeLimit                      | it asks for 10 min, more than partition cpu allows | timeout
            PartitionNodeLimit                      | nodes than partition cpu gives | another partition
            InvalidAccount                          | account is not valid | account:
            InvalidQOS                              | QOS is not valid | qos:
            Reservation                             | waits for its reservation | scontrol show reservation
            ReservationDeleted                      | reservation was taken away | site file
            ReqNodeNotAvail, UnavailableNodes:n1,n2 | nodes (n1,n2) that it needs are down | wait for the site
            ReqNodeNotAvail, May be reserved for other job | kept for another job | -
            ReqNodeNotAvail, Reserved for maintenance | asks for 10 min: that would reach into it | timeout
            Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions | all nodes of partition cpu that could take it are down | another partition
            launch failed requeued held             | its start failed at a node | scontrol release 53
            QOSMaxJobsPerUserLimit                  | its owner already uses as many jobs as its QOS allows for one user | QOS
            QOSMaxCpuPerUserLimit                   | its owner already uses as many cores as its QOS allows for one user | QOS
            QOSMaxGRESPerUser                       | its owner already uses as many devices as its QOS allows for one user | QOS
            QOSGrpCpuLimit                          | the QOS already uses as many cores | QOS
            QOSGrpCPUMinutesLimit                   | the QOS already uses as many core-minutes | QOS
            QOSMaxWallDurationPerJobLimit           | it alone asks for more time than its QOS allows | timeout
            QOSMinCpuNotSatisfied                   | it asks for fewer cores than its QOS demands | ask for more
            AssocMaxJobsLimit                       | its owner already uses as many jobs as its account allows | account
            AssocGrpCPURunMinutesLimit              | the account already uses as many core-minutes of what runs | account
            AssocMaxCpuPerJobLimit                  | it alone asks for more cores than its account allows | ask for less
            SomethingNewInSlurm                     | a word of its own | -
            """)
    void saysReasonsOfSlurmInOurWordsWithARemedy(String reason, String why, String remedy) {
        var waits = waits(reason, "N/A", "10:00").orElseThrow();
        assertThat(waits.why()).contains(why).endsWith("(" + reason + ")").doesNotContain("PARTITION ", "planned");
        if (remedy.equals("-")) {
            assertThat(waits.remedy()).isEmpty();
        } else {
            assertThat(waits.remedy().orElseThrow()).contains(remedy).doesNotContain("JOB", "PARTITION");
        }
    }

    @Test
    void saysWhenTheSchedulerPlansToStartIt() {
        assertThat(waits("Priority", "1795290000", "10:00").orElseThrow().why())
                .isEqualTo(
                        "work of higher priority is before it in the queue; planned for 2026-11-21 19:40 UTC (Priority)");
    }

    @Test
    void saysThatTimeWithoutLimitReachesIntoAMaintenance() {
        var waits = waits("ReqNodeNotAvail, Reserved for maintenance", "N/A", "UNLIMITED")
                .orElseThrow();
        assertThat(waits.why()).contains("it asks for time without limit");
        assertThat(waits.remedy().orElseThrow())
                .contains("`policy.timeout.execute` that ends before the maintenance begins");
    }

    @Test
    void saysNothingWhileTheSchedulerHasNotLookedAtIt() {
        assertThat(waits("None", "N/A", "10:00")).isEmpty();
    }
}
