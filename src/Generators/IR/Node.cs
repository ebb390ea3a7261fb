namespace SparseGen.Generators.IR;

/// <summary>A step of a region: an op or a loop.</summary>
internal abstract class Node
{
    /// <summary>What it computes, in a loop also what stays inside.</summary>
    public abstract IEnumerable<Value> Produced();

    /// <summary>What it reads, in a loop also what comes from inside.</summary>
    public abstract IEnumerable<Value> Read();
}
