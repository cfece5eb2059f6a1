// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.Attack.files;
import static io.github.gxpml.evidence.Attack.resealed;
import static io.github.gxpml.evidence.Mutations.BASE;
import static io.github.gxpml.evidence.Mutations.edited;
import static io.github.gxpml.evidence.Mutations.with;
import static io.github.gxpml.evidence.Mutations.without;

import io.github.gxpml.evidence.SealPredicate.Stamping;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seals of other keys, seals that claim something else, and broken chains. */
final class SealAttacks {
    private static final String EARLIER = "earlier.zip";
    private static final String VERDICTS = BASE + "data/verdicts.json";
    private static final String FIRST_SEAL = BASE + "data/seals/1-manifest-sha256.txt";

    private SealAttacks() {}

    static List<Attack> all() {
        return List.of(
                files(
                        "wrong-key",
                        "signature",
                        "signed by key *, which is not trusted here: pass --key FILE with its public key"
                                + " to gxp verify, or put that file into GXP_HOME/trusted",
                        (good, files) -> Mutations.resealed(GoodRelease.STRANGER, nicer(files), seal -> seal)),
                files(
                        "forged-seal",
                        "signature",
                        "the signature is not that of key * for this statement",
                        (good, files) -> Mutations.resealed(new Pretender(), nicer(files), seal -> seal)),
                files(
                        "another-key-in-the-seal",
                        "signature",
                        "the seal holds another public key than it is signed with",
                        (good, files) -> Mutations.resealed(GoodRelease.MACHINE, files, SealAttacks::strangersKey)),
                files(
                        "removed-time-stamp",
                        "time-stamp",
                        "seal.tsr is missing: the seal was to be stamped by https://tsa.example.org/",
                        (good, files) -> Mutations.resealed(GoodRelease.MACHINE, files, SealAttacks::stamped)),
                resealed(
                        "renumbered-run",
                        "seal",
                        "the seal's run is 7, the bundle's is 8; the folder in the zip is called flc-mortality-7, but it"
                                + " holds flc-mortality-8",
                        (good, files) -> edited(files, BASE + "data/bundle.json", "\"run\" : 7", "\"run\" : 8")),
                resealed(
                        "broken-seal-chain",
                        "seal-chain",
                        "the manifest of seal 1 is missing; there are manifests of 0 earlier seals, there should be 1",
                        (good, files) -> without(files, FIRST_SEAL)),
                resealed(
                        "exchanged-seal",
                        "seal-chain",
                        "the bundle does not name the seal before it",
                        (good, files) -> with(files, FIRST_SEAL, Mutations.text(good.earlierFiles(), FIRST_SEAL))),
                new Attack(
                        "broken-chain-to-previous-release",
                        "previous-run",
                        "the run before is named by the digest *, which is no seal in earlier.zip",
                        SealAttacks::anotherRunBefore),
                new Attack(
                        "skipped-release",
                        "previous-run",
                        "earlier.zip holds flc-mortality-5, the run before flc-mortality-7 is flc-mortality-6",
                        SealAttacks::skipped),
                new Attack(
                        "spoiled-previous-release",
                        "previous-run",
                        "earlier.zip does not hold itself: bagit: *; manifest: data/report.html is missing; *",
                        SealAttacks::spoiledRunBefore));
    }

    private static Map<String, byte[]> nicer(Map<String, byte[]> files) {
        return edited(files, VERDICTS, "\"value\" : 0.86", "\"value\" : 0.96");
    }

    private static SealPredicate strangersKey(SealPredicate seal) {
        return claiming(seal, seal.timeStamp(), GoodRelease.STRANGER.publicKeyPem());
    }

    private static SealPredicate stamped(SealPredicate seal) {
        return claiming(seal, Optional.of(new Stamping("https://tsa.example.org/", true)), seal.publicKey());
    }

    private static SealPredicate claiming(SealPredicate seal, Optional<Stamping> stamping, String publicKey) {
        return new SealPredicate(
                seal.model(),
                seal.run(),
                seal.seal(),
                seal.files(),
                seal.sealedAt(),
                seal.previousSeal(),
                seal.previousRun(),
                seal.auditEvents(),
                seal.auditLast(),
                stamping,
                publicKey);
    }

    /** Run 7 follows from another run 6 than the one that is shown. */
    private static void anotherRunBefore(GoodRelease good, Path folder) throws IOException {
        Path work = good.run.folder.resolve("another");
        GoodRelease other = good.following(work, Optional.of(Sha256.of("another run 6")));
        Files.copy(other.run.zip(), folder.resolve(Attack.BUNDLE));
    }

    /** Run 7 says that it follows from run 5, which is what is shown. */
    private static void skipped(GoodRelease good, Path folder) throws IOException {
        Path work = Files.createDirectories(good.run.folder.resolve("another"));
        SomeRun older = SomeRun.create(work, GoodRelease.MACHINE, 5);
        Seal last = older.seal();
        GoodRelease other = good.following(work, Optional.of(last.manifestSha256()));
        Files.copy(older.zip(), folder.resolve(EARLIER));
        Files.copy(other.run.zip(), folder.resolve(Attack.BUNDLE));
    }

    private static void spoiledRunBefore(GoodRelease good, Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(Zips.read(good.earlier.zip()));
        files.remove("flc-mortality-6/data/report.html");
        Zips.write(folder.resolve(EARLIER), files);
        Files.write(folder.resolve(Attack.BUNDLE), good.zip());
    }

    /** Signs with a key of its own and names that of the machine. */
    private static final class Pretender implements Signer {
        @Override
        public String keyId() {
            return GoodRelease.MACHINE.keyId();
        }

        @Override
        public String publicKeyPem() {
            return GoodRelease.MACHINE.publicKeyPem();
        }

        @Override
        public byte[] sign(byte[] bytes) throws IOException {
            return GoodRelease.STRANGER.sign(bytes);
        }
    }
}
