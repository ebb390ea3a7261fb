namespace SparseGen;

/// <summary>
/// A loss whose mean is not over all samples alike: some are left out, or weigh more than others. Whoever puts the means of several batches together, or counts
/// right answers, asks it.
/// </summary>
internal interface ICountedLoss
{
    /// <summary>What the mean over a batch is divided by; 0 where no sample counts, whose loss is 0 then.</summary>
    /// <param name="targets">Targets of the batch, which fit.</param>
    /// <param name="batchSize">Samples in the batch.</param>
    double Weigh(Targets targets, int batchSize);

    /// <summary>Whether samples with a label are judged.</summary>
    /// <param name="label">The label.</param>
    bool IsJudged(int label);

    /// <summary>The label that outputs name, by the loss's own reading of them; <see cref="Scores.None"/> where one is NaN.</summary>
    /// <param name="outputs">Outputs of one sample.</param>
    int Predict(ReadOnlySpan<float> outputs) => Scores.Best(outputs);
}

/// <summary>What a loss counts, also one that has nothing to say of it.</summary>
internal static class CountedLoss
{
    /// <summary>What the mean over a batch is divided by.</summary>
    public static double Weigh(ILoss loss, Targets targets, int batchSize) => loss is ICountedLoss counted ? counted.Weigh(targets, batchSize) : batchSize;

    /// <summary>How many samples of a batch are judged, and how many of them are right.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">[labels, outputs of a sample].</param>
    /// <param name="labels">A label for each sample.</param>
    public static (int Right, int Judged) Judge(ILoss loss, ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels)
    {
        var counted = loss as ICountedLoss;
        int right = 0, judged = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (counted?.IsJudged(labels[sample]) == false)
            {
                continue;
            }

            int size = outputs.Length / labels.Length;
            ReadOnlySpan<float> own = outputs.Slice(sample * size, size);
            judged++;
            right += (counted?.Predict(own) ?? Scores.Best(own)) == labels[sample] ? 1 : 0;
        }

        return (right, judged);
    }
}
