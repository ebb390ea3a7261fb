using SparseGen.Bench.Peers.Models;

namespace SparseGen.Bench.Peers.Workers;

/// <summary>
/// What somebody writes who needs one small network and no library: <see cref="TinyMlp"/>, 6-64-8-4 with rectifiers between, as plain loops over arrays, one sample after
/// the other.
/// </summary>
internal sealed class LoopsRunner : IRunner
{
    private static readonly string[] Layers = ["fc1", "fc2", "head"];

    private readonly RunnerSettings _settings;
    private readonly float[] _inputs;
    private readonly float[] _outputs;
    private readonly float[][] _weights;
    private readonly float[][] _biases;
    private readonly float[][] _hidden;

    /// <summary>Takes the weights of the model.</summary>
    public LoopsRunner(RunnerSettings settings)
    {
        _settings = settings;
        using TinyMlp model = FirstWeights.Create<TinyMlp>(1, threads: 1);
        _weights = [.. Layers.Select(layer => Read(model, $"{layer}.weight"))];
        _biases = [.. Layers.Select(layer => Read(model, $"{layer}.bias"))];
        _hidden = [.. _biases.Select(static bias => new float[bias.Length])];
        _inputs = settings.Inputs(TinyMlp.Info);
        _outputs = new float[settings.Batch * TinyMlp.Info.OutputSize];
    }

    /// <inheritdoc/>
    public float[] Output()
    {
        Run();
        return [.. _outputs];
    }

    /// <inheritdoc/>
    public void Run()
    {
        int inputs = TinyMlp.Info.InputSize, outputs = TinyMlp.Info.OutputSize;
        for (int sample = 0; sample < _settings.Batch; sample++)
        {
            ReadOnlySpan<float> values = _inputs.AsSpan(sample * inputs, inputs);
            for (int layer = 0; layer < _weights.Length; layer++)
            {
                Map(values, _weights[layer], _biases[layer], _hidden[layer], isLast: layer == _weights.Length - 1);
                values = _hidden[layer];
            }

            values.CopyTo(_outputs.AsSpan(sample * outputs, outputs));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static void Map(ReadOnlySpan<float> values, float[] weights, float[] biases, float[] results, bool isLast)
    {
        for (int row = 0; row < results.Length; row++)
        {
            float sum = biases[row];
            ReadOnlySpan<float> weight = weights.AsSpan(row * values.Length, values.Length);
            for (int i = 0; i < weight.Length; i++)
            {
                sum += weight[i] * values[i];
            }

            results[row] = isLast ? sum : MathF.Max(sum, 0);
        }
    }

    private static float[] Read(TinyMlp model, string name) => FirstWeights.Read(model.Parameters, TinyMlp.Info.Tensors.First(tensor => tensor.Name == name));
}
