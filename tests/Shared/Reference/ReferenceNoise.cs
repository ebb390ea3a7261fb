using System.Globalization;

namespace SparseGen.Tests.Reference;

/// <summary>
/// The random bits of dropout and stochastic depth, from their documentation: which places of which layer are dropped in which step.
/// </summary>
/// <param name="seed">Seed of the model.</param>
internal sealed class ReferenceNoise(ulong seed = 0)
{
    /// <summary>The noise step.</summary>
    public ulong Step { get; set; }

    /// <summary>Place in the batch of the sample at hand.</summary>
    public int Sample { get; set; }

    /// <summary>Whether anything is dropped.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Whether a place (sample times size, plus the place in the sample; or the sample) of a layer is dropped.</summary>
    /// <param name="name">Name of the layer's noise, such as <c>blocks.0.mlp_tokens.fc1.dropout</c>.</param>
    /// <param name="rate">Share that is dropped.</param>
    /// <param name="place">The place.</param>
    public bool IsDropped(string name, double rate, int place) => IsDropped(Key(name), rate, place);

    /// <summary>The same of a layer's key, for those who ask of many places.</summary>
    public static bool IsDropped(ulong key, double rate, int place) => Bits(key, (uint)place) + 0x80000000L < Math.Floor(rate * 0x100000000L);

    /// <summary>The key of a layer: 64 bits.</summary>
    public ulong Key(string name)
    {
        var words = name.Split('.');
        var numbers = words.Where(IsNumber).Select(word => ulong.Parse(word, CultureInfo.InvariantCulture));
        var stream = Hash(string.Join('.', words.Select(word => IsNumber(word) ? "#" : word)));
        foreach (var number in numbers)
        {
            stream = Mix(unchecked(stream + number));
        }

        return Mix(Mix(unchecked(Mix(seed) + Step)) ^ stream);
    }

    /// <summary>As a signed number.</summary>
    private static int Bits(ulong key, uint place)
    {
        unchecked
        {
            var bits = place ^ (uint)key;
            bits = (bits ^ (bits >> 16)) * 0x7FEB352Du;
            bits = bits ^ (bits >> 15) ^ (uint)(key >> 32);
            return (int)(bits * 0x846CA68Bu);
        }
    }

    private static bool IsNumber(string word) => word.Length > 0 && word.All(char.IsAsciiDigit);

    /// <summary>FNV-1a over ASCII.</summary>
    private static ulong Hash(string text) =>
        text.Aggregate(0xCBF29CE484222325UL, static (hash, letter) => unchecked((hash ^ letter) * 0x100000001B3));

    /// <summary>SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
