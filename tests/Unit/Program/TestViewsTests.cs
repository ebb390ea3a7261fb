using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Tests.Program;

/// <summary>Test-time augmentation: the views are the image and the image moved by a pixel at most, and their probabilities are averaged.</summary>
public sealed class TestViewsTests
{
    private const int Side = 28, Pixels = Side * Side, Classes = 10;

    [Fact]
    public void OneViewIsThePlainForwardPass()
    {
        using FashionMixer model = Create();
        float[] images = Images(3, seed: 1), plain = new float[3 * Classes], scores = new float[3 * Classes];
        model.Forward(images, plain);
        new TestViews(1, [1, Side, Side]).Forward(model, images, scores, Classes);
        Assert.Equal(plain, scores);
    }

    /// <summary>
    /// Whatever is drawn: the scores of each image are the logarithm of the mean softmax of the image and of two of its nine moves by hand, with its edge repeated. Other pairs of
    /// moves give other numbers, and over 24 images at least six of the nine are drawn.
    /// </summary>
    [Fact]
    public void SeveralViewsAreTheMeanOfTheirProbabilities()
    {
        using FashionMixer model = Create();
        var views = new TestViews(3, [1, Side, Side]);
        var drawn = new HashSet<int>();
        for (ulong call = 0; call < 8; call++)
        {
            float[] images = Images(3, call), scores = new float[3 * Classes];
            views.Forward(model, images, scores, Classes);
            for (int sample = 0; sample < 3; sample++)
            {
                float[] image = images[(sample * Pixels)..((sample + 1) * Pixels)];
                double[] own = Softmax(model, image);
                double[][] moved = [.. Enumerable.Range(0, 9).Select(move => Softmax(model, Moved(image, (move % 3) - 1, (move / 3) - 1)))];
                (int First, int Second)[] fitting =
                [
                    .. from first in Enumerable.Range(0, 9)
                       from second in Enumerable.Range(first, 9 - first)
                       where Enumerable.Range(0, Classes).All(name => Math.Abs(
                           Math.Log((own[name] + moved[first][name] + moved[second][name]) / 3) - scores[(sample * Classes) + name]) < 1e-5)
                       select (first, second),
                ];
                (int one, int other) = Assert.Single(fitting);
                drawn.Add(one);
                drawn.Add(other);
            }
        }

        Assert.InRange(drawn.Count, 6, 9);
    }

    [Fact]
    public void MoreViewsThanBeforeDoNotKeepWhatWasAdded()
    {
        using FashionMixer model = Create();
        var views = new TestViews(2, [1, Side, Side]);
        float[] scores = new float[3 * Classes], fewer = new float[Classes];
        views.Forward(model, Images(3, seed: 1), scores, Classes);
        views.Forward(model, Images(1, seed: 2), fewer, Classes);
        Assert.Equal(1, fewer.Sum(static score => Math.Exp(score)), 1e-5);
    }

    /// <summary>The head begins at zero, which would name all images alike.</summary>
    private static FashionMixer Create()
    {
        var model = new FashionMixer(3, seed: 1);
        var random = new CounterRandom(2, "head");
        model.Parameters.SetTensor("head.weight", [.. Enumerable.Range(0, model.Parameters.Layout.Find("head.weight").Count).Select(_ => (float)random.NextNormal())]);
        return model;
    }

    private static float[] Images(int count, ulong seed)
    {
        var random = new CounterRandom(seed, "images");
        return [.. Enumerable.Range(0, count * Pixels).Select(_ => (float)random.NextDouble())];
    }

    private static double[] Softmax(FashionMixer model, float[] image)
    {
        float[] scores = new float[Classes];
        model.Forward(image, scores);
        double[] exponentials = [.. scores.Select(static score => Math.Exp(score))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }

    /// <summary>The window of the image, framed by its edge, that lies so much to the right and down.</summary>
    private static float[] Moved(float[] image, int across, int down)
    {
        float[][] rows = [.. image.Chunk(Side).Select(static row => (float[])[row[0], .. row, row[^1]])];
        float[][] framed = [rows[0], .. rows, rows[^1]];
        return [.. framed.Skip(1 + down).Take(Side).SelectMany(row => row.Skip(1 + across).Take(Side))];
    }
}
