using BenchmarkDotNet.Attributes;
using SparseGen.Models;

namespace SparseGen.Bench.Benchmarks;

/// <summary>Inference with FashionMixer.</summary>
[MemoryDiagnoser]
public class FashionMixerInference
{
    private FashionMixer _model = null!;
    private float[] _images = null!;
    private float[] _output = null!;

    /// <summary>Images of a call.</summary>
    [Params(1, 128)]
    public int Batch { get; set; }

    /// <summary>Allocates everything and makes the first call.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _model = new FashionMixer(Batch);
        _images = RandomImages.Create(Batch, FashionMixer.Info.InputSize);
        _output = new float[Batch * FashionMixer.Info.OutputSize];
        Forward();
    }

    /// <summary>The call.</summary>
    [Benchmark]
    public float Forward()
    {
        _model.Forward(_images, _output);
        return _output[0];
    }

    /// <summary>Frees the buffers.</summary>
    [GlobalCleanup]
    public void Cleanup() => _model.Dispose();
}
