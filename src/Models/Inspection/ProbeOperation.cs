using SparseGen.Analysis;
using SparseGen.Models;
using SparseGen.Tool.Datasets;

namespace SparseGen.Tool.Inspection;

/// <summary>Fits a linear classifier to each layer of a model.</summary>
/// <param name="inspected">The model.</param>
/// <param name="data">Images to fit to, and to be judged by.</param>
/// <param name="seed">Seed of initial values.</param>
internal sealed class ProbeOperation(InspectedModel inspected, DataSplit data, ulong seed) : IModelOperation<ProbeReport>
{
    private const int Batch = 64;

    /// <inheritdoc/>
    public ProbeReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = inspected.Create<TModel>(Batch, seed);
        IReadOnlyList<ProbedLayer> layers = Refusal.Of(inspected, () => Probe(model, data));
        return new ProbeReport(entry.Name, inspected.FullPath, data.Train.Count, data.Test.Count, layers);
    }

    /// <summary>Probes the layers of a model that is there.</summary>
    /// <exception cref="ArgumentException">An activation is not finite, or the model has dropout.</exception>
    public static IReadOnlyList<ProbedLayer> Probe<TModel>(TModel model, DataSplit data)
        where TModel : class, IModel<TModel>
    {
        (int[] trainLabels, int[] testLabels) = (data.Train.ReadLabels(), data.Test.ReadLabels());
        Representations train = RepresentationsOperation.Of(model, data.Train.ReadInputs());
        IReadOnlyList<float[]> test = ModelTaps.Collect(model, data.Test.ReadInputs(), train.Layers);
        int classes = data.Train.ClassNames.Length;
        return [.. train.Layers.Select((layer, i) =>
        {
            LinearProbe probe = LinearProbe.Fit(train.Values[i], trainLabels, classes);
            return new ProbedLayer(
                layer, train.Values[i].Length / trainLabels.Length, probe.Accuracy(train.Values[i], trainLabels), probe.Accuracy(test[i], testLabels));
        })];
    }
}
