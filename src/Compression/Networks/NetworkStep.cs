namespace SparseGen.Compression.Networks;

/// <summary>An op of an inference, on values of some samples.</summary>
/// <param name="name">Name of its result.</param>
/// <param name="inputs">Numbers of the values that it reads.</param>
/// <param name="output">Number of the value that it writes, which is none of those.</param>
internal abstract class NetworkStep(string name, int[] inputs, int output)
{
    /// <summary>Name of its result.</summary>
    public string Name { get; } = name;

    /// <summary>Numbers of the values that it reads.</summary>
    public int[] Inputs { get; } = inputs;

    /// <summary>Number of the value that it writes.</summary>
    public int Output { get; } = output;

    /// <summary>Computes the value.</summary>
    /// <param name="values">The values of all ops, [samples, size] each.</param>
    /// <param name="samples">Number of samples.</param>
    public abstract void Run(NetworkValues values, int samples);
}
