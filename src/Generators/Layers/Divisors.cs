namespace SparseGen.Generators.Layers;

/// <summary>Divisors of sizes, for the nearest fix in a message.</summary>
internal static class Divisors
{
    /// <summary>All divisors of a number, ascending. They come in pairs around its square root, so that a size of an int takes 46,340 divisions at the most.</summary>
    public static long[] Of(long number)
    {
        var below = new List<long>();
        var above = new List<long>();
        for (long divisor = 1; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                below.Add(divisor);
                if (divisor * divisor != number)
                {
                    above.Add(number / divisor);
                }
            }
        }

        return [.. below, .. Enumerable.Reverse(above)];
    }

    /// <summary>The pairs [a, b] with a b = number and b nearest to a wanted one, below it and from it on, as text for a message.</summary>
    public static string Pairs(long number, long wanted)
    {
        long[] divisors = Of(number);
        IEnumerable<long> nearest = divisors.Where(divisor => divisor < wanted).Reverse().Take(1).Concat(divisors.Where(divisor => divisor >= wanted).Take(1));
        return string.Join(", ", nearest.Select(divisor => $"[{Emission.Text.Of(number / divisor)}, {Emission.Text.Of(divisor)}]"));
    }

    /// <summary>The numbers that divide both, as text for a message.</summary>
    public static string Common(int height, int width) => string.Join(", ", Of(height).Where(divisor => width % divisor == 0));
}
