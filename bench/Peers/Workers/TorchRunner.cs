using SparseGen.Bench.Peers.Measuring;
using SparseGen.Bench.Peers.Models;
using SparseGen.Bench.Peers.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseGen.Bench.Peers.Workers;

/// <summary>libtorch through TorchSharp, in the eager mode that it is used in from .NET: forward pass, cross-entropy, backward pass, AdamW.</summary>
internal sealed class TorchRunner : IRunner
{
    private readonly TorchGraph _graph;
    private readonly Tensor _input;
    private readonly Tensor _labels;
    private readonly optim.Optimizer? _optimizer;

    /// <summary>Loads the model.</summary>
    public TorchRunner(RunnerSettings settings)
    {
        ModelInfo info = PeerModels.Find(settings.Model).Info;
        set_num_threads(settings.Threads);
        _graph = new TorchGraph(settings.OnnxFile, settings.Pass == Pass.Training);
        _input = tensor(settings.Inputs(info), [settings.Batch, .. info.InputShape.Select(static extent => (long)extent)]);
        _labels = tensor([.. settings.Labels(info.OutputSize).Select(static label => (long)label)]);
        _optimizer = settings.Pass == Pass.Training ? optim.AdamW(_graph.Parameters, lr: RunnerSettings.LearningRate) : null;
    }

    /// <inheritdoc/>
    public float[] Output()
    {
        using var scope = NewDisposeScope();
        using var untaped = no_grad();
        return _graph.Run(_input).contiguous().data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Run()
    {
        using var scope = NewDisposeScope();
        if (_optimizer is null)
        {
            using var inference = inference_mode();
            _graph.Run(_input);
            return;
        }

        _optimizer.zero_grad();
        Tensor loss = nn.functional.cross_entropy(_graph.Run(_input), _labels);
        loss.backward();
        _optimizer.step();
        _ = loss.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer?.Dispose();
        _input.Dispose();
        _labels.Dispose();
        _graph.Dispose();
    }
}
