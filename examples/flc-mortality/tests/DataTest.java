import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The model's own tests, with nothing but a JDK: {@code java tests/DataTest.java}. They show that the tables are the ones
 * that the documented rules give, again and again. Writes JUnit XML; the exit code is 1 if a test fails.
 */
final class DataTest {
    private static final Path DATA = Path.of("data");
    private static final String HEADER = "id,sample_yr,age,sex,creatinine,kappa,lambda,mgus,dead5y";

    private interface Check {
        void run() throws Exception;
    }

    private final Map<String, Check> reproducibility = new TreeMap<>(Map.of(
            "tables have the digests that were recorded", DataTest::digests,
            "the split follows from each row's own hash", DataTest::split,
            "reading a table twice gives equal rows", DataTest::readTwice));
    private final Map<String, Check> others = new TreeMap<>(Map.of(
            "no person is in two tables", DataTest::noPersonTwice,
            "no column leaks the label", DataTest::noLeak,
            "out of time comes after training, and use after that", DataTest::inTime));

    public static void main(String[] arguments) throws IOException {
        System.exit(new DataTest().report(Path.of("tests/out/TEST-data.xml")) ? 0 : 1);
    }

    private boolean report(Path file) throws IOException {
        var cases = new StringBuilder();
        int failed = 0;
        for (var group : List.of(reproducibility, others)) {
            for (var test : group.entrySet()) {
                String failure = failure(test.getValue());
                failed += failure.isEmpty() ? 0 : 1;
                cases.append("  <testcase classname=\"DataTest\" name=\"").append(test.getKey()).append("\">\n");
                if (group == reproducibility) {
                    cases.append("    <properties><property name=\"tag\" value=\"reproducibility\"/></properties>\n");
                }
                cases.append(failure.isEmpty() ? "" : "    <failure message=\"" + escape(failure) + "\"/>\n");
                cases.append("  </testcase>\n");
            }
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"DataTest\" tests=\""
                + (reproducibility.size() + others.size()) + "\" failures=\"" + failed + "\">\n" + cases + "</testsuite>\n");
        return failed == 0;
    }

    private static String failure(Check check) {
        try {
            check.run();
            return "";
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private static void digests() throws Exception {
        String counts = Files.readString(DATA.resolve("counts.json"));
        for (String table : List.of("train", "validation", "out-of-time", "live")) {
            String digest = sha256(Files.readAllBytes(DATA.resolve(table + ".csv")));
            require(counts.contains(digest), table + ".csv has digest " + digest + ", which counts.json does not have");
        }
    }

    private static void split() throws Exception {
        for (String table : List.of("train", "validation")) {
            for (String row : rows(table)) {
                long bucket = Long.parseLong(sha256(row.getBytes(StandardCharsets.UTF_8)).substring(0, 8), 16) % 100;
                require((bucket < 75) == table.equals("train"), "row " + row + " of " + table + " falls into bucket " + bucket);
            }
        }
    }

    private static void readTwice() throws Exception {
        require(rows("train").equals(rows("train")), "train.csv changes while it is read");
    }

    private static void noPersonTwice() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String table : List.of("train", "validation", "out-of-time", "live")) {
            for (String row : rows(table)) {
                require(seen.add(row.substring(0, row.indexOf(','))), "person " + row + " is there twice");
            }
        }
    }

    private static void noLeak() throws Exception {
        for (String table : List.of("train", "validation", "out-of-time", "live")) {
            String header = Files.readAllLines(DATA.resolve(table + ".csv")).get(0);
            require(header.equals(HEADER), table + ".csv has the columns " + header);
        }
    }

    private static void inTime() throws Exception {
        Map<String, int[]> years = Map.of(
                "train", new int[] {1995, 1997}, "validation", new int[] {1995, 1997},
                "out-of-time", new int[] {1998, 1999}, "live", new int[] {2000, 2003});
        for (var table : years.entrySet()) {
            for (String row : rows(table.getKey())) {
                int year = Integer.parseInt(row.split(",")[1]);
                require(year >= table.getValue()[0] && year <= table.getValue()[1], row + " is not of " + table.getKey());
            }
        }
    }

    private static List<String> rows(String table) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(DATA.resolve(table + ".csv")));
        lines.remove(0);
        return lines;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
