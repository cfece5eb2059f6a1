// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.local.HttpTimeStamper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals stamped over HTTP by an authority that is real, and by some that are not. */
class TimeStampTest {
    private static final SomeCa ROOT = SomeCa.root("Time Root");

    @TempDir
    Path folder;

    @Test
    void shouldProveWhenASealWasMade() throws IOException {
        try (SomeTimeStampAuthority authority = authority()) {
            SomeRun run = SomeRun.create(folder);
            seal(run, authority, true);

            VerificationReport report = verify(run, ROOT);

            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(message(report, "time-stamp"))
                    .isEqualTo("the seal existed at 2026-11-23T05:00:01Z, as CN=Time says; whether its certificate was"
                            + " revoked is not checked");
        }
    }

    @Test
    void shouldNotIgnoreAStampThatItCannotCheck() throws IOException {
        try (SomeTimeStampAuthority authority = authority()) {
            SomeRun run = SomeRun.create(folder);
            seal(run, authority, false);

            assertThat(problem(run.verify(), "time-stamp"))
                    .contains("no root of a time-stamp authority is trusted here: pass --timestamp-root FILE");
            assertThat(problem(verify(run, SomeCa.root("Other")), "time-stamp"))
                    .isEqualTo("the certificate of the time-stamp authority CN=Time does not lead to a root that is"
                            + " trusted for time stamps here");
        }
    }

    @Test
    void shouldNoticeAChangedMissingOrBorrowedStamp() throws IOException {
        try (SomeTimeStampAuthority authority = authority()) {
            SomeRun run = SomeRun.create(folder);
            seal(run, authority, true);
            Map<String, byte[]> good = Zips.read(run.zip());
            byte[] stamp = good.get(Mutations.BASE + "seal.tsr");
            String said = message(verify(run, ROOT), "time-stamp");
            int refused = 0;
            int tried = 0;
            for (int at = 0; at < stamp.length; at += 13) {
                byte[] changed = stamp.clone();
                changed[at] ^= 1;
                VerificationReport report = mutated(run, good, changed);
                tried++;
                refused += report.ok() ? 0 : 1;
                // the token's version and the copy of the root in it are not signed; nothing that it says hangs on them
                assertThat(report.ok() && !message(report, "time-stamp").equals(said))
                        .as("byte " + at)
                        .isFalse();
            }
            assertThat(refused).isGreaterThan(tried / 2).isLessThanOrEqualTo(tried);
            assertThat(problem(mutated(run, good, Arrays.copyOf(stamp, stamp.length + 1)), "time-stamp"))
                    .contains("the time stamp");
            assertThat(problem(mutated(run, good, null), "time-stamp"))
                    .isEqualTo("seal.tsr is missing: the seal was to be stamped by " + authority.address());

            SomeRun other = SomeRun.create(folder.resolve("other"), run.signer, 7);
            other.log("another.event");
            seal(other, authority, true);
            byte[] borrowed = Zips.read(other.zip()).get(Mutations.BASE + "seal.tsr");
            assertThat(problem(mutated(run, good, borrowed), "time-stamp"))
                    .isEqualTo("the time stamp is about something else than this seal's signature");
        }
    }

    @Test
    void shouldNoticeAStampThatNobodyAskedFor() throws IOException {
        try (SomeTimeStampAuthority authority = authority()) {
            SomeRun run = SomeRun.create(folder);
            run.seal();
            byte[] signature = Dsse.read(Files.readAllBytes(run.bag.folder().resolve("seal.dsse.json")))
                    .signature();
            byte[] stamp =
                    TimeStamp.kept(new HttpTimeStamper(authority.address(), Duration.ofSeconds(20)).stamp(signature));

            VerificationReport report = mutated(run, Zips.read(run.zip()), stamp);

            assertThat(problem(report, "time-stamp")).contains("the seal asks for no time stamp");
        }
    }

    @Test
    void shouldNotSealWithoutAStampThatIsRequired() throws IOException {
        try (SomeTimeStampAuthority authority = authority()) {
            SomeRun run = SomeRun.create(folder);
            authority.answersWith(503, bytes -> bytes);

            assertThatThrownBy(() -> seal(run, authority, true))
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("could not be sealed")
                    .hasMessageContaining("answered HTTP 503");
            assertThat(run.zip()).doesNotExist();
        }
    }

    @Test
    void shouldSayThatAStampIsMissing() throws IOException {
        SomeTimeStampAuthority authority = authority();
        SomeRun run = SomeRun.create(folder);
        seal(run, authority, false);
        assertThat(run.bag.folder().resolve("seal.tsr")).exists();
        authority.close();

        Seal seal = seal(run, authority, false);

        assertThat(seal.notStamped().orElseThrow()).contains("cannot be reached");
        assertThat(run.bag.folder().resolve("seal.tsr")).doesNotExist();
        VerificationReport report = run.verify();
        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(message(report, "time-stamp"))
                .isEqualTo("there is none: the authority was asked and gave none; the time 2026-11-23T05:00:00.123456Z"
                        + " is unproven");
    }

    @Test
    void shouldRefuseAnswersToAnotherQuestion() throws IOException {
        try (SomeTimeStampAuthority authority = authority()) {
            SomeRun run = SomeRun.create(folder);
            byte[] old = new HttpTimeStamper(authority.address(), Duration.ofSeconds(20)).stamp(new byte[] {1});

            authority.answersWith(200, bytes -> old);
            assertThatThrownBy(() -> seal(run, authority, true))
                    .hasMessageContaining("is no time stamp of this request");
            authority.answersWith(200, bytes -> new byte[2 << 20]);
            assertThatThrownBy(() -> seal(run, authority, true)).hasMessageContaining("answered more than 1 MiB");
            authority.answersWith(200, bytes -> "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThatThrownBy(() -> seal(run, authority, true))
                    .hasMessageContaining("is no time stamp of this request");
        }
    }

    @Test
    void shouldRefuseAnAuthorityWhoseCertificateIsNotForTimeStamps() throws IOException {
        var clock = SomeRun.CLOCK.instant().plusSeconds(1);
        SomeRun run = SomeRun.create(folder);
        byte[] query = query(run);
        try (var authority =
                SomeTimeStampAuthority.start(ROOT, SomeCa.Use.TIME_STAMPS, () -> SomeCa.UNTIL.plusSeconds(1))) {
            byte[] late = TimeStamp.kept(authority.stamp(query));
            assertThatThrownBy(() -> TimeStamp.check(late, new byte[] {1}))
                    .hasMessageContaining("certificate not valid");
        }
        assertThatThrownBy(() -> SomeTimeStampAuthority.start(ROOT, SomeCa.Use.SERVER, () -> clock)
                        .stamp(query))
                .as("the library that plays the authority refuses such a certificate itself")
                .hasMessageContaining("no time stamp");
    }

    private static byte[] query(SomeRun run) throws IOException {
        var generator = new org.bouncycastle.tsp.TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator
                .generate(
                        org.bouncycastle.tsp.TSPAlgorithms.SHA256,
                        io.github.gxpml.io.Sha256.digest().digest(new byte[] {1}))
                .getEncoded();
    }

    private static SomeTimeStampAuthority authority() throws IOException {
        return SomeTimeStampAuthority.start(ROOT, () -> SomeRun.CLOCK.instant().plusSeconds(1));
    }

    private Seal seal(SomeRun run, SomeTimeStampAuthority authority, boolean required) throws IOException {
        var stamper = new HttpTimeStamper(authority.address(), Duration.ofSeconds(20));
        TrustStore roots = TrustStore.of().withTimeStampRoots(List.of(ROOT.pemIn(folder.resolve("roots"))));
        var stamping = new SealedBy.Stamping(stamper, required ? roots : TrustStore.of(), required);
        TraceFiles.write(run.bag, SomeRun.document(run.number, State.COMPLETE));
        return Sealer.seal(
                run.bag,
                SomeRun.document(run.number, State.COMPLETE),
                run.zip(),
                new SealedBy(run.signer, Optional.of(stamping)),
                SomeRun.CLOCK);
    }

    private VerificationReport verify(SomeRun run, SomeCa root) throws IOException {
        return verify(run, run.zip(), root);
    }

    private VerificationReport verify(SomeRun run, Path zip, SomeCa root) throws IOException {
        TrustStore trust = run.trust().withTimeStampRoots(List.of(root.pemIn(folder.resolve("trusted"))));
        return BundleVerifier.verify(zip, trust, BundleVerifier.Options.defaults());
    }

    private VerificationReport mutated(SomeRun run, Map<String, byte[]> good, byte[] stamp) throws IOException {
        Map<String, byte[]> bad = new LinkedHashMap<>(good);
        if (stamp == null) {
            bad.remove(Mutations.BASE + "seal.tsr");
        } else {
            bad.put(Mutations.BASE + "seal.tsr", stamp);
        }
        Path zip = folder.resolve("bad/" + run.zip().getFileName());
        Files.createDirectories(zip.getParent());
        Files.deleteIfExists(zip);
        return verify(run, Zips.write(zip, bad), ROOT);
    }

    private static String message(VerificationReport report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .map(Check::message)
                .findFirst()
                .orElseThrow();
    }
}
