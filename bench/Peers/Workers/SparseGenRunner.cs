using SparseGen.Bench.Peers.Measuring;
using SparseGen.Bench.Peers.Models;
using SparseGen.Models;
using SparseGen.Onnx;

namespace SparseGen.Bench.Peers.Workers;

/// <summary>SparseGen's own: it also writes the file that the others load.</summary>
internal static class SparseGenRunner
{
    /// <summary>Makes one.</summary>
    public static IRunner Create(RunnerSettings settings) => PeerModels.Find(settings.Model).Apply(new Making(settings));

    private sealed class Making(RunnerSettings settings) : IModelOperation<IRunner>
    {
        public IRunner Run<TModel>(ModelEntry entry)
            where TModel : class, IModel<TModel> => new Runner<TModel>(settings);
    }

    private sealed class Runner<TModel> : IRunner
        where TModel : class, IModel<TModel>
    {
        private readonly TModel _model;
        private readonly Trainer<TModel>? _trainer;
        private readonly float[] _inputs;
        private readonly float[] _outputs;
        private readonly int[] _labels;

        public Runner(RunnerSettings settings)
        {
            _model = FirstWeights.Create<TModel>(settings.Batch, settings.Threads);
            _inputs = settings.Inputs(TModel.Info);
            _outputs = new float[settings.Batch * TModel.Info.OutputSize];
            _labels = settings.Labels(TModel.Info.OutputSize);
            OnnxModel.Save(settings.OnnxFile, _model);
            if (settings.Pass == Pass.Training)
            {
                _trainer = new Trainer<TModel>(_model, new AdamW(RunnerSettings.LearningRate), new SoftmaxCrossEntropy());
            }
        }

        public float[] Output()
        {
            _model.Forward(_inputs, _outputs);
            return [.. _outputs];
        }

        public void Run()
        {
            if (_trainer is null)
            {
                _model.Forward(_inputs, _outputs);
            }
            else
            {
                _trainer.Step(_inputs, _labels);
            }
        }

        public void Dispose() => _model.Dispose();
    }
}
