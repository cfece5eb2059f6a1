// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer, up to a limit: one that is longer is an error, and the rest is not asked for. */
final class LimitedBody implements HttpResponse.BodySubscriber<Long> {
    private final OutputStream sink;
    private final long limit;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long bytes;

    LimitedBody(OutputStream sink, long limit) {
        this.sink = sink;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        if (done.isDone()) {
            return;
        }
        try {
            for (ByteBuffer piece : pieces) {
                byte[] content = new byte[piece.remaining()];
                piece.get(content);
                bytes += content.length;
                if (bytes > limit) {
                    throw new IOException("it answered more than " + limit + " bytes");
                }
                sink.write(content);
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            done.completeExceptionally(new Broken(e));
        }
    }

    @Override
    public void onError(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        done.complete(bytes);
    }

    /** The answer could not be taken, which is not the network's doing. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        Broken(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
