namespace SparseGen.Bench.Peers.Workers;

/// <summary>A model in one of the libraries, ready to be run again and again.</summary>
internal interface IRunner : IDisposable
{
    /// <summary>What it computes with its first weights, for the inputs that all runners have.</summary>
    float[] Output();

    /// <summary>One call: a training step, or inference of a batch.</summary>
    void Run();
}
