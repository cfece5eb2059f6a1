// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a workspace's lock in a process of its own until it is ended. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (var channel =
                        FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            System.out.print(lock.isValid() ? '!' : '?');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
