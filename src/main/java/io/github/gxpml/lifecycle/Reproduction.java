// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.Reproduces;
import io.github.gxpml.evidence.SealedBundle;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Repeats the training of a sealed bundle, later or elsewhere, from the bundle alone: the commit, the data by its
 * digests, the spec as it was run. Works in a folder of its own and changes nothing outside of it but the evidence
 * store, where its own sealed bundle goes.
 */
public final class Reproduction {
    private static final String SPEC = "spec/gxp.yaml";
    private static final String SCORES = "reproducibility/scores-";

    private final Request request;
    private final First first;
    private final Spec spec;
    private final FirstFiles files;
    private final List<String> notes;

    private Reproduction(Request request, First first, Spec spec, List<Path> places, List<String> notes) {
        this.files = new FirstFiles(List.copyOf(places));
        this.request = request;
        this.first = first;
        this.spec = spec;
        this.notes = notes;
    }

    /**
     * What to repeat, and where.
     *
     * @param bundle the zip, or the folder that it was unzipped to
     * @param manifestSha256 digest of its manifest as it was verified
     * @param repository folder or address of the repository; absent to look in those of the bundle and of this process
     * @param data folders to search for data
     * @param work an empty folder
     * @param store where the sealed result goes
     */
    public record Request(
            Path bundle, String manifestSha256, Optional<String> repository, List<Path> data, Path work, Path store) {
        /** Copies the folders, and makes every path absolute. */
        public Request {
            bundle = bundle.toAbsolutePath().normalize();
            data = List.copyOf(data);
            work = work.toAbsolutePath().normalize();
            store = store.toAbsolutePath().normalize();
        }
    }

    /**
     * What came out.
     *
     * @param model name of the model
     * @param run number of the run that was repeated
     * @param result the gate on the class, as judged
     * @param document both trainings and their comparison
     * @param notes what people should know
     * @param bundle the sealed result
     * @param bundleSha256 its digest
     */
    public record Result(
            String model,
            int run,
            GateResult result,
            ReproducibilityDocument document,
            List<String> notes,
            Path bundle,
            String bundleSha256) {
        /** Copies the notes. */
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What the bundle says of the first run.
     *
     * @param bundle what it is
     * @param lineage what came from what
     * @param document its trainings
     * @param scores how its predictions were distributed, by name of the file
     */
    record First(
            BundleDocument bundle,
            LineageDocument lineage,
            ReproducibilityDocument document,
            Map<String, byte[]> scores) {
        static First read(SealedBundle sealed) throws StageException, IOException {
            if (!sealed.names().contains(Run.REPRODUCIBILITY)) {
                throw new StageException("the bundle records no training that could be repeated");
            }
            BundleDocument bundle = sealed.document("bundle.json", BundleDocument.class);
            if (bundle.reproduces().isPresent()) {
                throw new StageException(
                        "the bundle is itself a repetition of run " + bundle.run() + ": give the bundle of that run");
            }
            var scores = new TreeMap<String, byte[]>();
            for (String name : sealed.names()) {
                if (name.startsWith(SCORES)) {
                    scores.put(name, sealed.read(name));
                }
            }
            return new First(
                    bundle,
                    sealed.document(Run.LINEAGE, LineageDocument.class),
                    sealed.document(Run.REPRODUCIBILITY, ReproducibilityDocument.class),
                    scores);
        }
    }

    /**
     * Finds code and data and lays them out.
     *
     * @param request what to repeat
     * @return what is ready to be trained again
     * @throws UndecidedException if the commit or a table is not to be found
     * @throws StageException if the bundle cannot be repeated at all
     * @throws IOException if a file cannot be read or written
     */
    public static Reproduction prepare(Request request) throws StageException, IOException {
        try (SealedBundle sealed = SealedBundle.open(request.bundle(), request.manifestSha256())) {
            First first = First.read(sealed);
            byte[] text = sealed.read(SPEC);
            Spec named = SpecLoader.parse(text, SPEC);
            List<Path> around = around(request, named);
            var source = new CleanCheckout.Source(request.repository(), around, request.work());
            CleanCheckout checkout = CleanCheckout.of(
                    first.lineage(), text, source, named.train().with() == TrainSpec.With.PROCESS);
            var places = new ArrayList<Path>();
            places.add(checkout.spec().getParent());
            checkout.original().ifPresent(places::add);
            places.addAll(around);
            Map<String, Path> data =
                    new DataFinder(places, request.data()).find(first.lineage().tables());
            Spec spec = laidOut(SpecLoader.load(checkout.spec()), checkout.folder(), data);
            return new Reproduction(request, first, spec, places, checkout.notes());
        } catch (SpecException e) {
            throw new StageException("the spec of the bundle cannot be read by this version: " + e.getMessage(), e);
        }
    }

    /** Where the spec was run, if the bundle still lies in its evidence store; the bundle's own folder; and here. */
    private static List<Path> around(Request request, Spec spec) {
        var around = new ArrayList<Path>();
        Path folder = request.bundle().getParent();
        Path store = Path.of(spec.evidence().store()).normalize();
        if (folder != null && !store.isAbsolute() && folder.endsWith(store)) {
            Path root = folder;
            for (int i = 0; i < store.getNameCount() && root != null; i++) {
                root = root.getParent();
            }
            Optional.ofNullable(root).ifPresent(around::add);
        }
        Optional.ofNullable(folder).ifPresent(around::add);
        around.add(Path.of("").toAbsolutePath());
        return around;
    }

    /** Copies data to where the spec looks for it; data that the spec looks for outside is read where it was found. */
    private static Spec laidOut(Spec spec, Path checkout, Map<String, Path> found) throws IOException {
        Map<String, TableSpec> tables = new LinkedHashMap<>();
        for (Map.Entry<String, TableSpec> table : spec.data().tables().entrySet()) {
            Path wanted = spec.resolve(table.getValue().path());
            Path file = found.get(table.getKey());
            boolean inside = wanted.startsWith(checkout.toRealPath());
            if (inside && !wanted.equals(file)) {
                Files.createDirectories(wanted.getParent());
                Files.copy(file, wanted, StandardCopyOption.REPLACE_EXISTING);
            }
            String path =
                    inside ? table.getValue().path() : file.toAbsolutePath().toString();
            tables.put(
                    table.getKey(),
                    new TableSpec(
                            path, table.getValue().format(), table.getValue().sha256()));
        }
        return spec.withData(spec.data().withTables(tables));
    }

    /**
     * Returns the spec as it will be run, for a host to wire its ports.
     *
     * @return the spec of the bundle in the clean folder
     */
    public Spec spec() {
        return spec;
    }

    /**
     * Trains again, compares with the first training and seals the result.
     *
     * @param ports the outside
     * @param startedBy who calls, as the host knows it
     * @param listener told how it gets on
     * @return what came out
     * @throws StageException if it could not be carried out; the evidence until then is sealed
     * @throws IOException if evidence could not be kept
     * @throws InterruptedException if the thread was interrupted; the evidence until then is sealed
     */
    public Result carryOut(Ports ports, String startedBy, RunListener listener)
            throws StageException, IOException, InterruptedException {
        Optional<String> zip =
                Files.isRegularFile(request.bundle()) ? Optional.of(Sha256.of(request.bundle())) : Optional.empty();
        int number = next(first.bundle().identifier());
        var link = new NewRun.Origin(first.bundle().run(), new Reproduces(number, request.manifestSha256(), zip));
        Files.createDirectories(request.store());
        var workspace = new Workspace(
                request.work().resolve("run"), request.store(), spec.model().name());
        try (Run run = NewRun.repeat(spec, ports, workspace, startedBy, link)) {
            for (Map.Entry<String, byte[]> scores : first.scores().entrySet()) {
                run.bag().put(scores.getKey(), scores.getValue());
            }
            StageOutcome outcome = new StageRunner(listener, List.of(ReproduceStage.NAME))
                    .carryOut(run, new ReproduceStage(first, files, notes), true);
            GateResult result = outcome.gates().get(0);
            return new Result(
                    spec.model().name(),
                    link.run(),
                    Judge.judge(result.gate(), result.metric()),
                    Json.read(run.bag().read(Run.REPRODUCIBILITY), ReproducibilityDocument.class),
                    outcome.notes(),
                    run.bundle(),
                    Sha256.of(run.bundle()));
        }
    }

    private int next(String identifier) {
        int number = 1;
        while (Files.exists(request.store().resolve(identifier + "-reproduced-" + number + ".zip"))) {
            number++;
        }
        return number;
    }
}
