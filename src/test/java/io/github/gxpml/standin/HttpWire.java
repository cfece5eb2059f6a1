// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small HTTP/1.1 server on the loopback interface. The one of the JDK always tells the time of this machine, and can
 * neither answer in part nor come back on its port; a stand-in must be able to do all three.
 */
final class HttpWire implements AutoCloseable {
    private final Handler handler;
    private final Clock date;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listening;
    private Thread accepting;

    /** Answers one request; called by many threads. */
    interface Handler {
        Response answer(Request request) throws IOException;

        /** Answers, as S3 does, what is refused for its head alone, before the client sends what it asked to send. */
        default Optional<Response> refusal(Request head) {
            return Optional.empty();
        }
    }

    /** A request; header names in lower case. */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** An answer, of which the connection carries the head and at most so many bytes; none at all below zero. */
    record Response(int status, Map<String, String> headers, byte[] body, int carried) {
        Response(int status, Map<String, String> headers, byte[] body) {
            this(status, headers, body, Integer.MAX_VALUE);
        }

        Response cutAfter(int bytes) {
            return new Response(status, headers, body, bytes);
        }
    }

    HttpWire(Handler handler, Clock date) throws IOException {
        this.handler = handler;
        this.date = date;
        listening = listen(0);
        port = listening.getLocalPort();
        accepting = accept(listening);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends all connections; new ones are refused by the system. */
    synchronized void refuse() throws IOException {
        listening.close();
        join(accepting); // a connection that it has just taken is among the open ones then
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Takes connections again, on the same port. */
    synchronized void listen() throws IOException {
        if (listening.isClosed()) {
            listening = listen(port);
            accepting = accept(listening);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 100);
        return socket;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread accept(ServerSocket from) {
        return daemon(() -> {
            while (!from.isClosed()) {
                try {
                    Socket socket = from.accept();
                    open.add(socket);
                    daemon(() -> serve(socket));
                } catch (IOException e) {
                    return; // closed: that is how it ends
                }
            }
        });
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stand-in");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true); // an answer in two writes would wait for an acknowledgement in between
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean more = true;
            while (more) {
                Request request = read(in, out);
                more = request != null && write(out, request, handler.answer(request));
            }
        } catch (IOException | UncheckedIOException e) {
            // the client went away, or the test ended the connection
        } finally {
            open.remove(socket);
        }
    }

    private Request read(InputStream in, OutputStream out) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            Request head = new Request(words[0], words[1], headers, new byte[0]);
            Optional<Response> refusal = handler.refusal(head);
            if (refusal.isPresent()) {
                write(out, head, refusal.get());
                return null;
            }
            out.write(latin("HTTP/1.1 100 Continue\r\n\r\n"));
            out.flush();
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("the stand-in wants a Content-Length");
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            return null;
        }
        return new Request(words[0], words[1], headers, body);
    }

    private boolean write(OutputStream out, Request request, Response response) throws IOException {
        if (response.carried() < 0) {
            return false;
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " .\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers());
        headers.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(date.instant().atOffset(ZoneOffset.UTC)));
        if (response.status() != 204) {
            headers.putIfAbsent("Content-Length", Integer.toString(response.body().length));
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(latin(head.append("\r\n").toString()));
        int sent = request.method().equals("HEAD") ? 0 : Math.min(response.carried(), response.body().length);
        out.write(response.body(), 0, sent);
        out.flush();
        return response.carried() >= response.body().length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            refuse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
