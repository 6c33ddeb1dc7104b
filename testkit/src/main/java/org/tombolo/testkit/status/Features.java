package org.tombolo.testkit.status;

import static org.tombolo.testkit.status.Chapter.notYet;
import static org.tombolo.testkit.status.Chapter.works;

import java.util.List;

/// What Tombolo does, feature by feature, and the tests that show it. Whoever adds a feature adds a line; whoever
/// shows one that is not there yet turns its line into one that works.
final class Features {
    static final String SOURCE = "testkit/src/main/java/org/tombolo/testkit/status/Features.java";

    private static final String NO_TEST = "written, not shown by a test yet";

    private Features() {}

    /// In the order of the page.
    static List<Chapter> chapters() {
        return List.of(
                workflow(),
                loop(),
                placement(),
                journal(),
                engine(),
                slurm(),
                transfers(),
                volumes(),
                blobs(),
                secrets(),
                api(),
                cli(),
                examples(),
                sim(),
                build());
    }

    private static Chapter workflow() {
        return Chapter.of(
                "Workflow file",
                works(
                        "The public files that we collected are read, `v4` and `v1`",
                        "CorpusTest#readsEveryFileOfTheCorpusWithoutAWarningThatItDoesNotDeserve"),
                works("The same file gives the same specification", "CorpusTest#readsTheSameFileToTheSameSpec"),
                works("Every example reads without a warning", "ExamplesTest#readsEveryExampleWithoutAWarning"),
                works(
                        "All problems of a file are told at once, in its order, each with place, nearest word and remedy",
                        "BadInputTest#reportsAllProblemsAtOnceInTheOrderOfTheFile",
                        "BadInputTest#saysWhatIsWrongWithAJob",
                        "BadInputTest#saysWhatIsWrongWithAVolume",
                        "NearestTest#findsTheWordThatWasMeant"),
                works(
                        "Size, depth and aliases have limits",
                        "BadInputTest#refusesAFileOfMoreThanOneMebibyte",
                        "BadInputTest#refusesAliasesThatMultiply",
                        "BadInputTest#refusesDeepNesting"),
                works(
                        "Parameters have types and defaults, and are set by `--set`",
                        "ParamsTest#fillsInDefaults",
                        "ParamsTest#fillsInWhatIsSet",
                        "ParamsTest#saysWhatIsWrongWithASetting"),
                works(
                        "What the file names is uploaded, less `.gitignore`, the executable bit kept",
                        "UploadsTest#listsTheFilesThatTheWorkflowNames",
                        "UploadsTest#leavesOutWhatGitignoreLeavesOut",
                        "UploadsTest#keepsTheExecutableBit"),
                works(
                        "No upload leaves its folder, by a link neither",
                        "UploadsTest#refusesLinksThatLeaveTheFolder",
                        "UploadsTest#letsNothingInsideAParameterLeaveIt",
                        "TreeManifestTest#refusesPathsThatLeaveTheTreeOrHoldControlCharacters"),
                works(
                        "Files of version v1 are written as v4, comments kept, and mean the same (`tombolo upgrade`)",
                        "UpgradesTest#writesAnOldFileAsV4AndKeepsItsComments",
                        "UpgradesTest#changesWhatAnAnchorNamesOnce",
                        "UpgradeCommandTest#writesTheFileBack"),
                works(
                        "A JSON Schema for editors is published, made of the parser's own forms: it takes what the parser takes",
                        "WorkflowSchemaTest#isPublishedAsTheParserReads",
                        "WorkflowSchemaTest#takesWhatTheParserTakes",
                        "WorkflowSchemaTest#refusesWhatTheParserRefuses"),
                works(
                        "Every key of the format, and the rules about it, by a test of its name; the page's table is made of them",
                        "FormatTest#everyKeyDoesAsItSays",
                        "FormatRowsTest#hasEveryKeyOfTheParserAndNoOther",
                        "FormatPageTest#thePageHasTheTableOfTheTests"),
                works(
                        "Mutated files, 100,000 of them, make neither a crash nor a hang",
                        "FuzzTest#survivesAThousandMutatedFiles",
                        "FuzzTest#survivesAHundredThousandMutatedFilesEachInLittleTime"));
    }

    private static Chapter loop() {
        return Chapter.of(
                "Control loop",
                works("A graph of jobs runs in the order of its dependencies", "KernelTest#runsADiamondInOrder"),
                works(
                        "What depends on a failure is skipped or runs, and decides how the run ends",
                        "KernelTest#skipsWhatDependsOnAFailureAndSucceedsWhenSomebodyDealtWithIt"),
                works("A task is tried again as often as the file says", "KernelTest#triesAgainAsOftenAsTheFileSays"),
                works(
                        "A service that nothing needs any more is stopped",
                        "KernelTest#stopsAServiceThatNobodyNeedsAnyMore"),
                works(
                        "After a crash, work that was submitted is found and not doubled",
                        "KernelTest#findsWhatItSubmittedBeforeACrashAndDoesNotSubmitItAgain"),
                works(
                        "A repeated request gets its first answer",
                        "KernelTest#answersARepeatedRequestAsTheFirstTime",
                        "HostileTest#givesTheFirstAnswerToARepeatedRequest"),
                works(
                        "An attempt moves by its table only, and never after its end",
                        "AttemptTest#movesAsTheTableSays",
                        "AttemptTest#whatHasEndedNeverChangesAgain"),
                works(
                        "Of an attempt that its site requeued, only the current incarnation counts",
                        "AttemptTest#onlyTheCurrentIncarnationCounts"),
                works(
                        "At a silent site nothing ends by itself, and only what may restart is given up; what is pending never",
                        "KernelTest#aSilentSiteEndsNothingByItself",
                        "KernelTest#givesUpOnlyWhatMayRestartAndStopsItWhenTheSiteReturns",
                        "KernelTest#neverReplacesWhatIsPendingAtASilentSite",
                        "KernelTest#doesNotTakeTheEndBeforeARequeueForTheEndOfWhatItGaveUp"),
                works(
                        "A site that left the settings gets nothing new",
                        "KernelTest#aSiteThatLeftTheSettingsIsSilentAndGetsNothingNew"));
    }

    private static Chapter placement() {
        return Chapter.of(
                "Placement",
                works(
                        "No core, device, port or byte of memory is given twice",
                        "RoomTest#neverGivesAnythingTwiceHoweverItIsAsked",
                        "KernelTest#neverGivesMoreCoresThanThereAre"),
                works(
                        "A fixed port is exclusive, port 0 is allotted",
                        "RoomTest#aFixedPortIsExclusiveAndPortZeroIsAllotted"),
                works("Exclusive work has its host for itself", "RoomTest#exclusiveWorkHasTheHostForItself"),
                works("What can never fit is told with the reason", "RoomTest#saysWhyADemandNeverFits"),
                works(
                        "Backfill never delays the head of the queue",
                        "RoomTest#backfillLeavesTheHeadItsPlaceInEveryThingThatItTakes"),
                works(
                        "What waits for a service holds up nobody: the service may wait for work behind it",
                        "KernelTest#whatAServiceWaitsForGoesAheadOfWhatWaitsForTheService",
                        "RoomTest#aHeadThatWaitsForWhoStaysHoldsNobodyUp"),
                works(
                        "Services never take the room that the jobs which need them wait for",
                        "KernelTest#servicesOfTwoRunsDoNotTakeTheRoomThatTheirJobsWaitFor",
                        "KernelTest#servicesOfOneRunStartOneAfterTheOtherWhereTheirJobsNeedTheRoom"),
                works(
                        "A run whose services and jobs never fit its site at the same time is refused, and fails where"
                                + " the site becomes too small",
                        "KernelTest#refusesARunThatNeedsMoreAtTheSameTimeThanItsSiteHas",
                        "KernelTest#aServiceWhoseJobsHaveNoRoomAtItsSiteAnyMoreFailsBeforeItTakesAnything"));
    }

    private static Chapter journal() {
        return Chapter.of(
                "Journal",
                works(
                        "What was appended is read back in order, in memory, in SQLite and in PostgreSQL",
                        "MemoryJournalTest#readsWhatWasAppendedInOrder",
                        "SqliteJournalTest#readsWhatWasAppendedInOrder",
                        "PostgresJournalTest#readsWhatWasAppendedInOrder"),
                works(
                        "A deposed leader cannot write",
                        "SqliteJournalTest#aDeposedLeaderCannotWrite",
                        "PostgresJournalTest#aDeposedLeaderCannotWrite"),
                works(
                        "A batch is whole or absent, with its history",
                        "SqliteJournalTest#aRefusedBatchLeavesNothingBehindNotEvenHistory",
                        "PostgresJournalTest#aRefusedBatchLeavesNothingBehindNotEvenHistory"),
                works(
                        "Damage stops the start and is named; only a cut inside the last batch is forgiven",
                        "SqliteJournalTest#aDamagedRowStopsTheReadAndIsNamed",
                        "SqliteJournalTest#aMissingRowStopsTheReadAndIsNamed",
                        "SqliteJournalTest#aCutInsideTheLastBatchIsForgivenAndWrittenOver"),
                works(
                        "A snapshot is written while batches go on, and the journal is cut behind it",
                        "SqliteJournalTest#appendsWhileASnapshotIsWritten",
                        "SqliteJournalTest#continuesFromTheNewestSnapshotAndCutsWhatNobodyNeeds"),
                works(
                        "A full disk, or a database that is away, pauses the factory and loses nothing",
                        "SqliteJournalTest#aFullDiskPausesAndLosesNothing",
                        "PostgresJournalTest#aServerThatIsAwayPausesAndLosesNothing"),
                works(
                        "Rows of an unknown type or a newer version are refused by name; older ones are upgraded",
                        "CodecTest#refusesAnUnknownTypeNamingTheRow",
                        "CodecTest#refusesANewerVersionNamingTheRow",
                        "CodecTest#readsAnOlderVersionThroughItsUpgrades"),
                works(
                        "What was written by older versions stays readable to the byte",
                        "GoldenFilesTest#everyWordHasAGoldenFileOfItsVersion",
                        "GoldenFilesTest#everyGoldenFileIsReadAndNewOnesAreWrittenTheSameToTheByte"),
                works(
                        "What was acknowledged survives `kill -9` of the writer",
                        "SqliteKillTest#whatWasAcknowledgedSurvives"),
                works(
                        "Tables of a newer program are refused",
                        "SqliteJournalTest#refusesTablesOfANewerProgram",
                        "PostgresJournalTest#refusesTablesOfANewerProgram"),
                works("Only the owner can read the journal's file", "SqliteJournalTest#onlyTheOwnerMayReadTheFile"),
                notYet("Snapshots of the running factory", NO_TEST));
    }

    private static Chapter engine() {
        return Chapter.of(
                "Hosts engine",
                works(
                        "A process runs and its end is told: exit code, signal, times",
                        "HostsEngineTest#runsAScriptAndTellsItsExitCode",
                        "HostsEngineTest#tellsASignalFromAnExitCode",
                        "HostsEngineWithoutGroupsTest#runsAScriptAndTellsItsExitCode"),
                works(
                        "Attempts outlive the agent, and are found again by another one",
                        "HostsEngineTest#letsAttemptsOutliveACrash",
                        "HostsEngineTest#findsAfterACrashWhatWasSubmittedAndNothingElse"),
                works(
                        "An attempt starts once, though it is submitted twice",
                        "HostsEngineTest#startsAnAttemptOnceThoughItIsSubmittedTwice"),
                works(
                        "Stopping kills the whole tree, after the grace, and ends leave no daemon behind",
                        "HostsEngineTest#stopsTheWholeTreeThoughItDetachesItself",
                        "HostsEngineTest#givesTheGraceToWhoeverUsesIt",
                        "HostsEngineTest#leavesNoDaemonBehindAnAttemptThatEnds",
                        "HostsEngineWithoutGroupsTest#stopsTheWholeTreeThoughItDetachesItself"),
                works("Elements of an array know their index", "HostsEngineTest#givesArrayElementsTheirIndex"),
                works(
                        "Output and errors are read by offset, and kept after the end",
                        "HostsEngineTest#readsOutputAndErrorsByOffset",
                        "HostsEngineTest#forgetsAndKeepsTheOutput"),
                works(
                        "Volumes and files stand at their absolute paths, and the machine's own are left alone",
                        "HostProcessTest#putsVolumesAndFilesAtAbsolutePathsAndLeavesTheMachineAlone",
                        "HostProcessTest#refusesToWriteToAReadOnlyMount"),
                works(
                        "What uses more memory than it has is killed, and the cause says so",
                        "HostProcessTest#killsWhatUsesMoreMemoryThanItHas"),
                works("Processor time and memory are measured", "HostProcessTest#measuresProcessorAndMemory"),
                works(
                        "The end of a long output is kept, and where it begins is said",
                        "HostProcessTest#keepsTheEndOfALongOutputAndSaysWhereItBegins"),
                works(
                        "Services are probed by http, https, tcp, gRPC and command, and get their ports",
                        "ProbesTest#asksTheHealthServiceOfGrpc",
                        "ProbesTest#asksByHttpsWhoeverSignedTheCertificate",
                        "HostProcessTest#asksAServiceByHttpTcpAndCommand",
                        "HostProcessTest#tellsAServiceItsPorts",
                        "HostProcessTest#saysThatAStrangerSitsOnItsPort"),
                works(
                        "Files are copied into volumes and out of them, and nowhere else",
                        "HostProcessTest#movesFilesIntoAVolumeAndOut",
                        "HostProcessTest#movesNothingOutOfAVolumesOrAnEgressFolder"),
                works(
                        "A reboot ends every attempt; a supervisor that was killed is replaced",
                        "HostProcessTest#callsEverythingLostWhenTheMachineWasBootedAgain",
                        "HostProcessTest#goesOnWhenTheSupervisorIsKilled"),
                works(
                        "What an agent left in memory is taken away once its home is gone for a day",
                        "LeftStatesTest#removesFoldersWhoseAgentIsGoneForGoodAndNoOthers"),
                works(
                        "An image runs by bubblewrap, Charliecloud, Podman, Apptainer or Docker, as root and as an ordinary user, and means the same by each",
                        "ContainerTest#runsAScriptInTheImageWithTheEnvironmentOfBoth",
                        "ContainerTest#startsWhatTheImageNamesAndGivesItTheArguments",
                        "ContainerTest#startsInTheImagesFolderAsTheImagesUser",
                        "ContainerTest#makesTheFolderOfCwdAndIsAtHomeThere",
                        "ContainerTest#mountsVolumesAndFilesThroughLinksOfTheImageAndSomeReadOnly",
                        "ContainerTest#whatItWritesIsItsOwnAndTheImageStaysAsItIs"),
                works(
                        "A container outlives the agent, tells how it ended, and is stopped with its whole tree",
                        "ContainerTest#anotherAgentFindsWhatRunsAndWhatWaitedForItsImage",
                        "ContainerTest#tellsExitCodesAndSignals",
                        "ContainerTest#stopAsksTheWorkItselfAndThenKillsTheWholeTree",
                        "KilledServerTest#theWorkGoesOnAndTheNextServerSeesHowItEnded"),
                works(
                        "Docker's engine is never told a secret and keeps nothing; what it was asked for begins once, or never when nobody waits for it",
                        "DockerTest#theEngineIsNeverToldASecretAndKeepsNothing",
                        "DockerTest#aClientThatIsKilledNeitherLosesTheWorkNorDoublesIt",
                        "DockerTest#whatWasStoppedBeforeTheEngineStartsItNeverBegins",
                        "DockerTest#anImageThatWasRemovedIsMadeAgain"),
                works(
                        "The same workflow gives the same bytes under every container runtime and as host processes",
                        "SameBytesTest#theSameWorkflowGivesTheSameBytesUnderEveryRuntimeAndAsHostProcesses"),
                works(
                        "tombolo sites check tries each runtime and says why one does not work",
                        "SiteCheckTest#saysOfEachRuntimeWhetherItWorksAndWhyNot",
                        "SiteCheckTest#saysWhyDockersEngineIsNotUsed"),
                works(
                        "A container is held to its memory, and a probe that is a command is asked inside it",
                        "ContainerTest#hasTheMemoryOfItsAttemptAndNotMore",
                        "ContainerTest#aCommandIsAskedInsideTheContainer"),
                works(
                        "A site gives containers an image where none is named, the names of services, and the files of devices that were granted",
                        "ContainerSiteTest#workWithoutAnImageGetsTheSitesAndFindsServicesByNameAndItsDevices",
                        "ContainerDevicesTest#givesTheFilesOfTheDevicesThatWereGrantedAndThoseOfAll",
                        "ContainerDevicesTest#aPathCannotLeaveTheFolderOfDevicesOrMeanSomethingToAShell"),
                works(
                        "An isolated job has a network of its own, reaches services by name, and is reached at the ports that it exposes",
                        "IsolatedNetworkTest#anIsolatedJobHasANetworkOfItsOwnReachesServicesAndIsReachedAtExposedPorts"),
                works(
                        "A SIF file runs under every runtime, from a file or by oras://, and means what its definition or its OCI image says",
                        "SifTest#aSifFileRunsUnderEveryRuntimeAsItsDefinitionSays",
                        "SifTest#aSifFileOfAnOciImageMeansWhatTheImageMeant",
                        "SifTest#orasFetchesASifFileFromAPrivateRegistry",
                        "SifTest#aSifFileThatIsDamagedOrForAnotherMachineIsRefusedAndLeavesNothing"),
                works(
                        "An encrypted SIF file is opened by its passphrase or private key, which no other process is told",
                        "SifTest#anEncryptedSifFileIsOpenedByItsPassphraseAndByNothingElse",
                        "SifTest#anEncryptedSifFileIsOpenedByThePrivateKeyThatItIsFor",
                        "SifTest#decryptionSecretOpensTheImageOfAJobAndIsNotSeenAnywhere"),
                works(
                        "A private image comes from a real registry; what breaks off is gone on with, by another agent too",
                        "RegistryTest#fetchesAPrivateImageAndCountsItsBytes",
                        "RegistryTest#readsLayersThatAreCompressedByZstd",
                        "RegistryTest#goesOnWhereTheRegistryBrokeOff",
                        "RegistryTest#whatBreaksOffForEverMayBeTriedAgainAndTheNextAgentGoesOn",
                        "RegistryTest#saysWhetherALoginIsMissingOrWrongAndNeverShowsIt",
                        "RegistryTest#saysWhatIsNotThereOrForAnotherMachine",
                        "RegistryTest#whatIsPrivateIsNotGivenToWhoHasOnlyItsDigest"),
                works(
                        "What an image means at first it means for all of its run, and `show` says which digest: journaled, through restarts",
                        "KernelTest#whatAnImageMeantAtFirstItMeansForAllOfTheRunThoughTheServerStartsAgain",
                        "KernelTest#anImageThatTwoJobsFetchedAtOnceIsWrittenDownOnce",
                        "ContainerTest#whatTheRunSaysThatTheImageMeansIsRunThoughAllOthersHaveLeft",
                        "RunPageTest#saysWhatItsImagesMean"),
                works(
                        "Bytes of an image that comes are shown while it does, and `logs --stage` tells how it came",
                        "RegistryTest#tellsHowFarAnImageIsWhileItComes",
                        "FrameTest#saysHowFarAnImageIs",
                        "LogsCommandTest#showsHowItsImageCame"),
                works(
                        "An image is kept as long as `cache` and `cache-ttl` say, and never removed while it is used",
                        "ImagesTest#anImageThatNobodyUsesGoesWhenItsTimeIsOver",
                        "ImagesTest#cacheTtlSaysHowLongAnImageStays",
                        "ImagesTest#cacheNeverIsACopyForOneRunFetchedAnewAndGoneWithIt",
                        "RegistryTest#cacheOnceTakesTheLastAnswerOfTheSameOwnerAndChangedAsksAgain"),
                works(
                        "`tombolo image build` makes an image of a Dockerfile or a requirements.txt, without privilege, and each site runs it by digest",
                        "ImageBuildTest#aDockerfileBecomesAnImageThatRunsByItsDigest",
                        "ImageBuildTest#pythonPackagesAreInstalledOnTheBaseThatIsGiven",
                        "ImageBuildTest#whatCannotBeBuiltIsSaidInOneSentenceAndLeavesNothing",
                        "ImageBuildTest#anArchiveThatTheFactoryDoesNotHaveIsNamed"),
                works(
                        "Images are kept by digest, unpacked once, whole or not at all, and no layer writes outside",
                        "ImagesTest#laysLayersOnEachOtherWithWhiteoutsAndOpaqueFolders",
                        "ImagesTest#keepsModesTimesAndLinksAndLeavesDevicesOut",
                        "ImagesTest#nothingIsWrittenThroughALinkThatLeavesTheRoot",
                        "ImagesTest#theSameImageIsUnpackedOnceHoweverManyWait",
                        "ImagesTest#whatWasLeftHalfIsDeletedAndNeverUsed",
                        "ImagesTest#anImageForAnotherMachineIsRefusedWithBothNames",
                        "ImagesTest#bytesThatAreNotThoseOfTheirDigestAreRefused"));
    }

    private static Chapter slurm() {
        return Chapter.of(
                "Slurm",
                works(
                        "A real cluster is a site: the first example runs there as it is, as an ordinary user's job",
                        "SlurmSiteTest#runsTheFirstExampleAsItIs",
                        "SlurmEngineTest#runsAScriptAndTellsItsExitCode",
                        "SlurmEngineTest#tellsASignalFromAnExitCode",
                        "SlurmEngineTest#readsOutputAndErrorsByOffset"),
                works(
                        "Partitions are found, and work goes to the first that can take it, with the cores, memory and GPUs that it asks for",
                        "SlurmSiteTest#showsThePartitions",
                        "SlurmSiteTest#givesWorkTheCoresMemoryAndDevicesThatItAsksFor",
                        "SaidTest#readsPartitionsTheDefaultOneFirstAndOfEachTheLargestNode",
                        "PlacingTest#handsEverythingToASiteWithASchedulerOfItsOwnAndNamesTheFirstQueueThatCanTakeIt"),
                works(
                        "Nothing is lost or doubled when the server is killed while an array runs",
                        "SlurmSiteTest#losesAndDoublesNothingWhenTheServerIsKilled",
                        "SlurmEngineTest#startsAnAttemptOnceThoughItIsSubmittedTwice",
                        "SlurmEngineTest#findsAfterACrashWhatWasSubmittedAndNothingElse",
                        "SlurmEngineTest#letsAttemptsOutliveACrash"),
                works(
                        "What runs is stopped as a whole, after its grace; what waits never starts",
                        "SlurmSiteTest#stopsWhatRunsAndWhatWaits",
                        "SlurmEngineTest#stopsTheWholeTreeThoughItDetachesItself",
                        "SlurmEngineTest#givesTheGraceToWhoeverUsesIt",
                        "SlurmEngineTest#neverStartsWhatIsStoppedWhileItWaits"),
                works(
                        "Volumes and transfers at a Slurm site, in the folder that all nodes see: brought before anything is allocated",
                        "SlurmDataTest#bringsFilesHandsThemFromJobToJobAndCopiesThemOut",
                        "SlurmDataTest#trainsANetworkServesItAndAsksIt",
                        "SlurmDataTest#runsTheExampleWithS3ThoughNodesCannotReachTheServer"),
                works(
                        "Images at a Slurm site, as an ordinary user: brought once into the shared folder, run by what the node has",
                        "SlurmDataTest#runsAnImageOnNodesAsAnOrdinaryUserUnderTwoRuntimes"),
                works(
                        "Secrets of work at a Slurm site: in files of their owner alone while it is there, covered in its output, nowhere else",
                        "SlurmDataTest#showsValuesOfSecretsToTheWorkThatNeedsThemAndToNobodyElse"),
                works(
                        "Mounts, files and a `cwd` in jobs at a Slurm site: prepared before the scheduler is asked, once, whatever crashes",
                        "SlurmEngineTest#givesTheSchedulerNothingBeforeAllIsThere",
                        "SlurmEngineTest#givesTheSchedulerNothingThatWasStoppedBeforeAllWasThere",
                        "SlurmEngineTest#endsWhatCannotBePreparedAndStaysWithIt",
                        "SlurmEngineTest#doesNotKnowWhatWasWrittenDownAndNeverReachedTheAgent",
                        "SlurmDataTest#losesAndDoublesNothingWhenTheServerIsKilledWhileItPrepares"),
                works(
                        "What Slurm refuses is told in its words; what the engine cannot do yet is refused by name",
                        "SlurmSiteTest#tellsWhySlurmRefuses",
                        "SlurmSiteTest#saysByNameWhatItCannotDoYet"),
                works(
                        "Slurm's commands behind ssh, through one connection, to a host whose key is known",
                        "SshDoorTest#carriesWordsAndInputAsTheyAre",
                        "SshDoorTest#asksFortyAtOnceThroughOneConnection",
                        "SshDoorTest#waitsWhereTheOtherSideTakesOneChannelOnly",
                        "SshDoorTest#connectsAgainAfterItsConnectionWasKilled",
                        "SshDoorTest#talksToNobodyWhoseKeyIsAnotherThanBefore"),
                works(
                        "`explain` says why a job waits in Slurm's queue, in our words with what would help; `show` and `explain` say when the site will end what runs",
                        "SlurmWaitsTest#saysThatThePartitionIsFullAndWhoHoldsAJob",
                        "SlurmWaitsTest#saysThatAnArrayHoldsItselfBackAndWhenTheSiteEndsWhatRuns",
                        "ReasonsTest#saysReasonsOfSlurmInOurWordsWithARemedy",
                        "ReasonsTest#saysThatTimeWithoutLimitReachesIntoAMaintenance",
                        "KernelTest#explainsWhatASiteThatHasTheWorkLetsItWaitFor"),
                works(
                        "Services: ports of their nodes, probes inside of the jobs; found from other nodes and the login node though the server was killed",
                        "SlurmServicesTest#aServiceIsFoundFromAnotherNodeAndTheLoginNodeThoughTheServerWasKilledMeanwhile",
                        "SlurmServicesTest#runsTheExampleWithAProbeAsItIs",
                        "SlurmServicesTest#isReadyAsLongAsItsCommandOrItsPortSaysSoAndEndsPolitely",
                        "SaidTest#readsWhereAServiceIsReachedAndWhetherItIsReady"),
                works(
                        "`exec` and `connect` into a job: its folder, its environment, its exit code, a terminal that is resized",
                        "JobExecTest#runsInTheFolderAndTheEnvironmentOfTheWorkAndTellsHowItEnded",
                        "JobExecTest#passesInputOnAndItsEnd",
                        "JobExecTest#givesATerminalThatIsResizedAndEndsWithWhoeverAskedForIt",
                        "SlurmServicesTest#aServiceIsFoundFromAnotherNodeAndTheLoginNodeThoughTheServerWasKilledMeanwhile"),
                works(
                        "Ends that the scheduler brought about are told as such: memory, time limit and whose it was, cancelled by hand",
                        "SlurmWaitsTest#saysThatTheSchedulerEndedItAndWhy"),
                works(
                        "`sites check` runs a small job in each partition and says what works, what does not and why",
                        "SlurmWaitsTest#checksEachPartitionByAJobOfItsOwn"),
                works(
                        "Several nodes at a Slurm site: MPI, `generic`, and torchrun's variables; each process has the mounts of the job",
                        "SlurmParallelTest#runsAnMpiProgramOnTwoNodes",
                        "SlurmParallelTest#trainsOnTwoNodesByTheVariablesOfTorchrun",
                        "SlurmParallelTest#tellsAGenericProgramWhereItsNodesAreAndTakesItThere",
                        "SlurmParallelTest#aRankThatFailsFailsTheJob",
                        "SlurmParallelTest#saysBeforeItRunsThatThereAreNotSoManyNodes"),
                works(
                        "Arrays go past the largest index that the cluster takes; a partition that ends work too early is not chosen",
                        "SlurmParallelTest#countsPastTheLargestIndexThatTheClusterTakes",
                        "SlurmParallelTest#choosesAPartitionThatLetsItRunLongEnough"),
                notYet("Site accounts, `tombolo sbatch`, slurmrestd, faults of the cluster as tests", "not begun"),
                notYet("Slurm 24.11 and 26.05", "the same tests were not run on them"));
    }

    private static Chapter transfers() {
        return Chapter.of(
                "Data in and out",
                works(
                        "`http://`: a file comes whole or not at all, goes on after a break, begins again when it changed",
                        "WebTransfersTest#bringsAFileAndCountsItsBytes",
                        "WebTransfersTest#goesOnWhereTheConnectionBroke",
                        "WebTransfersTest#beginsAgainWhereTheServerDoesNotBeginInTheMiddle",
                        "WebTransfersTest#beginsAgainWhenTheFileChangedMeanwhile",
                        "WebTransfersTest#fetchesLargeFilesInPiecesSideBySide"),
                works(
                        "`s3://` in: objects and prefixes, checked, gone on with when the connection drops half way",
                        "S3TransfersTest#bringsAnObject",
                        "S3TransfersTest#bringsAllBelowAPrefix",
                        "S3TransfersTest#bringsAPrefixIntoTheVolumeItself",
                        "S3TransfersTest#goesOnWhenTheConnectionDropsHalfWay",
                        "S3TransfersTest#beginsAgainWhenTheObjectChangedMeanwhile",
                        "S3TransfersTest#noticesThatWhatCameIsNotWhatTheServerSaysItIs"),
                works(
                        "`s3://` out: files and folders, large ones in parts, though the server restarts in the middle",
                        "S3TransfersTest#takesAFileAndAFolder",
                        "S3TransfersTest#sendsLargeFilesInPartsAndGoesOnWhenTheConnectionDrops",
                        "S3TransfersTest#goesOnWhenTheServerIsRestartedInTheMiddleOfAnUpload",
                        "S3TransfersTest#whatAServerThatStaysAwayHasOfAnUploadIsTakenAwayWhenItIsThereAgain",
                        "S3TransfersTest#saysThatTheFileChangedWhileItWasSent"),
                works(
                        "`hf://`: a repository's files of one commit, included and excluded, checked",
                        "HubTransfersTest#bringsARepository",
                        "HubTransfersTest#bringsWhatIsIncludedAndNotExcluded",
                        "HubTransfersTest#noticesThatALargeFileIsNotWhatTheHubLists"),
                works(
                        "`ftp://`, with and without a password",
                        "FtpTransfersTest#bringsAFile",
                        "FtpTransfersTest#logsInWithASecret"),
                works(
                        "`cache`: once, changed, never, with its `cache-ttl`; damage is noticed",
                        "WebTransfersTest#needsNoSecondLookWithCacheOnce",
                        "WebTransfersTest#asksWhetherItChangedWithCacheChanged",
                        "WebTransfersTest#fetchesAgainWithCacheNever",
                        "WebTransfersTest#forgetsWhatIsOlderThanItsCacheTtl",
                        "WebTransfersTest#noticesThatTheCacheWasDamaged"),
                works(
                        "Another agent goes on with what one left half done",
                        "WebTransfersTest#anotherAgentGoesOnWithIt",
                        "S3TransfersTest#anotherAgentGoesOnWithAnUpload"),
                works(
                        "A secret stays with its host, and what it opened with its user",
                        "WebTransfersTest#carriesASecretToNoOtherHost",
                        "WebTransfersTest#sendsASecretOnlyToTrustedDomains",
                        "WebTransfersTest#keepsWhatASecretOpenedFromOthers",
                        "HubTransfersTest#showsTheTokenToTheHubAndNotToTheHostOfLargeFiles",
                        "S3TransfersTest#opensABucketWithASecretOfTypeS3"),
                works(
                        "One clear error, and nothing half left: not there, refused, nobody answers, timeout, stopped",
                        "WebTransfersTest#saysThatItIsNotThere",
                        "WebTransfersTest#saysThatASecretDidNotCome",
                        "WebTransfersTest#saysThatNobodyAnswersAfterAWhile",
                        "WebTransfersTest#givesUpAtItsTimeout",
                        "WebTransfersTest#stopsInTheMiddleWithoutATrace",
                        "WebTransfersTest#saysAtOnceThatTheVolumeIsTooSmall",
                        "S3TransfersTest#saysThatTheServerRefusesTheKeys",
                        "S3TransfersTest#saysThatThereIsNoSuchObjectOrBucket"));
    }

    private static Chapter volumes() {
        return Chapter.of(
                "Volumes",
                works(
                        "A volume with a `size` is held to it on btrfs with quotas; who is refused more is told which volume is full",
                        "SizedVolumeTest#holdsAPersistentVolumeToItsSizeAndTellsAJobThatItIsFull",
                        "SizedVolumeTest#whatIsBroughtIntoAVolumeOfARunAndDoesNotFitIsOneErrorAndLeavesNothing",
                        "SizedFoldersTest#saysWhyNothingIsHeldToASizeWhereTheFileSystemCannot"),
                works(
                        "`tombolo volumes`: create, list, size, remove; files are written into them, whole or not at all",
                        "VolumesTest#makesListsMeasuresAndRemovesAPersistentVolume"),
                works(
                        "`use: persistent` and `name` name a volume that is there; older references make it",
                        "VolumesTest#refusesAVolumeThatIsToBeThereAndIsNot",
                        "VolumesTest#makesTheVolumeOfAnOlderReferenceOnFirstUse"),
                works(
                        "Provisioners by name, annotations and policy",
                        "VolumesTest#choosesAProvisionerByNameAndAnnotations",
                        "VolumesTest#letsAProjectDoWhatThePolicyLetsIt"),
                works(
                        "A folder of the host is a volume (v1: `type: host`) where the site file lists it, and stays when the volume goes",
                        "VolumesTest#aFolderOfTheHostIsAVolumeWhereTheSiteFileListsIt",
                        "HostFoldersTest#leavesAFolderOfTheHostAsItIsWhenTheVolumeIsRemoved",
                        "HostFoldersTest#takesNoFolderThatIsNotListedThroughALinkNeither"),
                works(
                        "What does not fit into a volume is one clear error, for uploads, downloads and jobs, and leaves nothing behind",
                        "FullVolumeTest#anUploadThatDoesNotFitIntoItsVolumeIsOneErrorAndLeavesNothing",
                        "FullVolumeTest#aDownloadThatDoesNotFitIntoItsVolumeIsOneErrorAndLeavesNothing",
                        "FullVolumeTest#aJobIsToldThatItsVolumeIsFullAndTheNextOneHasRoomAgain"),
                works(
                        "Ten runs write to the same persistent volume at once",
                        "VolumesTest#letsTenRunsWriteToTheSamePersistentVolume"),
                notYet("`size` enforced", "needs project quotas of the file system; the agent says that it is not"));
    }

    private static Chapter blobs() {
        return Chapter.of(
                "Object store",
                works(
                        "An object is named by its digest, and read whole or in pieces",
                        "FolderBlobsTest#namesAnObjectByItsDigest",
                        "FolderBlobsTest#readsAPieceOfAnObject",
                        "FolderBlobsTest#refusesBytesThatAreNotWhatTheyShouldBe"),
                works(
                        "Nothing half is kept of a stream that breaks, or of a crash",
                        "FolderBlobsTest#keepsNothingOfAStreamThatBreaks",
                        "FolderBlobsTest#sweepsWhatACrashLeftLongAgo"),
                notYet("Objects in S3", "not part of the kernel"));
    }

    private static Chapter secrets() {
        return Chapter.of(
                "Secrets",
                works(
                        "Values of every type and scope are in no file, row, answer, output and command line, through crashes and failures",
                        "CanaryTest#findsAValueNowhereButWhereItIsNeeded"),
                works(
                        "Every type is read, and what is wrong with one is told without showing it",
                        "SecretValueTest#readsEveryTypeAndShowsNothingOfItsValue",
                        "SecretValueTest#saysWhatIsWrongWithoutShowingAValue",
                        "SecretsTest#saysWhatIsWrongWithoutShowingAValue"),
                works(
                        "A secret is for its scope: the user's runs, the project's, all; one-off secrets for their run",
                        "SecretsTest#aUsersSecretIsForHisRunsOnly",
                        "SecretsTest#aProjectsSecretIsForItsMembers",
                        "SecretsTest#theOrganizationsAndTheClustersAreForAll",
                        "SecretsTest#aSecretOfTheRunStandsForTheUsersOwnThere"),
                works(
                        "What is missing or of a wrong type is refused at the start, with place and remedy; what is removed later ends the attempt with that cause",
                        "SecretsTest#refusesATypeThatCannotServeThere",
                        "SecretsTest#anAttemptFailsWithItsCauseWhenTheSecretWasRemovedMeanwhile"),
                works(
                        "A new value counts from then on, and a repeated request changes nothing",
                        "SecretsTest#aNewValueCountsFromThenOnAndARepeatedRequestChangesNothing"),
                works(
                        "At rest a value is sealed with a key outside the database; a seal opens for its place and version only",
                        "StrongroomTest#keepsNoValueInClear",
                        "StrongroomTest#aSealOpensOnlyForItsPlaceItsVersionAndItsKey",
                        "SqliteJournalTest#keepsSealedValuesBesideTheRows",
                        "PostgresJournalTest#keepsSealedValuesBesideTheRows"),
                works(
                        "A key file that is missing, damaged or open to others is told, and no other key is drawn; keys are renewed",
                        "StrongroomTest#drawsTheKeyOnceAndOnlyItsOwnerMayReadIt",
                        "StrongroomTest#drawsNoOtherKeyWhileValuesAreSealedWithOneThatIsGone",
                        "StrongroomTest#tellsAKeyFileThatIsDamaged",
                        "StrongroomTest#sealsAllValuesWithAFreshKeyAndForgetsTheOneBefore"),
                works(
                        "A process gets a value in its environment, never by argument, script or order",
                        "SecretsOnAMachineTest#givesTheValueToTheProcessAndToNoFileButOne",
                        "SecretsOnAMachineTest#givesTheValueInAViewOfItsOwnToo",
                        "SecretsOnAMachineTest#doesNotPutTheValueIntoArguments",
                        "SecretsOnAMachineTest#anAgentThatComesAfterACrashHasTheValuesAndDeletesThem"),
                works(
                        "Output is masked, wherever it is cut, when it is shown and where it is kept",
                        "SecretsOnAMachineTest#coversTheValueInOutputWhereverItIsCut",
                        "SecretsOnAMachineTest#forgettingAtOnceLeavesNothingInTheKeptOutput",
                        "MaskTest#holdsBackWhatMayBeTheBeginningOfAValue",
                        "MaskTest#coversTheLinesOfALongValueAndItsBase64"),
                works(
                        "A value on the command line is refused with the reason",
                        "OneOffSecretsTest#refusesAValueOnTheCommandLineWithTheReason"));
    }

    private static Chapter api() {
        return Chapter.of(
                "HTTP API",
                works(
                        "JSON is read strictly on the server and leniently by clients",
                        "JsonTest#namesThePlaceOfWhatIsWrong",
                        "JsonTest#letsANewerServerSayMore"),
                works(
                        "A value in a path stays one segment of it",
                        "JsonTest#fillsPathsInAndKeepsStrangersInsideTheirPlace"),
                works(
                        "Every route is asked by everybody, about two projects: who may gets in and nobody else",
                        "GuardTest#letsInWhoMayAndNobodyElse",
                        "GuardTest#asksForATokenEverywhereButAtTheHealth",
                        "GuardTest#hidesAProjectFromOutsidersAsIfItWereNotThere",
                        "GuardTest#hidesARunFromAnotherProject"),
                works(
                        "Tokens expire and are revoked; secrets are in no log and no list",
                        "GuardTest#forgetsATokenThatIsRevokedOrExpired",
                        "GuardTest#keepsSecretsOutOfLogsAndLists"),
                works(
                        "The server does what its OpenAPI document says, route by route",
                        "OpenApiTest#hasEveryRouteAndNoOther",
                        "OpenApiTest#answersAsItSays",
                        "OpenApiTest#namesTheQueriesThatRoutesTake"),
                works(
                        "Whatever is sent, the answer is one clear problem",
                        "HostileTest#saysWhatIsWrongWithABody",
                        "HostileTest#tellsEveryProblemOfAWorkflowFileAtOnce",
                        "HostileTest#refusesPathsThatLeaveTheirPlace",
                        "HostileTest#answersWhatIsNoHttpAndOutlivesClientsThatBreakOff"),
                works(
                        "An object is kept only when it is what its digest says",
                        "HostileTest#keepsAnObjectOnlyWhenItIsWhatItsDigestSays"));
    }

    private static Chapter cli() {
        return Chapter.of(
                "Command line and server",
                works(
                        "`./tombolo` and `./dev` find a JDK 25 and Maven or say how to get them",
                        "ScriptsTest#prefersTheJdkThatIsNamedForIt",
                        "ScriptsTest#refusesANamedJdkThatIsTooOld",
                        "ScriptsTest#knowsAMavenThatIsTooOld"),
                works(
                        "The archive runs in a bare Debian without Java",
                        "DistTest#theMachineHasNoJava",
                        "DistTest#saysItsVersionWhereThereIsNoJava",
                        "DistTest#runsAWorkflowWhereThereIsNoJava"),
                works(
                        "A second server on the same folder is refused, with the first one's process id",
                        "org.tombolo.server.ServerTest#refusesASecondServerAndNamesTheFirst"),
                works(
                        "A state folder of a newer program is refused and left alone",
                        "org.tombolo.server.ServerTest#refusesAStateFolderOfANewerProgramAndTouchesNothing"),
                works(
                        "Every command has a page with examples; bad command lines are told with their remedy",
                        "CliTest#helpOfEveryCommandHasExamples",
                        "CliTest#namesTheRemedyForBadCommandLines"),
                works(
                        "Errors have exit codes, and are JSON for programs",
                        "CliTest#endsWithTheExitCodeOfAProblem",
                        "CliTest#writesErrorsAsJsonForPrograms"),
                works(
                        "`run` asks again with the same id when an answer is lost, and sends only what is missing",
                        "RunCommandTest#asksAgainWithTheSameIdWhenTheAnswerIsLost",
                        "RunCommandTest#sendsOnlyWhatIsMissing"),
                works(
                        "`run --detach` and Ctrl-C leave the run at work",
                        "RunCommandTest#leavesTheRunAtWorkWhenDetached",
                        "CommandLineTest#ctrlCLeavesTheRunAtWorkAndSaysHowToComeBack"),
                works(
                        "A live view has a line for each job, and goes on where a connection broke",
                        "FrameTest#showsALineForEachJob",
                        "RunWatchTest#goesOnBehindWhatItHasSeenWhenTheConnectionBreaks"),
                works(
                        "`logs` keeps output and errors apart, and goes on at the byte where a connection broke",
                        "LogsCommandTest#keepsOutputAndErrorsApart",
                        "LogsCommandTest#goesOnAtTheByteWhereTheConnectionBroke",
                        "LogsCommandTest#followsTheNextTry"),
                works(
                        "`cp` fetches files and folders of volumes, and is led nowhere else",
                        "CpCommandTest#copiesAFolderUnderItsName",
                        "CpCommandTest#refusesANameThatLeadsElsewhere",
                        "CpCommandTest#writesThroughNoLinkInTheTarget"),
                works(
                        "`cp` copies into and out of work that runs, as it sees its files; no link leads out of that, and"
                                + " nothing is there by half",
                        "InnerFilesTest#areReadAndWrittenWhereAProcessOfTheMachineSeesThem",
                        "InnerFilesTest#nothingIsLeftOfAFileThatBrokeOff",
                        "InnerFilesTest#aFullDiskIsOneErrorAndNothingIsLeft",
                        "InnerFilesTest#ofWorkThatHasEndedAreNotSeen",
                        "InnerFilesTest#noLinkLeadsOutOfAContainer",
                        "InnerFilesTest#aLinkThatTheWorkReplacesWhileItIsFollowedLeadsNowhereElse",
                        "InnerFilesTest#aProcessThatGaveUpRightsIsGivenNoneBack",
                        "InsideTest#copiesFilesAndFoldersOutOfAJobAndIntoIt"),
                works(
                        "`exec` runs a command inside of a job: its environment, files, limits; bytes and exit code pass,"
                                + " nothing is left behind",
                        "ExecTest#runsACommandInTheEnvironmentTheFolderAndTheLimitsOfTheJob",
                        "ExecTest#passesOnHowTheCommandEnded",
                        "ExecTest#passesAHundredMegabytesThroughACommandUnchanged",
                        "ExecTest#seesWhatTheJobSeesAndAsTheSameUser",
                        "ExecTest#leavesNothingRunningBehindACommand",
                        "ExecTest#aCommandEndsWithTheAgentAndTheJobGoesOn",
                        "ExecInContainerTest#runsInsideOfTheContainer",
                        "ExecInContainerTest#mayDoNoMoreThanTheJob",
                        "ExecTest#whatTheJobPutIntoItsEnvironmentRulesTheCommandAlone",
                        "InsideTest#passesBytesAndTheExitCodeBothWays",
                        "InsideTest#saysWhichTasksThereAreToEnter",
                        "InsideTest#aCommandEndsWithTheServerAndWithItsAsker"),
                works(
                        "`connect` opens a terminal inside of a job: resized with ours, Ctrl-C ends the command alone",
                        "ExecTest#givesATerminalThatIsResizedAndWhoseInterruptReachesTheCommandAlone",
                        "InsideTest#opensATerminalThatIsResizedWithOurs"),
                works(
                        "`show` draws the graph with times, exit codes, what was used and moved, and says what each job"
                                + " executes",
                        "GraphTextTest#drawsEachJobOnceBelowTheLastOfThoseThatItWaitsFor",
                        "RunPageTest#showsWhatAJobExecutesAndEachOfItsAttempts",
                        "RerunTest#showsTheGraphAndWhatEachAttemptExecuted"),
                works(
                        "`rerun` runs a run again, or what failed of it; what is unchanged keeps its results and says so",
                        "KernelTest#runsOnlyWhatFailedAndWhatWaitsForItAgainAndKeepsTheRest",
                        "KernelTest#runsWhatReadsAnotherMachinesFilesAgainUnlessItsAuthorSaysThatTheyStay",
                        "KernelTest#refusesToKeepResultsThatAreGone",
                        "RerunTest#runsWhatFailedAgainOnTheResultsOfTheRest",
                        "RerunTest#refusesWhatStillRuns"),
                works(
                        "bash, zsh and fish complete commands, options, runs and files",
                        "CompletionTest#completesCommandsOptionsRunsAndFilesInBash",
                        "CompletionShellsTest#completesCommandsOptionsRunsAndFilesInZsh",
                        "CompletionShellsTest#completesCommandsOptionsRunsAndFilesInFish",
                        "CompletionTest#tellsEveryShellOfEveryCommand"),
                works(
                        "A server is started in a session of its own and ended; the file of a dead one fools nobody",
                        "org.tombolo.cli.home.ServerTest#startsAServerInASessionOfItsOwnAndEndsIt",
                        "org.tombolo.cli.home.ServerTest#isNotFooledByTheFileOfADeadServer"),
                works(
                        "A token file that others can read is refused, and tokens are not sent in the clear",
                        "TokensTest#refusesAFileThatOthersCanReadAndDoesNotShowIt",
                        "CliTest#sendsNoTokenInTheClearToAnotherMachine"),
                works(
                        "The commands do as they say against a real server, also one that is restarted or killed",
                        "CommandLineTest#endsWithTheExitCodesThatItPromises",
                        "CommandLineTest#printsJsonThatCanBeReadForEveryCommand",
                        "CommandLineTest#copiesResultsHere",
                        "CommandLineTest#goesOnThroughARestartOfTheServer",
                        "CommandLineTest#goesOnWhenTheServerIsKilled",
                        "CommandLineTest#stopsAllWorkWhenToldTo"),
                works(
                        "The real server ends at every boundary of commit and call, and of its start: nothing is lost or"
                                + " doubled, counted by the processes",
                        "EveryBoundaryTest#losesAndDoublesNothingWhereverItEnds",
                        "EveryBoundaryTest#findsItsWorkAgainWhereverAStartEnds"),
                works(
                        "50 rounds of `kill -9` of the real server lose and double nothing, counted by the processes",
                        "KillRoundsTest#losesAndDoublesNothing"),
                works(
                        "A service whose port a stranger holds fails by its name",
                        "PortFaultsTest#failsByNameWhileAStrangerHoldsItAndSucceedsAfterwards"),
                works(
                        "What keeps a server from starting is said in one message, and nothing is touched",
                        "StartFaultsTest#aSecondServerNamesTheFirstOnesProcess",
                        "StartFaultsTest#aPortOfTheApiThatIsTakenIsNamed",
                        "StartFaultsTest#aDamagedJournalIsNamedWithTheRowAndTheRemedy"),
                works(
                        "A full disk or a database that is away makes the factory pause, and `status` says why; it goes"
                                + " on when there is room, or the database is back",
                        "DiskFaultsTest#pausesOnAFullDiskAndGoesOnWhenThereIsRoom",
                        "PostgresFactoryTest#pausesWhileItsDatabaseIsAwayAndGoesOnWhenItIsBack"),
                works(
                        "The server on PostgreSQL: killed, it loses and doubles nothing, and keeps the password to itself",
                        "PostgresFactoryTest#losesAndDoublesNothingWhenItIsKilled",
                        "PostgresFactoryTest#saysThatTheDatabaseIsAwayWhenItStarts"),
                works(
                        "Daemons of a script are gone with it",
                        "LeftoversTest#daemonsAreGoneWhenTheirScriptHasEnded",
                        "LeftoversTest#daemonsAreGoneWhenTheirRunWasStopped"));
    }

    private static Chapter examples() {
        return Chapter.of(
                "Examples",
                works(
                        "Everything that an example uploads is there",
                        "ExamplesTest#findsBesideEachExampleWhatItUploads"),
                works("Every example runs to its end", "DocsCommandsTest#everyCommandOfAPageWorks"),
                works(
                        "`containers`, a pipeline and a service in one image that was built here, runs as root and as an ordinary user",
                        "ImageBuildTest#theExampleWithContainersRuns"),
                works(
                        "A private image and data from and to a bucket in one workflow, all opened by secrets",
                        "PrivateImageAndBucketTest#aPrivateImageWorksOnDataOfABucketAndTheResultGoesBack"),
                works(
                        "`s3-in-and-out` runs against a real S3 server, opened by a secret",
                        "ExampleRunsTest#aFolderOfABucketComesInAndTheResultGoesBack"),
                works("A file of version v1 runs as it is", "ExampleRunsTest#aFileOfTheOlderFormatRunsAsItIs"),
                works(
                        "`mpi` compiles a program and runs it as several processes, with Open MPI and with MPICH",
                        "ExampleRunsTest#anMpiProgramIsCompiledAndItsProcessesAddUp"),
                works(
                        "`pytorch` lowers the held-out loss and goes on at its checkpoint; its last job fails otherwise",
                        "ExampleRunsTest#aNetIsTrainedByPyTorchAndGoesOnAtItsCheckpointWhenItWasBrokenOff"),
                works(
                        "`train-and-serve` lowers the held-out loss, serves and answers: its last job fails otherwise",
                        "DocsCommandsTest#everyCommandOfAPageWorks"));
    }

    private static Chapter sim() {
        return Chapter.of(
                "Simulation",
                works(
                        "1,000 seeds of hostile factories keep all invariants",
                        "SeedsTest#findsNothingInAHundredSeeds",
                        "SeedsTest#findsNothingInAThousandSeeds"),
                works(
                        "A crash at each boundary of commit, call and acknowledgement, once each, loses nothing",
                        "SeedsTest#losesNothingWhereverItIsKilled"),
                works(
                        "Every planted bug is found within 1,000 seeds",
                        "MutationsTest#areMoreThanTwenty",
                        "MutationsTest#changeTheKernelThatIsThere",
                        "MutationsTest#areFound"),
                works("A seed tells the same story in every JVM", "StoryTest#isTheSameInTwoFreshJvms"));
    }

    private static Chapter build() {
        return Chapter.of(
                "Build",
                works(
                        "A module uses only the modules that the map allows",
                        "BuildRulesTest#everyModuleUsesOnlyWhatTheMapAllows",
                        "RulesCatchTest#findsAnEdgeThatTheMapDoesNotAllow",
                        "RulesCatchTest#findsAModuleThatTheMapDoesNotHave"),
                works(
                        "No two packages use each other in a ring",
                        "BuildRulesTest#noPackagesUseEachOtherInARing",
                        "RulesCatchTest#findsARingOfPackages"),
                works(
                        "What must replay calls nothing that differs between runs",
                        "BuildRulesTest#whatMustReplayCallsNothingThatDiffersBetweenRuns",
                        "RulesCatchTest#findsACallThatDoesNotReplay"),
                works(
                        "Links in the documentation lead somewhere",
                        "PagesTest#everyLinkOfTheRepositoryLeadsSomewhere",
                        "PagesTest#namesALinkToAFileThatIsNotThereWithItsLine"),
                works(
                        "This page names only tests that exist",
                        "StatusTest#thePageOfTheRepositoryIsWhatItsTableAndItsTestsMakeOfIt",
                        "StatusTest#refusesIdsOfTestsThatAreNotThere"),
                works(
                        "The commands in the documentation are run, the README's first one among them",
                        "DocsCommandsTest#everyCommandOfAPageWorks"));
    }
}
