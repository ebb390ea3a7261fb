using SparseGen;

namespace Images;

/// <summary>What is served: one model for all requests. Any number of threads may call it at once, and each gets the bits that it would get alone.</summary>
internal sealed class Classifier : IDisposable
{
    private readonly Clothes _model = new(maxBatch: 1);
    private readonly string[] _classes;

    /// <param name="checkpoint">A file that <see cref="Trained"/> wrote.</param>
    public Classifier(string checkpoint)
    {
        CheckpointInfo info = Checkpoint.Load(checkpoint, _model.Parameters);
        _classes = info.Metadata["classes"].Split('\n');
    }

    /// <summary>Trains on a folder of pictures and saves the model, with the names of its classes.</summary>
    public static EvaluationResult Trained(string folder, string checkpoint)
    {
        (Dataset train, Dataset validation) = PictureFolder.Read(folder).Split(0.9, seed: 1, stratified: true);
        using var model = new Clothes(maxBatch: 64, seed: 2);
        var trainer = new Trainer<Clothes>(model, new AdamW(learningRate: 3e-3f, weightDecay: 0.05f), new SoftmaxCrossEntropy(labelSmoothing: 0.1f));
        trainer.EpochEnded += (_, epoch) => Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch}: {epoch.Test!.Accuracy:P1}"));
        trainer.Fit(train, validation, new TrainingOptions { Epochs = 8, BatchSize = 64, EvaluateEveryEpoch = true });
        Checkpoint.Save(checkpoint, model, new Dictionary<string, string> { ["classes"] = string.Join('\n', train.ClassNames) });
        return trainer.Evaluate(validation);
    }

    /// <summary>The class of a picture and how sure the model is of it.</summary>
    public Answer Classify(ReadOnlySpan<float> pixels)
    {
        Span<float> scores = stackalloc float[Clothes.Info.OutputSize];
        _model.Forward(pixels, scores);
        int best = Scores.Best(scores);
        double sum = 0;
        foreach (float score in scores)
        {
            sum += Math.Exp(score - scores[best]);
        }

        return new Answer(_classes[best], Math.Round(1 / sum, 4));
    }

    public void Dispose() => _model.Dispose();
}

/// <summary>What a request gets.</summary>
/// <param name="Class">The name of the class.</param>
/// <param name="Probability">From 0 to 1.</param>
internal sealed record Answer(string Class, double Probability);
