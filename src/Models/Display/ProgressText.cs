using System.Globalization;
using System.Text;

namespace SparseGen.Tool.Display;

/// <summary>Where a training stands, in one line.</summary>
internal static class ProgressText
{
    /// <summary>The line.</summary>
    /// <param name="progress">Where it stands.</param>
    public static string Describe(TrainingProgress progress)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"epoch {progress.Epoch}/{progress.Epochs}");
        text.Append(CultureInfo.InvariantCulture, $"  loss {progress.Loss:0.0000}");
        text.Append(CultureInfo.InvariantCulture, $"  {progress.ImagesPerSecond:N0} images/s");
        if (progress.Test is EvaluationResult test)
        {
            text.Append(CultureInfo.InvariantCulture, $"  test {100 * test.Accuracy:0.00} %");
        }

        return text.ToString();
    }
}
