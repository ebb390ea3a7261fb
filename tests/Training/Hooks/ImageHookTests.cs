using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Random crops and flips: where each pixel comes from, and what is drawn.</summary>
public sealed class ImageHookTests
{
    private const int Samples = 9, Channels = 2, Height = 4, Width = 6, Size = Channels * Height * Width;

    private static readonly int[] Labels = [0, 1, 2, 3, 4, 0, 1, 2, 3];

    // Every pixel of the batch is a number of its own, none of them 0.
    private static readonly float[] Input = [.. Enumerable.Range(1, Samples * Size).Select(i => (float)i)];

    [Fact]
    public void FlipsTurnEachImageOverOrLeaveIt()
    {
        int turned = 0;
        foreach (float[] input in Batches(new RandomFlip(0.25f, seed: 2), steps: 60))
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                bool isTurned = input[sample * Size] != Pixel(sample, 0, 0, 0);
                turned += isTurned ? 1 : 0;
                ForEachPixel((channel, row, column) => Assert.Equal(
                    Pixel(sample, channel, row, isTurned ? Width - 1 - column : column), At(input, sample, channel, row, column)));
            }
        }

        // 540 images with probability 1/4: 135 on average, deviation 10.
        Assert.InRange(turned, 85, 185);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1f, Samples)]
    public void CertainFlips(float probability, int expected)
    {
        float[] input = Assert.Single(Batches(new RandomFlip(probability), steps: 1));
        Assert.Equal(expected, Enumerable.Range(0, Samples).Count(sample => input[sample * Size] != Pixel(sample, 0, 0, 0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void CropsMoveEachImageByOneMoveAndFillTheRest(int padding)
    {
        const float Fill = -7;
        HashSet<(int Down, int Right)> moves = [];
        foreach (float[] input in Batches(new RandomCrop(padding, seed: 4) { Fill = Fill }, steps: 120))
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                (int Down, int Right)? move = FindMove(input, sample, padding, Fill);
                Assert.NotNull(move);
                moves.Add(move.Value);
            }
        }

        // Moves that leave no pixel look alike, so all are seen only where the border is narrower than the image.
        int possible = ((2 * padding) + 1) * ((2 * padding) + 1);
        Assert.True(padding > 2 || moves.Count == possible, $"{moves.Count} of {possible} moves");
    }

    [Fact]
    public void ChangesDependOnSeedAndStepAlone()
    {
        float[][] first = Batches(new RandomCrop(2, seed: 1), steps: 5);
        Assert.Equal(first, Batches(new RandomCrop(2, seed: 1), steps: 5));
        Assert.NotEqual(first, Batches(new RandomCrop(2, seed: 2), steps: 5));
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public void NeedsImages()
    {
        using var regression = new Regression<SmoothMlp>("cpu-1", hooks: new RandomFlip());
        Assert.Contains(
            "a sample of SmoothMlp is [6]",
            Assert.Throws<InvalidOperationException>(() => regression.Step()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void RejectsSettingsOutsideTheirRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => new RandomCrop(0));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => new RandomFlip(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new MixUp(0));
    }

    private static (int Down, int Right)? FindMove(float[] input, int sample, int padding, float fill)
    {
        for (int down = -padding; down <= padding; down++)
        {
            for (int right = -padding; right <= padding; right++)
            {
                bool fits = true;
                ForEachPixel((channel, row, column) =>
                {
                    bool inside = row - down is >= 0 and < Height && column - right is >= 0 and < Width;
                    float expected = inside ? Pixel(sample, channel, row - down, column - right) : fill;
                    fits &= At(input, sample, channel, row, column) == expected;
                });
                if (fits)
                {
                    return (down, right);
                }
            }
        }

        return null;
    }

    private static float[][] Batches(ITrainingHook hook, int steps)
    {
        var probe = new BatchProbe();
        using var model = new SmallImages(Samples);

        // Nothing is learned: grey values of up to 255 would make the parameters run away.
        var trainer = new Trainer<SmallImages>(model, new Sgd(learningRate: 0), new SoftmaxCrossEntropy()) { Hooks = { hook, probe } };
        float[][] batches = new float[steps][];
        for (int step = 0; step < steps; step++)
        {
            trainer.Step(Input, Labels);
            Assert.Equal(Labels, probe.Labels);
            batches[step] = probe.Input;
        }

        return batches;
    }

    private static float Pixel(int sample, int channel, int row, int column) => At(Input, sample, channel, row, column);

    private static float At(float[] batch, int sample, int channel, int row, int column) =>
        batch[(((((sample * Channels) + channel) * Height) + row) * Width) + column];

    private static void ForEachPixel(Action<int, int, int> action)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column++)
                {
                    action(channel, row, column);
                }
            }
        }
    }
}
