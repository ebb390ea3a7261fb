using SparseGen.Bench.Benchmarks;

namespace SparseGen.Bench.Layers;

/// <summary>A model of one layer and what is done with it.</summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class LayerWork<TModel> : IDisposable
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    // A small rate: the parameters stay where they are however long this runs.
    private readonly AdamW _optimizer = new(learningRate: 1e-5f, weightDecay: 0.05f);
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly float[] _outputGradient;

    /// <summary>Makes the model, and takes a first step, which allocates.</summary>
    public LayerWork(LayerSettings settings)
    {
        _model = TModel.Create(settings.Batch, Device.CpuWithThreads(settings.Threads));
        _input = RandomImages.Create(settings.Batch, TModel.Info.InputSize);
        _output = new float[settings.Batch * TModel.Info.OutputSize];
        _outputGradient = RandomImages.Create(settings.Batch, TModel.Info.OutputSize);

        // Inside of a network a layer passes the gradient on; one that was read once is computed in every step.
        _model.ForwardTraining(_input);
        _model.Backward(_outputGradient);
        _ = _model.InputGradient[0];
    }

    /// <summary>A training step without a loss: forward, backward to parameters and input, AdamW.</summary>
    public void Train()
    {
        _model.ForwardTraining(_input);
        _model.Gradients.Clear();
        _model.Backward(_outputGradient);
        if (_model.Parameters.Count > 0)
        {
            _optimizer.Step(_model.Parameters, _model.Gradients);
        }
    }

    /// <summary>Inference.</summary>
    public void Infer() => _model.Forward(_input, _output);

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
