using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace SparseGen.Tests.Fuzz;

/// <summary>
/// Cases drawn at random, each from a seed of its own, so that one that fails can be run alone. An ordinary test run takes a few fixed seeds; with <c>SPARSEGEN_FUZZ_MINUTES</c>
/// every campaign goes on for as long, from <c>SPARSEGEN_FUZZ_SEED</c> on; with a seed and no minutes it runs the case of that seed alone.
/// </summary>
internal static class Campaign
{
    private const string MinutesVariable = "SPARSEGEN_FUZZ_MINUTES", SeedVariable = "SPARSEGEN_FUZZ_SEED";

    /// <summary>Numbers that one case draws all of its choices from.</summary>
    private const int NumbersOfACase = 256;

    /// <summary>Runs cases until they have been as many as asked for, or the time of a long campaign is over.</summary>
    /// <param name="cases">How many cases an ordinary test run takes.</param>
    /// <param name="run">Runs the case of a seed; throws where something is wrong.</param>
    public static void Run(int cases, Action<ulong> run)
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable(MinutesVariable) ?? "0", CultureInfo.InvariantCulture);
        var seed = Environment.GetEnvironmentVariable(SeedVariable);
        var first = ulong.Parse(seed ?? "1", CultureInfo.InvariantCulture);
        var count = (ulong)(seed is null ? cases : 1);
        var watch = Stopwatch.StartNew();
        for (ulong done = 0; minutes > 0 ? watch.Elapsed.TotalMinutes < minutes : done < count; done++)
        {
            try
            {
                run(first + done);
            }
            catch (Exception fault)
            {
                throw new Xunit.Sdk.XunitException($"Case {first + done} (after {done} others; alone: {SeedVariable}={first + done}): {fault.Message}", fault);
            }
        }
    }

    /// <summary>The numbers that a seed stands for.</summary>
    public static uint[] Numbers(ulong seed) => Gen.UInt.Array[NumbersOfACase].Generate(new PCG(1, seed), null, out _);
}
