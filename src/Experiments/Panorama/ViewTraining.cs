using System.Numerics;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Trains the scorer on rooms of its own: framed targets against framed other things and random views.</summary>
/// <param name="data">Images of the panels.</param>
/// <param name="target">The class that is looked for.</param>
/// <param name="views">Views of training.</param>
/// <param name="epochs">Passes over them.</param>
/// <param name="device">Where the scorer lives.</param>
internal sealed class ViewTraining(DataSplit data, int target, int views, int epochs, Device device)
{
    private const int Batch = 64, ViewsOfARoom = 20;
    private const float LearningRate = 2e-3f, WeightDecay = 0.05f;
    private static readonly string[] Classes = ["random", "framed"];

    /// <summary>Trains it.</summary>
    /// <returns>The scorer, and its accuracy on views of rooms with test images.</returns>
    public (ViewScorer Scorer, double Accuracy) Run(RunContext context)
    {
        ViewScorer scorer = NewModel.Create<ViewScorer>(Batch, device, seed: 1);
        Dataset train = Draw(new PanelImages(data.Train), views, "rooms of training"), test = Draw(new PanelImages(data.Test), Math.Max(4, views / 4), "rooms of test");
        var options = new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = Batch,
            Schedule = WarmUp.Schedule((long)(views + Batch - 1) / Batch * epochs),
        };
        var trainer = new Trainer<ViewScorer>(scorer, new AdamW(LearningRate, WeightDecay), new SoftmaxCrossEntropy());
        TrainingResult result = trainer.Fit(train, test, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();
        return (scorer, (result.Test ?? trainer.Evaluate(test)).Accuracy);
    }

    private Dataset Draw(PanelImages images, int count, string stream)
    {
        var random = new CounterRandom(seed: 1, stream);
        float[] inputs = new float[count * ViewCamera.Pixels];
        int[] labels = new int[count];
        PanoramaScene? scene = null;
        for (int view = 0; view < count; view++)
        {
            scene = view % ViewsOfARoom == 0 ? new PanoramaScene(images, target, random) : scene!;
            labels[view] = view % 2;
            ViewCamera camera = labels[view] == 1 ? scene.Frame(isTarget: true, random)
                : view % 4 == 0 ? scene.Frame(isTarget: false, random)
                : ViewCamera.Facing(PanoramaScene.Place(random), Vector3.Normalize(PanoramaScene.Place(random)));
            scene.Draw(camera, inputs.AsSpan(view * ViewCamera.Pixels, ViewCamera.Pixels));
        }

        return Dataset.FromFloats(inputs, ViewCamera.Pixels, labels, [.. Classes]);
    }
}
