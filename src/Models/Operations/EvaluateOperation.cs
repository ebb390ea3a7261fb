using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Operations;

/// <summary>Loads a checkpoint and counts how the model names the test samples.</summary>
/// <param name="deviceOption">The device as <c>--device</c> names it.</param>
/// <param name="device">The opened device.</param>
/// <param name="checkpoint">Path of the parameters.</param>
/// <param name="set">The samples; with labels.</param>
/// <param name="batch">Samples of one call; at least 1.</param>
/// <param name="views">Views of each image, itself among them; more than 1 for images alone.</param>
internal sealed class EvaluateOperation(string deviceOption, Device device, string checkpoint, TestSet set, int batch, int views = 1)
    : IModelOperation<EvaluationReport>
{
    private readonly Dataset _test = set.Images;

    /// <inheritdoc/>
    public EvaluationReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(batch, device);
        Checkpoint.Load(checkpoint, model.Parameters);
        int classes = TModel.Info.OutputSize;
        var confusion = new int[classes][];
        for (int label = 0; label < classes; label++)
        {
            confusion[label] = new int[classes];
        }

        var watch = Stopwatch.StartNew();
        var images = new int[classes];
        double loss = Count(model, confusion, images);
        double seconds = watch.Elapsed.TotalSeconds;
        int correct = Enumerable.Range(0, classes).Sum(label => confusion[label][label]);
        return new EvaluationReport(
            entry.Name,
            deviceOption,
            device.Name,
            Path.GetFullPath(checkpoint),
            (double)correct / _test.Count,
            loss,
            _test.Count,
            seconds,
            _test.Count / seconds,
            [.. Enumerable.Range(0, classes).Select(label => Recall(label, confusion[label][label], images[label]))],
            set.Name,
            set.Folder,
            set.IsOfTraining,
            confusion,
            views);
    }

    // One pass fills the confusion matrix, counts the samples of each class and gives the mean loss. Samples whose scores name no class stand in no column.
    private double Count<TModel>(TModel model, int[][] confusion, int[] images)
        where TModel : class, IModel<TModel>
    {
        int classes = confusion.Length;
        var entropy = new SoftmaxCrossEntropy();
        var input = new float[batch * _test.InputSize];
        var output = new float[batch * classes];
        var indices = new int[batch];
        var labels = new int[batch];
        var together = new TestViews(views, TModel.Info.InputShape);
        double loss = 0;
        for (int start = 0; start < _test.Count; start += batch)
        {
            int size = Math.Min(batch, _test.Count - start);
            for (int i = 0; i < size; i++)
            {
                indices[i] = start + i;
            }

            _test.FillInputs(indices.AsSpan(0, size), input.AsSpan(0, size * _test.InputSize));
            _test.FillLabels(indices.AsSpan(0, size), labels.AsSpan(0, size));
            Span<float> scores = output.AsSpan(0, size * classes);
            together.Forward(model, input.AsSpan(0, size * _test.InputSize), scores, classes);
            loss += (double)entropy.Evaluate(scores, Targets.FromLabels(labels.AsSpan(0, size)), size, default) * size;
            for (int i = 0; i < size; i++)
            {
                images[labels[i]]++;
                int named = Scores.Best(scores.Slice(i * classes, classes));
                if (named != Scores.None)
                {
                    confusion[labels[i]][named]++;
                }
            }
        }

        return loss / _test.Count;
    }

    private ClassAccuracy Recall(int label, int correct, int images)
    {
        ImmutableArray<string> names = _test.ClassNames;
        return new ClassAccuracy(
            label < names.Length ? names[label] : label.ToString(CultureInfo.InvariantCulture),
            images,
            images == 0 ? 0 : (double)correct / images);
    }
}
