using BenchmarkDotNet.Attributes;
using SparseGen.Models;

namespace SparseGen.Bench.Benchmarks;

/// <summary>One training step of FashionMixer: forward, loss, backward, AdamW.</summary>
[MemoryDiagnoser]
public class FashionMixerTraining
{
    private FashionMixer _model = null!;
    private Trainer<FashionMixer> _trainer = null!;
    private float[] _images = null!;
    private int[] _labels = null!;

    /// <summary>Images of a step.</summary>
    [Params(32, 128)]
    public int Batch { get; set; }

    /// <summary>Allocates everything and takes the first step, which is allowed to allocate.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _model = new FashionMixer(Batch);
        _trainer = new Trainer<FashionMixer>(_model, new AdamW(learningRate: 1e-5f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        _images = RandomImages.Create(Batch, FashionMixer.Info.InputSize);
        _labels = RandomImages.Labels(Batch, FashionMixer.Info.OutputSize);
        _trainer.Step(_images, _labels);
    }

    /// <summary>The step.</summary>
    [Benchmark]
    public float Step() => _trainer.Step(_images, _labels);

    /// <summary>Frees the buffers.</summary>
    [GlobalCleanup]
    public void Cleanup() => _model.Dispose();
}
