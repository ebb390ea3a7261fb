namespace SparseGen.Execution;

/// <summary>One activation that a program keeps.</summary>
internal readonly struct SavedActivation(string name, int offset, int size, bool isPacked, int gradient)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it lies, in floats a sample.</summary>
    public int Offset { get; } = offset;

    /// <summary>Floats of one sample.</summary>
    public int Size { get; } = size;

    /// <summary>Whether the CPU keeps rows of several samples side by side.</summary>
    public bool IsPacked { get; } = isPacked;

    /// <summary>Where its gradient lies; negative where that is not kept.</summary>
    public int Gradient { get; } = gradient;
}
