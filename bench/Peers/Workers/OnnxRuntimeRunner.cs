using Microsoft.ML.OnnxRuntime;
using SparseGen.Bench.Peers.Models;

namespace SparseGen.Bench.Peers.Workers;

/// <summary>ONNX Runtime with its own settings but for the threads. Inputs and outputs are bound once, so that a call copies nothing.</summary>
internal sealed class OnnxRuntimeRunner : IRunner
{
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly float[] _outputs;

    /// <summary>Loads the model.</summary>
    public OnnxRuntimeRunner(RunnerSettings settings)
    {
        ModelInfo info = PeerModels.Find(settings.Model).Info;
        _options = new SessionOptions { IntraOpNumThreads = settings.Threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(settings.OnnxFile, _options);
        _outputs = new float[settings.Batch * info.OutputSize];
        _input = OrtValue.CreateTensorValueFromMemory(settings.Inputs(info), Shape(settings.Batch, info.InputShape));
        _output = OrtValue.CreateTensorValueFromMemory(_outputs, Shape(settings.Batch, info.OutputShape));
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], _input);
        _binding.BindOutput(_session.OutputNames[0], _output);
    }

    /// <inheritdoc/>
    public float[] Output()
    {
        Run();
        return [.. _outputs];
    }

    /// <inheritdoc/>
    public void Run() => _session.RunWithBinding(_run, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private static long[] Shape(int batch, IEnumerable<int> sample) => [batch, .. sample.Select(static extent => (long)extent)];
}
