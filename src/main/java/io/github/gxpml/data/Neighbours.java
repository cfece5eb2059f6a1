// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Arrays;
import java.util.List;

/**
 * Votes of the k nearest of a set of points, by Euclidean distance. Points that are equally far as the k-th share the
 * votes that are left, so that the order of points means nothing; half the votes are a no.
 */
final class Neighbours {
    private final List<double[]> points;
    private final boolean[] votes;
    private final int k;

    Neighbours(List<double[]> points, List<Boolean> votes, int k) {
        this.points = points;
        this.votes = new boolean[votes.size()];
        for (int i = 0; i < this.votes.length; i++) {
            this.votes[i] = votes.get(i);
        }
        this.k = Math.min(k, points.size());
    }

    boolean vote(double[] at) {
        double[] distances = new double[votes.length];
        double[] nearest = new double[k];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distance(at, points.get(i));
            insert(nearest, distances[i]);
        }
        double last = nearest[k - 1];
        long yesNearer = 0;
        long nearer = 0;
        long yesTied = 0;
        long tied = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] < last) {
                nearer++;
                yesNearer += votes[i] ? 1 : 0;
            } else if (distances[i] == last) {
                tied++;
                yesTied += votes[i] ? 1 : 0;
            }
        }
        return 2 * (yesNearer * tied + (k - nearer) * yesTied) > k * tied;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static void insert(double[] nearest, double distance) {
        int at = nearest.length - 1;
        if (distance >= nearest[at]) {
            return;
        }
        while (at > 0 && nearest[at - 1] > distance) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = distance;
    }
}
