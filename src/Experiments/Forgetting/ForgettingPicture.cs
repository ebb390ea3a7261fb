namespace SparseGen.Experiments;

/// <summary>Accuracy on the four data sets: a group of bars for each, a bar in it for each method.</summary>
internal static class ForgettingPicture
{
    /// <summary>Draws and writes it.</summary>
    /// <param name="points">The methods; at least one.</param>
    /// <param name="path">The file.</param>
    public static void Draw(IReadOnlyList<ForgettingPoint> points, string path)
    {
        var picture = new BarPicture(
            "Fashion-MNIST: accuracy after forgetting a mark that decided the label",
            "accuracy against the class, %",
            ["mark, available", "mark, not available", "no mark, available", "no mark, not available"]);
        foreach (ForgettingPoint point in points)
        {
            picture.Add(
                point.Method,
                [point.MarkedAvailable.Times(100), point.MarkedUnavailable.Times(100), point.PlainAvailable.Times(100), point.PlainUnavailable.Times(100)]);
        }

        picture.Save(path);
    }
}
