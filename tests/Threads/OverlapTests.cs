namespace SparseGen.Tests.Threads;

/// <summary>Spans of <c>Forward</c> that share memory: in place is right, anything else is right or refused.</summary>
public sealed class OverlapTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void OverlappingSpansAreRightOrRefused(string deviceName)
    {
        using var model = new ThreadedMlp(maxBatch: 8, TestDevices.Get(deviceName), seed: 1);
        const int Batch = 17;
        int size = ThreadedMlp.Info.InputSize;
        var random = new Random(5);
        float[] input = [.. Enumerable.Range(0, Batch * size).Select(_ => random.NextSingle())];
        var expected = new float[Batch * size];
        model.Forward(input, expected);
        foreach (int shift in new[] { 0, 1, 7, 16, size - 1, size, size + 1, 3 * size })
        {
            foreach (bool inputFirst in new[] { true, false })
            {
                var both = new float[(Batch * size) + shift];
                Span<float> source = both.AsSpan(inputFirst ? 0 : shift, Batch * size);
                Span<float> target = both.AsSpan(inputFirst ? shift : 0, Batch * size);
                input.CopyTo(source);
                bool refused = false;
                try
                {
                    model.Forward(source, target);
                }
                catch (ArgumentException exception)
                {
                    refused = true;
                    Assert.Contains("input", exception.Message, StringComparison.Ordinal);
                    Assert.Contains("output", exception.Message, StringComparison.Ordinal);
                }

                Assert.False(refused && shift == 0, "In place is allowed.");
                Assert.True(refused || target.SequenceEqual(expected), $"shift {shift}, input first {inputFirst}");
            }
        }
    }
}
