using SparseGen.Execution;

namespace SparseGen.Tests.Runtime;

/// <summary>An engine with the program written by hand, and data for it.</summary>
internal static class SquareEngine
{
    /// <summary>An engine on the CPU.</summary>
    public static ModelEngine Create(int maxBatch, int threads) => ModelEngine.Create<SquareProgram, CpuOnly>(
        SquareProgram.Info, SquareProgram.Layout, maxBatch, Device.CpuWithThreads(threads), seed: 11);

    /// <summary>Normal numbers, as many as a batch has.</summary>
    public static float[] Random(int batch, ulong seed)
    {
        CounterRandom random = new(seed, "data");
        return [.. Enumerable.Range(0, batch * SquareProgram.Info.InputSize).Select(_ => (float)random.NextNormal())];
    }
}
