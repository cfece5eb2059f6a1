// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is to be told of the time stamp of a bag's last seal, which is made after the seal and so cannot be in it. */
final class SealStamp {
    private static final String WHO = "gxp-engine";

    private SealStamp() {}

    static Optional<AuditEvent> event(Bag bag, Instant now) throws EvidenceException {
        Path seal = bag.folder().resolve(BagLayout.SIGNATURE);
        Path stamp = bag.folder().resolve(BagLayout.TIME_STAMP);
        if (!Files.exists(seal)) {
            return Optional.empty();
        }
        try {
            Dsse.Envelope envelope = Dsse.read(Files.readAllBytes(seal));
            SealPredicate said = envelope.statement().predicate(SealPredicate.class);
            if (said.timeStamp().isEmpty()) {
                return Optional.empty();
            }
            String authority = said.timeStamp().get().authority();
            if (!Files.exists(stamp)) {
                return Optional.of(new AuditEvent(
                        0,
                        now,
                        AuditEvent.SYSTEM,
                        "seal.not-stamped",
                        WHO,
                        Map.of("seal", said.seal(), "authority", authority),
                        ""));
            }
            TimeStamp told = TimeStamp.check(Files.readAllBytes(stamp), envelope.signature());
            return Optional.of(new AuditEvent(
                    0,
                    told.at(),
                    authority,
                    "seal.stamped",
                    told.authority(),
                    Map.of("seal", said.seal(), "old", said.sealedAt().toString(), "new", told.at().toString()),
                    ""));
        } catch (IOException e) {
            throw new EvidenceException("the last seal's time stamp cannot be read: " + EvidenceException.reason(e), e);
        }
    }
}
