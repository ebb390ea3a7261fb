namespace SparseGen.Tests.Metrics;

/// <summary>Metrics against numbers computed by hand, against their definitions written out plainly, and what they refuse.</summary>
public sealed class MetricTests
{
    [Fact]
    public void ErrorsOfNumbers()
    {
        float[] forecasts = [1, 2, 3, 7], truths = [2, 2, 5, 6];
        Assert.Equal(1, RegressionMetrics.MeanAbsoluteError(forecasts, truths), 12);
        Assert.Equal(Math.Sqrt(1.5), RegressionMetrics.RootMeanSquaredError(forecasts, truths), 12);

        // Around the mean of 3.75 the squares are 3.0625, 3.0625, 1.5625 and 5.0625.
        Assert.Equal(1 - (6 / 12.75), RegressionMetrics.R2(forecasts, truths), 12);
        Assert.Equal(1, RegressionMetrics.R2(truths, truths));

        // Steps of 1, 3, 2, 1: 7 / 4. Two apart: 4, 1, 1: 2.
        Assert.Equal(1 / 1.75, RegressionMetrics.MeanAbsoluteScaledError(forecasts, truths, [1, 2, 5, 3, 4]), 12);
        Assert.Equal(1 / 2.0, RegressionMetrics.MeanAbsoluteScaledError(forecasts, truths, [1, 2, 5, 3, 4], season: 2), 12);
    }

    [Fact]
    public void NumbersAreAddedUpInDoublePrecision()
    {
        float[] forecasts = new float[1 << 20], truths = new float[1 << 20];
        Array.Fill(truths, 0.1f);
        Assert.Equal(0.1f, RegressionMetrics.MeanAbsoluteError(forecasts, truths), 1e-12);
        Assert.Equal(0.1f, RegressionMetrics.RootMeanSquaredError(forecasts, truths), 1e-12);
    }

    [Fact]
    public void WhatNumbersMayNotBe()
    {
        void Refused(string name, string expected, Func<double> metric)
        {
            var exception = Assert.Throws<ArgumentException>(name, () => metric());
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }

        Refused("truths", "truths is empty", () => RegressionMetrics.MeanAbsoluteError([], []));
        Refused("forecasts", "forecasts has 1 entries and truths 2", () => RegressionMetrics.RootMeanSquaredError([1], [1, 2]));
        Refused("forecasts", "forecasts[1] is NaN", () => RegressionMetrics.MeanAbsoluteError([1, float.NaN], [1, 2]));
        Refused("truths", "truths[0] is -Infinity", () => RegressionMetrics.R2([1, 2], [float.NegativeInfinity, 2]));
        Refused("truths", "All truths are 0.1", () => RegressionMetrics.R2([1, 2, 3], [0.1f, 0.1f, 0.1f]));
        Refused("past", "past has 2 values; with a season of 2 it needs at least 3", () => RegressionMetrics.MeanAbsoluteScaledError([1], [2], [1, 2], season: 2));
        Refused("past", "past repeats itself exactly after 2 steps", () => RegressionMetrics.MeanAbsoluteScaledError([1], [2], [1, 2, 1, 2, 1], season: 2));
        Refused("past", "past[1] is NaN", () => RegressionMetrics.MeanAbsoluteScaledError([1], [2], [1, float.NaN, 3]));
        Assert.Throws<ArgumentOutOfRangeException>("season", () => RegressionMetrics.MeanAbsoluteScaledError([1], [2], [1, 2], season: 0));
    }

    [Fact]
    public void F1OfThreeClasses()
    {
        // Class 0: 2 hits, 1 false alarm, 0 misses; class 1: 1, 1, 1; class 2: 0, 0, 1; class 3: nowhere.
        int[] predicted = [0, 0, 0, 1, 1], labels = [0, 0, 1, 1, 2];
        Assert.Equal(((4 / 5.0) + (2 / 4.0) + 0 + 0) / 4, ClassificationMetrics.F1(predicted, labels, classes: 4), 12);
        Assert.Equal(3 / 5.0, ClassificationMetrics.F1(predicted, labels, classes: 4, F1Average.Micro), 12);
        Assert.Equal(4 / 7.0, ClassificationMetrics.F1([1, 1, 1, 0, 0], [1, 1, 0, 1, 1], classes: 2, F1Average.Binary), 12);
        Assert.Equal(0, ClassificationMetrics.F1([0], [0], classes: 2, F1Average.Binary));
    }

    [Fact]
    public void AurocIsTheShareOfPairsInOrder()
    {
        Assert.Equal(1, ClassificationMetrics.Auroc([0.1f, 0.4f, float.PositiveInfinity, 0.8f], [0, 0, 1, 1]));
        Assert.Equal(0, ClassificationMetrics.Auroc([3, 1], [0, 1]));
        Assert.Equal(0.5, ClassificationMetrics.Auroc([7, 7, 7], [0, 1, 0]));
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            // Few different scores, so that many are equal.
            float[] scores = [.. Enumerable.Range(0, 100).Select(_ => (float)random.Next(12))];
            int[] labels = [0, 1, .. Enumerable.Range(0, 98).Select(_ => random.Next(2))];
            double inOrder = 0, pairs = 0;
            for (var i = 0; i < 100; i++)
            {
                for (var j = 0; j < 100; j++)
                {
                    if (labels[i] == 1 && labels[j] == 0)
                    {
                        pairs++;
                        inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    }
                }
            }

            Assert.Equal(inOrder / pairs, ClassificationMetrics.Auroc(scores, labels), 12);
        }
    }

    [Fact]
    public void TopAccuracyCountsTheLargest()
    {
        float[] scores = [3, 1, 2, 0, 0, 0];
        Assert.Equal(0.5, ClassificationMetrics.TopAccuracy(scores, [0, 1], classes: 3, k: 1));
        Assert.Equal(0.5, ClassificationMetrics.TopAccuracy(scores, [1, 1], classes: 3, k: 2));
        Assert.Equal(1, ClassificationMetrics.TopAccuracy(scores, [2, 1], classes: 3, k: 2));
        Assert.Equal(1, ClassificationMetrics.TopAccuracy(scores, [1, 2], classes: 3, k: 3));
        float[] many = [.. Enumerable.Range(0, 10).Select(static k => (float)k)];
        Assert.Equal([0, 1], new[] { 4, 5 }.Select(label => ClassificationMetrics.TopAccuracy(many, [label], classes: 10)));
    }

    [Fact]
    public void WhatClassesMayNotBe()
    {
        void Refused(string name, string expected, Func<double> metric)
        {
            var exception = Assert.ThrowsAny<ArgumentException>(() => metric());
            Assert.Equal(name, exception.ParamName);
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }

        Refused("labels", "labels is empty", () => ClassificationMetrics.F1([], [], 2));
        Refused("predicted", "predicted has 1 entries and labels 2", () => ClassificationMetrics.F1([1], [1, 0], 2));
        Refused("predicted", "predicted[0] is -1; with 2 classes it must be 0 to 1", () => ClassificationMetrics.F1([Scores.None], [1], 2));
        Refused("labels", "labels[1] is 2", () => ClassificationMetrics.F1([1, 1], [1, 2], 2));
        Refused("classes", "it must be 2 for the score of the class 1", () => ClassificationMetrics.F1([1], [1], 3, F1Average.Binary));
        Refused("classes", "at least 2", () => ClassificationMetrics.F1([0], [0], 1));
        Refused("average", "average is 7", () => ClassificationMetrics.F1([0], [0], 2, (F1Average)7));
        Refused("labels", "All 3 labels are 1; AUROC compares samples of both classes", () => ClassificationMetrics.Auroc([1, 2, 3], [1, 1, 1]));
        Refused("labels", "labels[1] is 2", () => ClassificationMetrics.Auroc([1, 2], [1, 2]));
        Refused("scores", "scores[1] is NaN", () => ClassificationMetrics.Auroc([1, float.NaN], [1, 0]));
        Refused("scores", "scores has 1 entries and labels 2", () => ClassificationMetrics.Auroc([1], [1, 0]));
        Refused("k", "k is 5; with 4 classes it must be 1 to 4", () => ClassificationMetrics.TopAccuracy([1, 2, 3, 4], [1], 4));
        Refused("scores", "2 samples of 4 classes need 8", () => ClassificationMetrics.TopAccuracy([1, 2, 3, 4], [1, 1], 4, 1));
        Refused("scores", "class 1 of sample 1 is NaN", () => ClassificationMetrics.TopAccuracy([1, 2, 3, float.NaN], [1, 1], 2, 1));
        Refused("labels", "labels[0] is -1", () => ClassificationMetrics.TopAccuracy([1, 2], [-1], 2, 1));
    }
}
