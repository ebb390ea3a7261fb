using System.Globalization;
using System.Text;

namespace SparseGen.Tool.Display;

/// <summary>Where a training stands, in one line.</summary>
internal static class ProgressText
{
    /// <summary>The line.</summary>
    /// <param name="progress">Where it stands.</param>
    /// <param name="samples">What the samples are.</param>
    public static string Describe(TrainingProgress progress, string samples = "images")
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"epoch {progress.Epoch}/{progress.Epochs}");
        text.Append(CultureInfo.InvariantCulture, $"  loss {progress.Loss:0.0000}");
        text.Append(CultureInfo.InvariantCulture, $"  {progress.ImagesPerSecond:N0} {samples}/s");
        if (progress.Test is EvaluationResult test)
        {
            // What is no classifier has no accuracy.
            text.Append(
                double.IsNaN(test.Accuracy)
                    ? string.Create(CultureInfo.InvariantCulture, $"  validation loss {test.Loss:0.0000}")
                    : string.Create(CultureInfo.InvariantCulture, $"  test {100 * test.Accuracy:0.00} %"));
        }

        return text.ToString();
    }
}
