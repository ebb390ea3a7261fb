using SparseGen.Analysis;
using SparseGen.Tool.Datasets;
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
        IReadOnlyList<string> weights = InitialValues.Weights(model.Parameters);
        foreach (string weight in start == IdentityRun.Identity ? weights : [])
        {
            InitialValues.Identity(model.Parameters, weight);
        }

        RaiseClasses(model.Parameters);
        ImageTraining widened = training with { Data = new DataSplit(Widen(training.Data.Train), Widen(training.Data.Test)) };
        var trainer = new Trainer<TModel>(model, new AdamW(learningRate, 0), new LastOutputsCrossEntropy(Classes));
        TrainingResult result = widened.Fit(trainer, widened.Options(seed), context, isJudged: false);

        float[] images = widened.Data.Test.ReadInputs();
        LayerContributions layers = LayerContributions.Of(model, images, Classes);
        if (drawsMaps)
        {
            ContributionPicture.Save(layers, images, ShownImages, Pixels, mapFile);
        }

        double distance = weights.Average(weight => DistanceFromIdentity(model.Parameters, weight));
        return new IdentityRun(start, depth, seed, distance, layers.Accuracies(widened.Data.Test.ReadLabels()), result.Seconds);
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
        float[] pixels = data.ReadInputs(), inputs = new float[data.Count * (Pixels + Classes)];
        (float least, float range) = (pixels.Min(), pixels.Max() - pixels.Min());
        for (int at = 0; at < pixels.Length; at++)
        {
            inputs[(at / Pixels * (Pixels + Classes)) + (at % Pixels)] = (pixels[at] - least) / range;
        }

        return Dataset.FromFloats(inputs, Pixels + Classes, data.ReadLabels(), data.ClassNames);
    }

    // |W - I| / |I|.
    private static double DistanceFromIdentity(ParameterVector parameters, string name)
    {
        const int Width = Pixels + Classes;
        float[] weight = new float[Width * Width];
        parameters.GetTensor(name, weight);
        double sum = 0;
        for (int at = 0; at < weight.Length; at++)
        {
            double difference = weight[at] - (at / Width == at % Width ? 1 : 0);
            sum += difference * difference;
        }

        return Math.Sqrt(sum / Width);
    }
}
