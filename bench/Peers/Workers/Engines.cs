namespace SparseGen.Bench.Peers.Workers;

/// <summary>The libraries by name, and how a runner of each is made.</summary>
internal static class Engines
{
    public const string SparseGen = "sparsegen", LibTorch = "libtorch", OnnxRuntime = "onnxruntime", Loops = "loops";

    /// <summary>Makes a runner.</summary>
    /// <exception cref="NotSupportedException">There is no library of the name.</exception>
    public static IRunner Create(string engine, RunnerSettings settings) => engine switch
    {
        SparseGen => SparseGenRunner.Create(settings),
        LibTorch => new TorchRunner(settings),
        OnnxRuntime => new OnnxRuntimeRunner(settings),
        Loops => new LoopsRunner(settings),
        _ => throw new NotSupportedException($"There is no library {engine} here."),
    };
}
