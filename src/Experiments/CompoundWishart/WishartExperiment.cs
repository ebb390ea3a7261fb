using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// The eigenvalues of B behind W = Z^T B Z by Cauchy noise loss, over scales of the noise (Hayase 2018, arXiv 1804.03154, and its poster): too little noise overfits the
/// one matrix, too much is slow.
/// </summary>
/// <param name="session">Files and seeds.</param>
/// <param name="size">p = d.</param>
/// <param name="passes">Passes over the eigenvalues.</param>
/// <param name="range">True eigenvalues are uniform from minus this to this.</param>
internal sealed class WishartExperiment(ExperimentSession session, int size, int passes, float range)
{
    private const int Looks = 20;
    private static readonly double[] Scales = [0.025, 0.05, 0.1, 0.2, 0.4];
    private static readonly int[] Draws = [1, 10];

    /// <summary>Does the runs that are missing, then shows the table, draws the picture and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<WishartRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from draws in Draws
               from scale in Scales
               select new PlannedRun<WishartRun>(
                   WishartRun.KeyOf(draws, scale, seed), $"scale {Cell.Of(scale)}, {draws} draws a step, seed {seed}", context => Fit(draws, scale, seed, context)),
        ];
        return session.Complete(
            plan,
            new ExperimentSettings().Add("size", size).Add("passes", passes).Add("range", range),
            WishartRun.Schema,
            WishartPoint.Of,
            Show,
            Draw,
            ExperimentJson.Default.WishartReport);
    }

    private WishartRun Fit(int draws, double scale, int seed, RunContext context)
    {
        var random = new CounterRandom((ulong)seed, "compound Wishart");
        double[] truth = [.. Uniform(range, random).Order()], start = Uniform(1 / Math.Sqrt(size), random);
        Matrix<double> z = Matrix<double>.Build.Dense(size, size, (_, _) => random.NextNormal() / Math.Sqrt(size));
        double[,] matrix = (z.Transpose() * Matrix<double>.Build.DiagonalOfDiagonalArray(truth) * z).ToArray();
        for (int at = 0; at < size * size; at++)
        {
            // Products of both halves are rounded in another order.
            matrix[at % size, at / size] = matrix[at / size, at % size];
        }

        var model = new CompoundWishartModel(start, size);
        List<double> distances = [Distance(model, truth)];
        long begin = Stopwatch.GetTimestamp();
        CauchyNoiseFit.Run(
            model,
            FisherDual.Eigenvalues(matrix),
            new CauchyNoiseOptions { Scale = scale, Draws = draws, Seed = (ulong)seed, Steps = passes * size },
            pass =>
            {
                context.ThrowIfStopped();
                if (pass * Looks / passes > (pass - 1) * Looks / passes)
                {
                    distances.Add(Distance(model, truth));
                }
            });
        return new WishartRun(draws, scale, seed, distances, Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    private double[] Uniform(double most, CounterRandom random) => [.. Enumerable.Range(0, size).Select(_ => most * ((2 * random.NextDouble()) - 1))];

    private static double Distance(CompoundWishartModel model, double[] truth)
        => Math.Sqrt(model.Eigenvalues.ToArray().Order().Zip(truth, static (found, expected) => (found - expected) * (found - expected)).Sum());

    private void Show(WishartPoint[] points)
    {
        Sheet table = Tables.Create($"Distance of {size} eigenvalues from the truth, after {passes} passes")
            .Number("draws").Number("scale").Number("at the start").Number("in the middle").Number("at the end").Number("at best").Number("time");
        foreach (WishartPoint point in points)
        {
            table.Row(
                Tables.Count(point.Draws), Cell.Of(point.Scale), point.Distances[0].ToString("0.000"), point.Distances[point.Distances.Count / 2].ToString("0.000"),
                point.Distances[^1].ToString("0.000"), point.Least.ToString("0.000"), Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
    }

    private void Draw(WishartPoint[] points)
    {
        var picture = new LinePicture("Compound Wishart: eigenvalues found by Cauchy noise loss", new PlotAxis("passes"), new PlotAxis("distance from the truth"));
        foreach (WishartPoint point in points)
        {
            picture.Add(
                $"gamma = {Cell.Of(point.Scale)}, m = {point.Draws}",
                [.. point.Distances.Select((distance, look) => new PlotPoint(look * (double)passes / Looks, distance))],
                isDashed: point.Draws > 1,
                style: Array.IndexOf(Scales, point.Scale));
        }

        picture.Save(session.FileOf(".png"));
    }
}
