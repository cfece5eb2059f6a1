// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Meaning;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Vote;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Run 7, sealed, approved and sealed again, and run 6 before it. Within one process every one that is made is the same
 * to the byte, so that an attack on a fresh one differs from the good one in its own step alone. The keys are nowhere
 * but in memory.
 */
final class GoodRelease {
    static final SomeSigner MACHINE = SomeSigner.create();
    static final SomeSigner ALICE = SomeSigner.create();
    static final SomeSigner STRANGER = SomeSigner.create();

    final SomeRun run;
    final SomeRun earlier;

    private GoodRelease(SomeRun earlier, SomeRun run) {
        this.earlier = earlier;
        this.run = run;
    }

    static GoodRelease create(Path folder) throws IOException {
        Files.createDirectories(folder);
        SomeRun earlier = SomeRun.create(folder, MACHINE, 6);
        Seal last = release(earlier);
        return following(folder, earlier, Optional.of(last.manifestSha256()));
    }

    /** Makes run 7 anew, which then says that it follows from another run 6. */
    GoodRelease following(Path folder, Optional<String> previous) throws IOException {
        return following(Files.createDirectories(folder), earlier, previous);
    }

    private static GoodRelease following(Path folder, SomeRun earlier, Optional<String> previous) throws IOException {
        SomeRun run = SomeRun.create(folder, MACHINE, 7, previous);
        release(run);
        return new GoodRelease(earlier, run);
    }

    private static Seal release(SomeRun run) throws IOException {
        run.seal(State.PENDING);
        sign(run, ALICE, Meaning.APPROVED, SomeRun.CLOCK.instant());
        return run.seal();
    }

    /** Signs what was sealed last; it is not sealed again. */
    static void sign(SomeRun run, Signer signer, Meaning meaning, Instant at) throws IOException {
        var person = new Person("Alice Example", "alice@example.org", "quality", "password of the key file");
        Approvals.add(run.bag, Approvals.see(run.bag), person, new Vote(meaning, "seen", at, "Europe/Vienna"), signer);
    }

    /** Returns the files of run 7 by their names in the zip. */
    Map<String, byte[]> files() throws IOException {
        return Zips.read(run.zip());
    }

    /** Returns the files of run 6 under the names that they would have in run 7. */
    Map<String, byte[]> earlierFiles() throws IOException {
        var files = new java.util.LinkedHashMap<String, byte[]>();
        Zips.read(earlier.zip()).forEach((name, bytes) -> files.put(name.replace("-6/", "-7/"), bytes));
        return files;
    }

    byte[] zip() throws IOException {
        return Files.readAllBytes(run.zip());
    }
}
