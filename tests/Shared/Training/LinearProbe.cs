using System.Collections.Immutable;

namespace SparseGen.Tests.Training;

/// <summary>
/// A model written by hand, so that a mistake of the generator cannot hide one of the trainer: y = x W^T + b with three inputs and five
/// outputs, in plain loops. The weight lies in panels, so its vector has padding.
/// </summary>
internal sealed class LinearProbe : IModel<LinearProbe>
{
    public const int Inputs = 3, Outputs = 5, WeightStorage = Inputs * TensorStorage.PanelWidth;

    private readonly float[] _weight = new float[Outputs * Inputs];
    private readonly float[] _bias = new float[Outputs];
    private readonly float[] _weightGradient = new float[Outputs * Inputs];
    private readonly float[] _biasGradient = new float[Outputs];
    private readonly float[] _input;
    private readonly float[] _output;
    private int _batch;

    private LinearProbe(int maxBatch, Device device, ulong seed)
    {
        MaxBatch = maxBatch;
        Device = device;
        Parameters = NewVector(device);
        Gradients = Parameters.CreateLike();
        _input = new float[maxBatch * Inputs];
        _output = new float[maxBatch * Outputs];
        var random = new CounterRandom(seed, "probe");
        foreach (ref float weight in _weight.AsSpan())
        {
            weight = (float)random.NextNormal();
        }

        Parameters.SetTensor("weight", _weight);
    }

    public static ModelInfo Info { get; } = new()
    {
        Name = nameof(LinearProbe),
        InputShape = [Inputs],
        OutputShape = [Outputs],
        InputSize = Inputs,
        OutputSize = Outputs,
        ParameterCount = (Outputs * Inputs) + Outputs,
        Macs = Outputs * Inputs,
        Layers = [],
        Tensors = [new TensorInfo("weight", [Outputs, Inputs]), new TensorInfo("bias", [Outputs])],
    };

    public static ParameterLayout Layout { get; } = NewLayout();

    public int MaxBatch { get; }

    public Device Device { get; }

    public ParameterVector Parameters { get; }

    public ParameterVector Gradients { get; }

    public ReadOnlySpan<float> Output => _output.AsSpan(0, _batch * Outputs);

    public ReadOnlySpan<float> InputGradient => throw new NotSupportedException();

    public ulong NoiseStep { get; set; }

    /// <summary>Forward passes for training so far.</summary>
    public int ForwardPasses { get; private set; }

    public static LinearProbe Create(int maxBatch, Device? device = null, ulong seed = 0) =>
        new(maxBatch, device ?? Device.CpuWithThreads(1), seed);

    /// <summary>A vector of zeros in the probe's layout.</summary>
    public static ParameterVector NewVector(Device device) => new CpuParameterVector(Layout, (CpuDevice)device);

    public static ParameterLayout NewLayout()
    {
        var builder = new ParameterLayoutBuilder(WeightStorage + Outputs);
        builder.Add("weight", [Outputs, Inputs], 0, TensorStorage.Panels(Inputs, Outputs), Initializer.Zeros);
        builder.Add("bias", [Outputs], WeightStorage, TensorStorage.RowMajor, Initializer.Zeros);
        return builder.Build();
    }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Parameters.GetTensor("weight", _weight);
        Parameters.GetTensor("bias", _bias);
        for (int at = 0; at < output.Length; at++)
        {
            (int sample, int k) = (at / Outputs, at % Outputs);
            float sum = _bias[k];
            for (int i = 0; i < Inputs; i++)
            {
                sum += _weight[(k * Inputs) + i] * input[(sample * Inputs) + i];
            }

            output[at] = sum;
        }
    }

    public void ForwardTraining(ReadOnlySpan<float> input)
    {
        ForwardPasses++;
        _batch = input.Length / Inputs;
        input.CopyTo(_input);
        Forward(input, _output.AsSpan(0, _batch * Outputs));
    }

    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        Gradients.GetTensor("weight", _weightGradient);
        Gradients.GetTensor("bias", _biasGradient);
        for (int at = 0; at < outputGradient.Length; at++)
        {
            (int sample, int k) = (at / Outputs, at % Outputs);
            _biasGradient[k] += outputGradient[at];
            for (int i = 0; i < Inputs; i++)
            {
                _weightGradient[(k * Inputs) + i] += outputGradient[at] * _input[(sample * Inputs) + i];
            }
        }

        Gradients.SetTensor("weight", _weightGradient);
        Gradients.SetTensor("bias", _biasGradient);
    }

    public void Dispose()
    {
    }
}
