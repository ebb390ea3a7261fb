using MathNet.Numerics.LinearAlgebra;
using SparseGen.Analysis;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Trains a perceptron whose layers are as wide as an image and its classes, and reads its layers.</summary>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of the schedule.</param>
/// <param name="device">Where it lives.</param>
/// <param name="mapFile">File of the contribution maps.</param>
internal sealed class IdentityTraining(ImageTraining training, float learningRate, Device device, string mapFile)
{
    private const int Pixels = 784, Classes = 10, ShownImages = 6;
    private const float ClassBias = 0.1f;

    /// <summary>Trains one.</summary>
    /// <param name="start">One of <see cref="IdentityRun.Identity"/> and <see cref="IdentityRun.Xavier"/>.</param>
    /// <param name="depth">L.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="drawsMaps">Whether it draws contribution maps.</param>
    /// <param name="context">Progress and cancellation.</param>
    public IdentityRun Run<TModel>(string start, int depth, int seed, bool drawsMaps, RunContext context)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(training.Batch, device, (ulong)seed);
        if (start == IdentityRun.Identity)
        {
            foreach (string weight in InitialValues.Weights(model.Parameters))
            {
                InitialValues.Identity(model.Parameters, weight);
            }
        }

        RaiseClasses(model.Parameters);
        Dataset train = Widen(training.Data.Train), test = Widen(training.Data.Test);
        var trainer = new Trainer<TModel>(model, new AdamW(learningRate, 0), new LastOutputsCrossEntropy(Classes));
        int steps = (train.Count + training.Batch - 1) / training.Batch;
        var options = new TrainingOptions
        {
            Epochs = training.Epochs,
            BatchSize = training.Batch,
            Seed = (ulong)seed,
            Schedule = WarmUp.Schedule((long)steps * training.Epochs),
        };
        TrainingResult result = trainer.Fit(train, null, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();

        int[] all = [.. Enumerable.Range(0, test.Count)], labels = new int[test.Count];
        float[] images = new float[test.Count * (Pixels + Classes)];
        test.FillInputs(all, images);
        test.FillLabels(all, labels);
        var reading = new LayerReading(model.Parameters, depth);
        IReadOnlyList<Matrix<float>> layers = reading.Layers(images, test.Count);
        if (drawsMaps)
        {
            ContributionPicture.Save(layers, ShownImages, Pixels, mapFile);
        }

        return new IdentityRun(start, depth, seed, reading.Distance(1), [.. layers.Skip(1).Select(layer => LayerReading.Accuracy(layer, labels, Classes))], result.Seconds);
    }

    // The classes begin at 0, where ReLU has no slope: without a little bias they would stay there.
    private static void RaiseClasses(ParameterVector parameters)
    {
        float[] bias = new float[Pixels + Classes];
        bias.AsSpan(Pixels).Fill(ClassBias);
        foreach (TensorLayout tensor in parameters.Layout.Tensors)
        {
            if (tensor.Shape.Length == 1)
            {
                parameters.SetTensor(tensor.Name, bias);
            }
        }
    }

    // Pixels from 0 to 1, so that ReLU lets them pass, and zeros for the classes.
    private static Dataset Widen(Dataset data)
    {
        int[] all = [.. Enumerable.Range(0, data.Count)], labels = new int[data.Count];
        float[] pixels = new float[data.Count * Pixels], inputs = new float[data.Count * (Pixels + Classes)];
        data.FillInputs(all, pixels);
        data.FillLabels(all, labels);
        (float least, float range) = (pixels.Min(), pixels.Max() - pixels.Min());
        for (int at = 0; at < pixels.Length; at++)
        {
            inputs[(at / Pixels * (Pixels + Classes)) + (at % Pixels)] = (pixels[at] - least) / range;
        }

        return Dataset.FromFloats(inputs, Pixels + Classes, labels, data.ClassNames);
    }
}
