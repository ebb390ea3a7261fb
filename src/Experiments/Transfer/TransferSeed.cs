using System.Diagnostics;
using SparseGen.Analysis;
using SparseGen.Tool.Compressing;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>All methods of one seed. They start from one network that learned the first classes, which is trained when the first of them asks for it.</summary>
/// <param name="training">Images of all classes, epochs and batch of the first training.</param>
/// <param name="optimizer">How the network learns the first classes.</param>
/// <param name="seed">Seed of initial values, order and choice of images.</param>
/// <param name="device">Where.</param>
internal sealed class TransferSeed(ImageTraining training, WidthOptimizer optimizer, int seed, Device device)
{
    /// <summary>Classes that the network learns first: 0 to one less. The others come later.</summary>
    public const int FirstClasses = 5;

    /// <summary>Views of a test image.</summary>
    public const int Views = 20;

    // The authors' settings for fine-tuning and for probes; the rate is that of the head, the body has a tenth.
    private const int Epochs = 50;
    private const float LearningRate = 0.01f, BodyFactor = 0.1f, Momentum = 0.9f, LionRate = 1e-5f;

    private static readonly string Head = ScaledMlp256.Info.Layers[^1].Name, LastOfBody = $"{ScaledMlp256.Info.Layers[^2].Name.Split('.')[0]}.1";
    private readonly DataSplit _first = Part(training.Data, static label => label < FirstClasses), _later = Part(training.Data, static label => label >= FirstClasses);
    private ParameterVector? _trained;

    /// <summary>Does one method.</summary>
    /// <param name="method">One of <see cref="TransferMethod.All"/>.</param>
    /// <param name="images">Training images of the later classes; all, if there are fewer.</param>
    /// <param name="context">Progress and cancellation.</param>
    public TransferRun Run(string method, int images, RunContext context)
    {
        using ScaledMlp256 model = NewModel.Create<ScaledMlp256>(training.Batch, device, (ulong)seed);
        if (method != TransferMethod.Scratch)
        {
            Restore(model, context);
        }

        Dataset chosen = images < _later.Train.Count ? _later.Train.Split(images, (ulong)seed, stratified: true).First : _later.Train;
        long start = Stopwatch.GetTimestamp();
        if (method == TransferMethod.RidgeProbe)
        {
            return new TransferRun(method, images, seed, Ridge(model, chosen), double.NaN, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        ImageTraining transfer = training with { Data = new DataSplit(chosen, _later.Test), Epochs = Epochs, Batch = Math.Min(training.Batch, chosen.Count) };
        TrainingResult result = transfer.Fit(Prepare(model, method), transfer.Options(seed), context);
        var views = new TestViews(Views, ScaledMlp256.Info.InputShape);
        var scores = new OutputScores(_later.Test, ScaledMlp256.Info.OutputSize, training.Batch);
        double viewed = scores.Accuracy(scores.Of((input, output) => views.Forward(model, input, output, ScaledMlp256.Info.OutputSize)));
        return new TransferRun(method, images, seed, result.Test!.Accuracy, viewed, result.Seconds);
    }

    // A new head knows nothing.
    private void Restore(ScaledMlp256 model, RunContext context)
    {
        if (_trained is null)
        {
            ImageTraining first = training with { Data = _first };
            first.Fit(new Trainer<ScaledMlp256>(model, optimizer.Create(), new SoftmaxCrossEntropy()), first.Options(seed), context);
            _trained = model.Parameters.CreateLike();
            _trained.CopyFrom(model.Parameters);
        }

        model.Parameters.CopyFrom(_trained);
        foreach (TensorLayout tensor in model.Parameters.Layout.Tensors.Where(IsOfHead))
        {
            model.Parameters.SetTensor(tensor.Name, new float[tensor.Count]);
        }
    }

    private static Trainer<ScaledMlp256> Prepare(ScaledMlp256 model, string method)
    {
        IOptimizer optimizer = method == TransferMethod.LionProbe ? new Lion(LionRate) : new Sgd(LearningRate, Momentum);
        var trainer = new Trainer<ScaledMlp256>(model, optimizer, new SoftmaxCrossEntropy());
        foreach (TensorLayout tensor in model.Parameters.Layout.Tensors.Where(static tensor => !IsOfHead(tensor)))
        {
            if (method == TransferMethod.LionProbe)
            {
                trainer.Groups.Freeze(tensor.Name);
            }
            else if (method == TransferMethod.FineTuning)
            {
                trainer.Groups.Add(new ParameterGroup(tensor.Name) { LearningRateFactor = BodyFactor });
            }
        }

        return trainer;
    }

    private double Ridge(ScaledMlp256 model, Dataset chosen)
    {
        float[] Features(Dataset data) => ModelTaps.Collect(model, data.ReadInputs(), [LastOfBody])[0];
        return LinearProbe.Fit(Features(chosen), chosen.ReadLabels(), ScaledMlp256.Info.OutputSize).Accuracy(Features(_later.Test), _later.Test.ReadLabels());
    }

    private static bool IsOfHead(TensorLayout tensor) => tensor.Name.StartsWith(Head + ".", StringComparison.Ordinal);

    private static DataSplit Part(DataSplit data, Func<int, bool> fits)
    {
        return new DataSplit(Of(data.Train), Of(data.Test));

        Dataset Of(Dataset all) => all.Subset([.. all.ReadLabels().Index().Where(pair => fits(pair.Item)).Select(static pair => pair.Index)]);
    }
}
