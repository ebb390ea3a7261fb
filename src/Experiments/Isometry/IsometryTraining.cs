using SparseGen.Analysis;
using SparseGen.Models;
using SparseGen.Tool.Compressing;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Looks at the Jacobians of a perceptron at one test image, then trains it.</summary>
/// <param name="start">What its weights start with.</param>
/// <param name="seed">Seed of initial values and order.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of SGD.</param>
/// <param name="device">Where it lives.</param>
/// <param name="context">Progress and cancellation.</param>
internal sealed class IsometryTraining(
    IsometryStart start, int seed, ImageTraining training, float learningRate, Device device, RunContext context) : IModelOperation<IsometryRun>
{
    private const int Classes = 10;
    private const float Momentum = 0.9f;

    /// <inheritdoc/>
    public IsometryRun Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(training.Batch, device, (ulong)seed);
        float[] image = new float[TModel.Info.InputSize];
        training.Data.Test.FillInputs([seed % training.Data.Test.Count], image);
        double[][] spectra = [.. ModelJacobian.OfLayers(model, image, IsometryStart.Layers).Select(ModelJacobian.SingularValues)];
        double theory = Theory(model, image);

        List<double> accuracies = [];
        var trainer = new Trainer<TModel>(model, new Sgd(learningRate, Momentum), new LastOutputsCrossEntropy(Classes));
        trainer.EpochEnded += (_, _) => accuracies.Add(Accuracy(model));
        TrainingResult result = training.Fit(trainer, training.Options(seed), context, isJudged: false);
        return new IsometryRun(
            start.Entry.Name,
            seed,
            [.. spectra.Select(static values => values[0])],
            [.. spectra.Select(static values => values[values.Length / 2])],
            Ratio([.. spectra[0].Select(static value => value * value)]),
            theory,
            spectra[0],
            accuracies,
            result.Seconds);
    }

    /// <summary>
    /// Moments of J J^T of products of free matrices: m_2 / m_1^2 less 1 is the sum over all factors. A layer of constant width adds that of its weight and of its slopes
    /// 1 - x^2, the last map that of its weight.
    /// </summary>
    private double Theory<TModel>(TModel model, float[] image)
        where TModel : class, IModel<TModel>
    {
        if (start.VarianceOfSquares is not double ofWeight)
        {
            return double.NaN;
        }

        IReadOnlyList<float[]> layers = ModelTaps.Collect(model, image, IsometryStart.Layers);
        return 1 + ofWeight + layers.Skip(1).Sum(layer => ofWeight + Ratio([.. layer.Select(static x => Math.Pow(1 - ((double)x * x), 2))]) - 1);
    }

    // The second moment by the squared first.
    private static double Ratio(double[] values) => values.Average(static value => value * value) / Math.Pow(values.Average(), 2);

    // Of the last outputs, which are the classes.
    private double Accuracy<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        (Dataset test, int size) = (training.Data.Test, TModel.Info.OutputSize);
        float[] outputs = new OutputScores(test, size, training.Batch).Of(model.Forward);
        int[] labels = test.ReadLabels();
        return Enumerable.Range(0, labels.Length).Count(
            sample => Scores.Best(outputs.AsSpan(((sample + 1) * size) - Classes, Classes)) == labels[sample]) / (double)labels.Length;
    }
}
