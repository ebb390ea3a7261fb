using Xunit;

namespace SparseGen.Tests.Runtime;

public sealed class CounterRandomTests
{
    /// <summary>The vectors that come with Random123, file kat_vectors, lines "philox4x32 10".</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void PhiloxGivesThePublishedAnswers(string counter, string key, string expected)
    {
        uint[] block = Words(counter), keys = Words(key);
        Philox.Scramble(block, keys[0], keys[1]);
        Assert.Equal<uint[]>(Words(expected), block);
    }

    [Fact]
    public void SequenceIsTheBlocksOfOneCounter()
    {
        const ulong Seed = 0x0123456789abcdef;
        CounterRandom random = new(Seed, stream: 0xfedcba9876543210);
        for (uint block = 0; block < 3; block++)
        {
            uint[] words = [block, 0, 0x76543210, 0xfedcba98];
            Philox.Scramble(words, 0x89abcdef, 0x01234567);
            Assert.All(words, word => Assert.Equal(word, random.NextUInt32()));
        }
    }

    /// <summary>From the tables of the authors of FNV.</summary>
    [Theory]
    [InlineData("", 0xcbf29ce484222325ul)]
    [InlineData("a", 0xaf63dc4c8601ec8cul)]
    [InlineData("foobar", 0x85944171f73967e8ul)]
    public void HashIsFnv1A(string text, ulong hash) => Assert.Equal(hash, CounterRandom.Hash(text));

    [Fact]
    public void StreamsAndSeedsDiffer()
    {
        uint first = new CounterRandom(1, "head.weight").NextUInt32();
        Assert.Equal(first, new CounterRandom(1, "head.weight").NextUInt32());
        Assert.NotEqual(first, new CounterRandom(1, "head.bias").NextUInt32());
        Assert.NotEqual(first, new CounterRandom(2, "head.weight").NextUInt32());
    }

    [Fact]
    public void NormalsHaveTheMomentsOfTheNormalDistribution()
    {
        CounterRandom random = new(3, "normals");
        const int Count = 200_000;
        double sum = 0, squares = 0, fourths = 0;
        for (int i = 0; i < Count; i++)
        {
            double value = random.NextNormal();
            sum += value;
            squares += value * value;
            fourths += value * value * value * value;
        }

        // Five standard errors: sqrt(1 / n), sqrt(2 / n) and sqrt(96 / n).
        Assert.Equal(0.0, sum / Count, 0.0112);
        Assert.Equal(1.0, squares / Count, 0.0159);
        Assert.Equal(3.0, fourths / Count, 0.11);
    }

    [Fact]
    public void WholeNumbersAreEquallyLikely()
    {
        CounterRandom random = new(4, "dice");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt32(7)]++;
        }

        Assert.All(counts, static count => Assert.InRange(count, 9_500, 10_500));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(static word => Convert.ToUInt32(word, 16))];
}
