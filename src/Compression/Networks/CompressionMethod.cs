namespace SparseGen.Compression;

/// <summary>What takes the place of a linear map.</summary>
public enum CompressionMethod
{
    /// <summary>Integers of 8 bits: <see cref="Int8Linear"/>.</summary>
    Int8,

    /// <summary>Hashes and tables: <see cref="MaddnessLinear"/>.</summary>
    Maddness,
}
