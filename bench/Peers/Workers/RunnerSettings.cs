using SparseGen.Bench.Benchmarks;
using SparseGen.Bench.Peers.Measuring;

namespace SparseGen.Bench.Peers.Workers;

/// <summary>What a runner is to run.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Batch">Samples of a call.</param>
/// <param name="Pass">What a call is.</param>
/// <param name="Threads">Threads that it may use.</param>
/// <param name="Folder">Where runners leave files for one another.</param>
internal sealed record RunnerSettings(string Model, int Batch, Pass Pass, int Threads, string Folder)
{
    /// <summary>Learning rate of all optimisers: small, so that nothing diverges in thousands of steps on the same batch.</summary>
    public const float LearningRate = 1e-5f;

    /// <summary>The model as SparseGen has written it: the others load their weights from there.</summary>
    public string OnnxFile => Path.Combine(Folder, "model.onnx");

    /// <summary>Outputs of a runner, as single-precision numbers.</summary>
    /// <param name="engine">The runner's name.</param>
    public string OutputFile(string engine) => Path.Combine(Folder, engine + ".outputs");

    /// <summary>The same inputs for everybody, with categories where a model asks for them.</summary>
    /// <param name="info">The model.</param>
    public float[] Inputs(ModelInfo info)
    {
        float[] inputs = RandomImages.Create(Batch, info.InputSize);
        foreach (CategoryInfo column in info.Categories)
        {
            for (int sample = 0; sample < Batch; sample++)
            {
                // A step that is no divisor of most counts: all categories come up, in no order that a cache would know.
                inputs[(sample * info.InputSize) + column.Column] = sample * 7919 % column.Count;
            }
        }

        return inputs;
    }

    /// <summary>The same labels for everybody.</summary>
    /// <param name="classes">How many there are.</param>
    public int[] Labels(int classes) => [.. Enumerable.Range(0, Batch).Select(sample => sample % classes)];
}
