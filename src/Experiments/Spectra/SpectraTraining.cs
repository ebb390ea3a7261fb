using SparseGen.Analysis;
using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Trains a network once and looks at its weights on the way.</summary>
/// <param name="network">The network, and what is watched.</param>
/// <param name="optimizer">How it learns.</param>
/// <param name="seed">The seed.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="device">Where it lives.</param>
/// <param name="context">Progress and cancellation.</param>
internal sealed class SpectraTraining(
    SpectralNetwork network, WidthOptimizer optimizer, int seed, ImageTraining training, Device device, RunContext context) : IModelOperation<SpectraRun>
{
    private readonly List<double> _spectra = [];

    /// <inheritdoc/>
    public SpectraRun Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(training.Batch, device, (ulong)seed);
        var trainer = new Trainer<TModel>(model, optimizer.Create(), new SoftmaxCrossEntropy());
        IReadOnlyList<int> watched = SpectraExperiment.Epochs(training.Epochs);
        List<double> accuracies = [trainer.Evaluate(training.Data.Test).Accuracy];
        IReadOnlyList<double> edges = Look(model.Parameters);
        trainer.EpochEnded += (_, epoch) =>
        {
            accuracies.Add(epoch.Test!.Accuracy);
            if (watched.Contains(accuracies.Count - 1))
            {
                Look(model.Parameters);
            }
        };
        TrainingResult result = training.Fit(trainer, training.Options(seed) with { EvaluateEveryEpoch = true }, context);
        return new SpectraRun(entry.Name, optimizer.Name, seed, accuracies, edges, _spectra, result.Seconds);
    }

    // Adds the singular values of all that is watched, and says where the law of a random matrix ends for each.
    private double[] Look(ParameterVector parameters)
    {
        Dictionary<string, WeightSpectrum> spectra = WeightSpectrum.OfModel(parameters).ToDictionary(static spectrum => spectrum.Name);
        return [.. network.Weights.Select(weights =>
        {
            WeightSpectrum[] own = [.. weights.Tensors.Select(tensor => spectra[tensor])];
            _spectra.AddRange(own.SelectMany(static spectrum => spectrum.SingularValues));
            return own.Average(static spectrum => Math.Sqrt(spectrum.Law!.Upper));
        })];
    }
}
