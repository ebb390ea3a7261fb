using Microsoft.ML.OnnxRuntime;

namespace SparseGen.Tests.Onnx;

/// <summary>A model in ONNX Runtime, on the processor and one thread.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

    /// <summary>Loads it, which checks it against the definition of ONNX.</summary>
    public OnnxRun(byte[] model) => Session = new InferenceSession(model, _options);

    public InferenceSession Session { get; }

    /// <summary>What it makes of a batch.</summary>
    public float[] Forward(float[] input, ModelInfo info)
    {
        long[] shape = [input.Length / info.InputSize, .. info.InputShape.Select(static extent => (long)extent)];
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = Session.Run(run, ["input"], [value], ["output"]);
        Assert.Equal([shape[0], .. info.OutputShape.Select(static extent => (long)extent)], outputs[0].GetTensorTypeAndShape().Shape);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        Session.Dispose();
        _options.Dispose();
    }
}
