// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.nio.file.Path;

public final class SpeedBench {
    interface Work {
        int run() throws Exception;
    }

    public static void main(String[] a) throws Exception {
        Path file = Path.of(a[0]);
        Path spill = Path.of("/tmp/engine/spill");
        Ours ours = new Ours(spill);
        int runs = Integer.parseInt(a[1]);
        java.util.List<String> what = java.util.List.of(a[2].split(","));
        String t = "'" + file + "'";
        var b = what.contains("drift") ? ours.baseline(file) : null;
        for (int r = 0; r < runs; r++) {
            for (String w : what) {
                Work work = switch (w) {
                    case "hand" -> () -> hand(ByHand.performance(t));
                    case "counts" -> () -> ours.counts(file);
                    case "ranks" -> () -> ours.ranks(file);
                    case "baseline" -> () -> ours.baseline(file).columns().size();
                    case "handdrift" -> () -> hand(ByHand.drift(t));
                    case "moments" -> () -> hand(ByHand.moments(t));
                    case "drift" -> () -> ours.drift(file, b);
                    default -> throw new IllegalStateException(w);
                };
                var os = (com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean();
                long c = os.getProcessCpuTime(), s = System.nanoTime();
                int n = work.run();
                System.out.printf(
                        "%-10s %7.3f s  cpu %7.3f  n=%d%n",
                        w, (System.nanoTime() - s) / 1e9, (os.getProcessCpuTime() - c) / 1e9, n);
            }
        }
        for (String l : java.nio.file.Files.readAllLines(Path.of("/proc/self/status")))
            if (l.startsWith("VmHWM")) System.out.println(l);
    }

    static int hand(String sql) throws Exception {
        try (var c = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                var s = c.createStatement()) {
            s.execute("SET threads=2");
            s.execute("SET memory_limit='768MiB'");
            s.execute("SET temp_directory='/tmp/engine/spill'");
            int n = 0;
            try (var rs = s.executeQuery(sql)) {
                while (rs.next()) n++;
            }
            return n;
        }
    }
}
