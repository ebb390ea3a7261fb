using System.Text.RegularExpressions;

namespace SparseGen.Tool.Planning;

/// <summary>The instructions of a kernel, as the disassembler lists them, and its loops: from a label to a branch back to it.</summary>
internal sealed partial class SassListing
{
    /// <summary>A loop that multiplies has more of them than an epilogue's polynomial.</summary>
    private const int LeastMultiplyAdds = 8;

    private readonly List<string> _instructions = [];
    private readonly List<Loop> _loops = [];

    private SassListing()
    {
    }

    private readonly record struct Loop(int First, int Last)
    {
        public int Length => Last - First + 1;

        public bool Contains(Loop other) => First <= other.First && other.Last <= Last && this != other;
    }

    /// <summary>Loads of 128 bits from global memory.</summary>
    public int WideGlobalLoads => _instructions.Count(static i => i.StartsWith("LDG", StringComparison.Ordinal) && i.Contains(".128", StringComparison.Ordinal));

    /// <summary>Divisions of whole numbers in loops: each begins with a conversion to floating point, rounded up, of which a reciprocal is taken.</summary>
    public int DivisionsInLoops => _instructions.Where((text, i) => text.StartsWith("I2F", StringComparison.Ordinal) && text.Contains(".RP", StringComparison.Ordinal)
        && _loops.Any(loop => loop.First <= i && i <= loop.Last)).Count();

    /// <summary>The share of products on tensor cores in the instructions of a step, which is a loop without another one; null without such a loop.</summary>
    public double? TensorShareOfStep => _loops.Where(loop => Count(loop, "BAR") > 0 && Count(loop, "HMMA") > 0).OrderBy(static loop => loop.Length).Select(loop =>
        (double?)Count(loop, "HMMA") / loop.Length).FirstOrDefault();

    /// <summary>Reads a listing.</summary>
    public static SassListing Parse(string text)
    {
        var listing = new SassListing();
        var labels = new Dictionary<string, int>();
        foreach (string line in text.Split('\n'))
        {
            if (Label().Match(line) is { Success: true } label)
            {
                labels[label.Groups[1].Value] = listing._instructions.Count;
            }
            else if (Instruction().Match(line) is { Success: true } instruction)
            {
                listing._instructions.Add(instruction.Groups[1].Value);
                if (instruction.Groups[1].Value.StartsWith("BRA", StringComparison.Ordinal) && Branch().Match(instruction.Groups[2].Value) is { Success: true } branch
                    && labels.TryGetValue(branch.Groups[1].Value, out int first) && first < listing._instructions.Count - 1)
                {
                    listing._loops.Add(new Loop(first, listing._instructions.Count - 1));
                }
            }
        }

        return listing;
    }

    /// <summary>
    /// The share of fused multiply-adds in the instructions of a step: the loop that the group meets in, with the loop in it counted as often as it runs. What the few groups do
    /// that add up the gradient of a bias counts once.
    /// </summary>
    /// <param name="multiplyAdds">Multiply-adds of a thread in a step.</param>
    /// <returns>Null without such a loop.</returns>
    public double? ShareOfStep(int multiplyAdds) => SharesOfSteps([multiplyAdds])[0];

    /// <summary>The same of kernels with several products, whose steps are loops of their own: those with the most multiply-adds come first.</summary>
    /// <param name="multiplyAdds">Multiply-adds of a thread in a step of each product.</param>
    /// <returns>The share of each product.</returns>
    public IReadOnlyList<double?> SharesOfSteps(IReadOnlyList<int> multiplyAdds)
    {
        // The way out of the registers meets too, and an epilogue may multiply and add: less than the steps do. Blocks of a long sum are loops around the steps.
        Loop[] meeting = [.. _loops.Where(loop => Count(loop, "BAR") > 0 && Count(loop, "FFMA") >= LeastMultiplyAdds)];
        Loop[] steps = [.. meeting.Where(loop => !meeting.Any(loop.Contains)).OrderByDescending(loop => Count(loop, "FFMA")).ThenBy(static loop => loop.Length)];
        var shares = new double?[multiplyAdds.Count];
        int step = 0;
        foreach (int product in Enumerable.Range(0, shares.Length).OrderByDescending(product => multiplyAdds[product]).Take(steps.Length))
        {
            shares[product] = Share(multiplyAdds[product], steps[step++]);
        }

        return shares;
    }

    private double Share(int multiplyAdds, Loop step)
    {
        Loop? inner = _loops.Where(loop => step.Contains(loop) && Count(loop, "FFMA") >= LeastMultiplyAdds).OrderBy(static loop => loop.Length).Cast<Loop?>().FirstOrDefault();
        double runs = inner is { } one ? (double)multiplyAdds / Count(one, "FFMA") : 1;
        double all = step.Length + ((runs - 1) * (inner?.Length ?? 0));
        return multiplyAdds / all;
    }

    /// <summary>The share of fused multiply-adds in the instructions of the innermost loop that loads quads and multiplies; null without such a loop.</summary>
    public double? ShareOfLoop => _loops.Where(loop => Count(loop, "FFMA") >= LeastMultiplyAdds && Count(loop, "LDG.E.128") > 0 && !_loops.Exists(other => loop.Contains(other)))
        .Select(loop => (double?)Count(loop, "FFMA") / loop.Length).FirstOrDefault();

    private int Count(Loop loop, string name) => _instructions.Skip(loop.First).Take(loop.Length).Count(i => i.StartsWith(name, StringComparison.Ordinal));

    [GeneratedRegex(@"^(\.L_[\w]+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+/\*[0-9a-f]{4,}\*/\s+(?:@!?U?P[T0-9]+\s+)?([A-Z0-9_.]+)(.*?);")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"(\.L_[\w]+)")]
    private static partial Regex Branch();
}
