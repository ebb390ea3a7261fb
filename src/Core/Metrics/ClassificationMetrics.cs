using System.Globalization;

namespace SparseGen;

/// <summary>How well classes are told. Labels are numbers of classes, from 0.</summary>
public static class ClassificationMetrics
{
    /// <summary>
    /// F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN) of a class, with its hits TP, false alarms FP and misses FN; 0 for a class that is neither named nor
    /// there, as scikit-learn has it.
    /// </summary>
    /// <param name="predicted">The class that was named for each sample, as <see cref="Scores.Best"/> says it.</param>
    /// <param name="labels">The class of each sample; at least one.</param>
    /// <param name="classes">How many classes there are; at least 2, and 2 for <see cref="F1Average.Binary"/>.</param>
    /// <param name="average">How those of the classes become one number.</param>
    /// <exception cref="ArgumentException">There is no sample, the lengths differ, or a number is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> does not fit, or <paramref name="average"/> is none.</exception>
    public static double F1(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels, int classes, F1Average average = F1Average.Macro)
    {
        MetricArguments.CheckLength(predicted.Length, labels.Length, nameof(predicted), nameof(labels));
        if (classes < 2 || (average == F1Average.Binary && classes != 2))
        {
            string expected = average == F1Average.Binary ? "2 for the score of the class 1" : "at least 2";
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"classes is {classes}; it must be {expected}.");
        }

        CheckClasses(predicted, classes, nameof(predicted));
        CheckClasses(labels, classes, nameof(labels));
        long[] hits = new long[classes], wrong = new long[classes];
        for (int i = 0; i < labels.Length; i++)
        {
            if (predicted[i] == labels[i])
            {
                hits[labels[i]]++;
            }
            else
            {
                wrong[labels[i]]++;
                wrong[predicted[i]]++;
            }
        }

        return average switch
        {
            F1Average.Macro => hits.Zip(wrong, Score).Average(),
            F1Average.Micro => Score(hits.Sum(), wrong.Sum()),
            F1Average.Binary => Score(hits[1], wrong[1]),
            _ => throw new ArgumentOutOfRangeException(nameof(average), average, $"average is {(int)average}; it must be Macro, Micro or Binary."),
        };
    }

    /// <summary>
    /// AUROC, the area under the receiver operating characteristic: the chance that a sample of the class 1 has a larger score than one of the class 0, where equal ones
    /// count half (Mann and Whitney 1947; Hanley and McNeil 1982). 0.5 is guessing. One sort.
    /// </summary>
    /// <param name="scores">A score for each sample, larger for the class 1: logits and probabilities alike. Infinite ones are right, NaN is not.</param>
    /// <param name="labels">0 or 1 for each sample; both have to be there.</param>
    /// <exception cref="ArgumentException">There is no sample, the lengths differ, a score is NaN, a label is not 0 or 1, or all samples have the same.</exception>
    public static double Auroc(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        MetricArguments.CheckLength(scores.Length, labels.Length, nameof(scores), nameof(labels));
        CheckClasses(labels, 2, nameof(labels));
        if (scores.IndexOf(float.NaN) is int at and >= 0)
        {
            throw new ArgumentException($"scores[{at}] is NaN; it can be put into no order.", nameof(scores));
        }

        long positives = 0;
        foreach (int label in labels)
        {
            positives += label;
        }

        long negatives = labels.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            throw new ArgumentException($"All {labels.Length} labels are {labels[0]}; AUROC compares samples of both classes.", nameof(labels));
        }

        float[] sorted = scores.ToArray();
        int[] classes = labels.ToArray();
        Array.Sort(sorted, classes);

        // Halves of pairs, so that all sums are whole numbers.
        long halves = 0, below = 0;
        for (int start = 0; start < sorted.Length;)
        {
            long tiedPositives = 0;
            int end = start;
            for (; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                tiedPositives += classes[end];
            }

            long tiedNegatives = end - start - tiedPositives;
            halves += tiedPositives * ((2 * below) + tiedNegatives);
            below += tiedNegatives;
            start = end;
        }

        return halves / (2.0 * positives * negatives);
    }

    /// <summary>
    /// The share of samples whose class is among the k with the largest scores, 0 to 1. Of equal scores the lower class comes first, as in <see cref="Scores.Best"/>.
    /// </summary>
    /// <param name="scores">[labels, <paramref name="classes"/>].</param>
    /// <param name="labels">The class of each sample; at least one.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="k">How many may be named; 1 to <paramref name="classes"/>.</param>
    /// <exception cref="ArgumentException">There is no sample, a length does not fit, a score is NaN, or a label is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> or <paramref name="classes"/> is outside its range.</exception>
    public static double TopAccuracy(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, int classes, int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (k < 1 || k > classes)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; with {classes} classes it must be 1 to {classes}.");
        }

        if (labels.IsEmpty || scores.Length != (long)labels.Length * classes)
        {
            throw labels.IsEmpty
                ? new ArgumentException("labels is empty; a metric needs at least one.", nameof(labels))
                : new ArgumentException($"scores has {scores.Length} numbers; {labels.Length} samples of {classes} classes need {(long)labels.Length * classes}.", nameof(scores));
        }

        CheckClasses(labels, classes, nameof(labels));
        if (scores.IndexOf(float.NaN) is int at and >= 0)
        {
            throw new ArgumentException($"The score of class {at % classes} of sample {at / classes} is NaN; it can be put into no order.", nameof(scores));
        }

        int right = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            ReadOnlySpan<float> own = scores.Slice(sample * classes, classes);
            int before = 0;
            for (int other = 0; other < classes; other++)
            {
                before += own[other] > own[labels[sample]] || (other < labels[sample] && own[other] == own[labels[sample]]) ? 1 : 0;
            }

            right += before < k ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    private static double Score(long hits, long wrong) => hits + wrong == 0 ? 0 : 2.0 * hits / ((2 * hits) + wrong);

    private static void CheckClasses(ReadOnlySpan<int> labels, int classes, string name)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] is {labels[i]}; with {classes} classes it must be 0 to {classes - 1}."), name);
            }
        }
    }
}
