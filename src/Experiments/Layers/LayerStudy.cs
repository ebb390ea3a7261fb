using SparseGen.Analysis;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Inspection;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>The models of one seed, each trained when it is first asked for, and what their layers make of the same images.</summary>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of the schedule.</param>
/// <param name="seed">The seed.</param>
/// <param name="device">Where models live.</param>
internal sealed class LayerStudy(ImageTraining training, float learningRate, int seed, Device device)
{
    /// <summary>Test images that layers are compared on.</summary>
    public const int ComparedImages = 512;

    /// <summary>Training images that linear classifiers are fitted to.</summary>
    public const int ProbedImages = 1000;

    private const int OtherSeed = 1000;
    private const float WeightDecay = 0.05f;
    private readonly Dictionary<string, StudiedModel> _known = [];

    /// <summary>A model of this seed.</summary>
    public StudiedModel Of(LayerKind kind, RunContext context)
    {
        if (!_known.TryGetValue(kind.Name, out StudiedModel? known))
        {
            known = kind == LayerKind.Mixer ? Train<ComparedMixer>(kind, seed, context)
                : kind == LayerKind.OtherMixer ? Train<ComparedMixer>(kind, seed + OtherSeed, context)
                : kind == LayerKind.RandomPermutation ? Train<ComparedRandomPermutationMixer>(kind, seed, context)
                : Train<ComparedSparseMlp>(kind, seed, context);
            _known.Add(kind.Name, known);
        }

        return known;
    }

    private StudiedModel Train<TModel>(LayerKind kind, int modelSeed, RunContext context)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(training.Batch, device, (ulong)modelSeed);
        var trainer = new Trainer<TModel>(model, new AdamW(learningRate, WeightDecay), new SoftmaxCrossEntropy());
        TrainingResult result = training.Fit(trainer, training.Options(modelSeed), context);
        (Dataset fittedTo, Dataset test) = (training.Data.Train.Take(ProbedImages), training.Data.Test);
        IReadOnlyList<float[]> fitted = ModelTaps.Collect(model, fittedTo.ReadInputs(), kind.Layers), judged = ModelTaps.Collect(model, test.ReadInputs(), kind.Layers);
        (int[] labels, int[] judges) = (fittedTo.ReadLabels(), test.ReadLabels());
        double[] probes = [.. kind.Layers.Select((_, layer) =>
        {
            context.ThrowIfStopped();
            return LinearProbe.Fit(fitted[layer], labels, test.ClassNames.Length).Accuracy(judged[layer], judges);
        })];
        int compared = Math.Min(ComparedImages, test.Count);
        float[][] values = [.. judged.Select(layer => layer.AsSpan(0, compared * (layer.Length / test.Count)).ToArray())];
        return new StudiedModel(result.Test!.Accuracy, probes, new Representations(kind.Layers, values), compared, result.Seconds);
    }
}

/// <summary>A trained model, as far as it is looked at.</summary>
/// <param name="Accuracy">Share of the test images that it names rightly.</param>
/// <param name="Probes">The same of a linear classifier on each layer.</param>
/// <param name="Layers">What its layers make of the compared images.</param>
/// <param name="Images">How many they are.</param>
/// <param name="Seconds">Time of its training.</param>
internal sealed record StudiedModel(double Accuracy, IReadOnlyList<double> Probes, Representations Layers, int Images, double Seconds);
