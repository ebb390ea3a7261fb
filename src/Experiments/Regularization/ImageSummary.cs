using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>The table of the regularisers on images, and in sentences which are better than plain SGD.</summary>
internal static class ImageSummary
{
    /// <summary>Prints them.</summary>
    /// <param name="points">The points.</param>
    /// <param name="judge">Which images the accuracy is measured on: test or validation.</param>
    public static void Show(IReadOnlyList<ImagePoint> points, string judge)
    {
        Sheet table = Tables.Create($"Fashion-MNIST: {judge} accuracy and time of a step")
            .Text("model").Text("method").Number("gamma").Number("epsilon or rho").Number($"{judge} accuracy, %").Number("training loss").Number("time of a step");
        foreach (ImagePoint point in points)
        {
            table.Row(
                point.Model,
                point.Regularizer.Method,
                point.Regularizer.GammaText,
                point.Regularizer.EpsilonText,
                point.TestAccuracy.Times(100).ToString("0.00"),
                point.TrainLoss.ToString("0.000"),
                point.StepTime is double ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) + " plain" : "-");
        }

        Terminal.Write(table);
        foreach (IGrouping<string, ImagePoint> model in points.GroupBy(point => point.Model))
        {
            ImagePoint? plain = model.FirstOrDefault(point => point.Regularizer.Method == Regularizer.Plain);
            if (plain is null)
            {
                continue;
            }

            foreach (IGrouping<string, ImagePoint> method in model.Where(point => point != plain).GroupBy(point => point.Regularizer.Method))
            {
                Terminal.WriteLine(Describe(model.Key, method.MaxBy(point => point.TestAccuracy.Mean)!, plain));
            }
        }
    }

    private static string Describe(string model, ImagePoint best, ImagePoint plain)
    {
        double change = 100 * (best.TestAccuracy.Mean - plain.TestAccuracy.Mean);
        double noise = 100 * Math.Max(best.TestAccuracy.Deviation, plain.TestAccuracy.Deviation);
        string verdict = Math.Abs(change) <= noise ? "within a deviation of" : change > 0 ? "better than" : "worse than";
        return string.Create(
            CultureInfo.InvariantCulture, $"{model}: the best {best.Regularizer.Description} is {verdict} plain SGD, by {change:+0.00;-0.00} points.");
    }
}
