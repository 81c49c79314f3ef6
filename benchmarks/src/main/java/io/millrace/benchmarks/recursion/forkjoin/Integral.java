package io.millrace.benchmarks.recursion.forkjoin;

import io.millrace.benchmarks.recursion.OneThread;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;

/** Halves a slice until that changes nothing: a task for every slice, however little it has to do. */
final class Integral extends RecursiveTask<Double> {

    private final double left;
    private final double right;
    private final double leftHeight;
    private final double rightHeight;
    private final double area;

    Integral(double left, double right, double leftHeight, double rightHeight, double area) {
        this.left = left;
        this.right = right;
        this.leftHeight = leftHeight;
        this.rightHeight = rightHeight;
        this.area = area;
    }

    @Override
    protected Double compute() {
        double half = (right - left) * 0.5;
        double center = left + half;
        double centerHeight = OneThread.height(center);
        double leftArea = (leftHeight + centerHeight) * half * 0.5;
        double rightArea = (centerHeight + rightHeight) * half * 0.5;
        double sum = leftArea + rightArea;
        if (Math.abs(sum - area) <= OneThread.TOLERANCE) {
            return sum;
        }
        ForkJoinTask<Double> ofLeft = new Integral(left, center, leftHeight, centerHeight, leftArea).fork();
        Integral ofRight = new Integral(center, right, centerHeight, rightHeight, rightArea);
        double areaOfRight = ofRight.compute();
        return ofLeft.join() + areaOfRight;
    }
}
