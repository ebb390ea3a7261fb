using SparseGen.Models.Catalogue;
using SparseGen.Models.Results;

namespace SparseGen.Models.Operations;

/// <summary>Measures images a second of training steps and of inference, on random images.</summary>
/// <param name="device">Where.</param>
/// <param name="batch">Images of a training step and of the larger inference call; at least 1.</param>
/// <param name="repetitions">Measurements of each; the median counts.</param>
/// <param name="duration">How long each measurement lasts at least.</param>
internal sealed class ThroughputOperation(Device device, int batch, int repetitions, TimeSpan duration)
    : IModelOperation<IReadOnlyList<Throughput>>
{
    // The backward pass has two products for each of the forward pass: one for the input's gradient, one for the weights'.
    private const int PassesOfTraining = 3;
    private const int OperationsOfMac = 2;

    /// <inheritdoc/>
    public IReadOnlyList<Throughput> Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        using TModel model = NewModel.Create<TModel>(batch, device);
        // A small rate: the parameters stay in the range of a real training however long this runs.
        var trainer = new Trainer<TModel>(model, new AdamW(learningRate: 1e-5f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        var random = new Random(1);
        var input = new float[batch * info.InputSize];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)random.NextDouble();
        }

        var labels = new int[batch];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Next(info.OutputSize);
        }

        var output = new float[batch * info.OutputSize];
        var measurements = new List<Throughput>
        {
            // Step returns the loss, so a device has finished with all but the update when it returns, and queues no more than one.
            Measure("training", batch, PassesOfTraining * info.Macs, () => trainer.Step(input, labels)),
            Measure("inference", batch, info.Macs, () => model.Forward(input, output)),
        };
        if (batch > 1)
        {
            measurements.Add(Measure(
                "inference", 1, info.Macs, () => model.Forward(input.AsSpan(0, info.InputSize), output.AsSpan(0, info.OutputSize))));
        }

        return measurements;
    }

    private Throughput Measure(string work, int images, long macs, Action action)
    {
        double[] calls = Repetitions.Measure(action, repetitions, duration);
        double median = images * Repetitions.Median(calls);
        return new Throughput(work, images, median, images * calls[0], images * calls[^1], median * macs * OperationsOfMac / 1e9);
    }
}
