// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.lineage.SourceRecord.State;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares tables with the sources that a spec declares: pointers here, the rest by asking whoever is reached. */
public final class Sources {
    private Sources() {}

    /**
     * Reads what the declared sources say.
     *
     * @param spec the spec
     * @param digests SHA-256 of the file by table name, of the tables that are asked about
     * @param outside systems that are asked; {@link DataSources#NONE} for none
     * @return one record for each of them that declares a source, in the order of the spec
     */
    public static List<SourceRecord> of(Spec spec, Map<String, String> digests, DataSources outside) {
        List<SourceRecord> records = new ArrayList<>();
        spec.data().tables().forEach((name, table) -> {
            if (digests.containsKey(name)) {
                table.source()
                        .ifPresent(source -> records.add(
                                source.kind().checked()
                                        ? record(spec, name, table, source, digests.get(name))
                                        : asked(outside, name, source, spec.resolve(table.path()), digests.get(name))));
            }
        });
        return List.copyOf(records);
    }

    private static SourceRecord record(Spec spec, String name, TableSpec table, TableSource source, String sha256) {
        Path file = spec.resolve(table.path());
        try {
            return switch (source.kind()) {
                case DVC -> dvc(spec, name, table, source);
                case GIT_LFS -> {
                    String oid = LfsPointer.read(file).oid();
                    String note = oid.equals(sha256) ? "" : "the file has sha256:" + sha256;
                    yield compared(name, source, oid.equals(sha256), "sha256:" + oid, note);
                }
                default -> record(name, source, State.DECLARED, Optional.empty(), "");
            };
        } catch (IOException e) {
            return record(name, source, State.UNREADABLE, Optional.empty(), e.getMessage());
        }
    }

    private static SourceRecord asked(DataSources outside, String name, TableSource source, Path file, String sha256) {
        try {
            return outside.ask(source, file, sha256)
                    .map(answer -> new SourceRecord(
                            name,
                            source.kind().key(),
                            source.details(),
                            state(answer),
                            answer.digest(),
                            answer.note(),
                            answer.found()))
                    .orElseGet(() -> record(name, source, State.DECLARED, Optional.empty(), ""));
        } catch (IOException e) {
            return record(name, source, State.UNREADABLE, Optional.empty(), e.getMessage());
        }
    }

    private static State state(DataSources.Answer answer) {
        return answer.matches()
                .map(same -> same ? State.MATCHES : State.DIFFERS)
                .orElse(State.CONFIRMED);
    }

    private static SourceRecord dvc(Spec spec, String name, TableSpec table, TableSource source) throws IOException {
        Path file = spec.resolve(table.path());
        String declared = source.details().getOrDefault("file", table.path() + ".dvc");
        DvcFile.Tracked tracked = DvcFile.read(spec.resolve(declared), declared, file);
        Optional<String> found = tracked.differs(file);
        return compared(name, source, found.isEmpty(), "md5:" + tracked.md5(), found.orElse(""));
    }

    private static SourceRecord compared(String table, TableSource source, boolean same, String digest, String note) {
        return record(table, source, same ? State.MATCHES : State.DIFFERS, Optional.of(digest), note);
    }

    private static SourceRecord record(
            String table, TableSource source, State state, Optional<String> digest, String note) {
        return new SourceRecord(table, source.kind().key(), source.details(), state, digest, note);
    }
}
