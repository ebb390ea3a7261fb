namespace SparseGen;

/// <summary>In how many bits the numbers of a checkpoint stand. Models compute in single precision whatever the file has.</summary>
public enum TensorPrecision
{
    /// <summary>32 bits (<c>F32</c>): what is loaded has the bits that were saved.</summary>
    Float32,

    /// <summary>16 bits (<c>F16</c>, IEEE 754 binary16): half the size, 11 significant bits, up to 65,504. Smaller numbers than 6e-8 become zero.</summary>
    Float16,

    /// <summary>16 bits (<c>BF16</c>, the upper half of a float): half the size, 8 significant bits, the range of single precision.</summary>
    BFloat16,
}
