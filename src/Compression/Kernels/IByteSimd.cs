namespace SparseGen.Compression.Kernels;

/// <summary>
/// One width of arithmetic on bytes: what MADDNESS does with its codes. Kernels are written once, generic over it, and give the same bits at every width, since all of it is
/// integers; what is not, the scaling at both ends, is one rounding after another in a fixed order.
/// </summary>
/// <typeparam name="TVector">Bytes of several rows side by side.</typeparam>
/// <typeparam name="TSums">Sums of 16 bits of the same rows.</typeparam>
internal interface IByteSimd<TVector, TSums>
    where TVector : struct
    where TSums : struct
{
    /// <summary>Whether the machine has it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Rows of a vector.</summary>
    static abstract int Width { get; }

    /// <summary>All bytes zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>All sums zero.</summary>
    static abstract TSums ZeroSums { get; }

    /// <summary>Loads a vector.</summary>
    static abstract TVector Load(ref byte source);

    /// <summary>Stores a vector.</summary>
    static abstract void Store(ref byte destination, TVector value);

    /// <summary>For each row the entry of a table of 16 that its code names; codes are below 16.</summary>
    static abstract TVector LookUp(ref byte table, TVector codes);

    /// <summary>(a + b + 1) / 2, rounded down.</summary>
    static abstract TVector Average(TVector a, TVector b);

    /// <summary>2 code + (value &gt; threshold), one step down a tree.</summary>
    static abstract TVector Descend(TVector codes, TVector values, TVector thresholds);

    /// <summary>For each row the whole part of (x - offset) scale, brought into 0 to 255; NaN counts as 0.</summary>
    static abstract TVector Quantise(ref float source, float offset, float scale);

    /// <summary>sums + values 2^shift.</summary>
    static abstract TSums Add(TSums sums, TVector values, int shift);

    /// <summary>Stores sum scale + constant of each row.</summary>
    static abstract void StoreScaled(ref float destination, TSums sums, float scale, float constant);
}
