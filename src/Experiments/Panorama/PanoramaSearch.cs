using System.Diagnostics;
using System.Numerics;
using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>A search for a view in one room: places of a camera, each worth the best score of its views.</summary>
/// <param name="scene">The room.</param>
/// <param name="scorer">Tells framed views from others.</param>
internal sealed class PanoramaSearch(PanoramaScene scene, ViewScorer scorer)
{
    private readonly float[] _views = new float[ViewCamera.Directions * ViewCamera.Pixels], _scores = new float[2 * ViewCamera.Directions];
    private double _sum, _highest = double.NegativeInfinity;
    private (Vector3 Place, int View) _best;

    /// <summary>Searches.</summary>
    /// <param name="search">One of <see cref="PanoramaRun.Tree"/> and <see cref="PanoramaRun.Chance"/>.</param>
    /// <param name="seed">Seed of the search.</param>
    /// <param name="looks">After how many places is looked; the last is the end.</param>
    /// <param name="accuracy">Accuracy of the scorer.</param>
    /// <param name="context">Cancellation.</param>
    public PanoramaRun Run(string search, int seed, IReadOnlyList<int> looks, double accuracy, RunContext context)
    {
        (Vector3 half, ulong stream) = (PanoramaScene.HalfRoom, (ulong)seed);
        var tree = new OptimisticTree(
            new SearchBox([-half.X, -half.Y, -half.Z], [half.X, half.Y, half.Z]), TreeSearchOptions.PanoTree with { Seed = stream });
        var chance = new CounterRandom(stream, "places");
        var found = new List<double>();
        long start = Stopwatch.GetTimestamp();
        for (int play = 1; play <= looks[^1]; play++)
        {
            context.ThrowIfStopped();
            if (search == PanoramaRun.Tree)
            {
                tree.Play(place => Score(new Vector3((float)place[0], (float)place[1], (float)place[2])));
            }
            else
            {
                Score(PanoramaScene.Place(chance));
            }

            if (looks.Contains(play))
            {
                found.Add(_highest);
            }
        }

        return new PanoramaRun(
            search, seed, found, _sum / looks[^1], accuracy, [_best.Place.X, _best.Place.Y, _best.Place.Z], _best.View, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private double Score(Vector3 place)
    {
        for (int view = 0; view < ViewCamera.Directions; view++)
        {
            scene.Draw(ViewCamera.Facing(place, ViewCamera.Sphere[view]), _views.AsSpan(view * ViewCamera.Pixels, ViewCamera.Pixels));
        }

        scorer.Forward(_views, _scores);
        double score = 0;
        int chosen = 0;
        for (int view = 0; view < ViewCamera.Directions; view++)
        {
            double probability = 1 / (1 + Math.Exp(_scores[2 * view] - _scores[(2 * view) + 1]));
            (score, chosen) = probability > score ? (probability, view) : (score, chosen);
        }

        _sum += score;
        if (score > _highest)
        {
            (_highest, _best) = (score, (place, chosen));
        }

        return score;
    }
}
