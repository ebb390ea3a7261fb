namespace SparseGen.Simd;

/// <summary>
/// One width of vector arithmetic. Kernels are written once, generic over it, and the JIT makes straight vector code of each
/// instantiation: <see cref="Simd512"/>, <see cref="Simd256"/>, <see cref="Simd128"/> and <see cref="SimdScalar"/>.
/// </summary>
/// <typeparam name="TVector">The vector: <c>Vector512&lt;float&gt;</c> ... or <c>float</c>.</typeparam>
public interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Whether there are 32 vector registers rather than 16, which decides the size of register tiles.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>Loads a vector that starts at <paramref name="source"/>.</summary>
    static abstract TVector Load(ref float source);

    /// <summary>Loads the first <paramref name="count"/> lanes (0 to Width) and sets the others to zero; touches nothing beyond.</summary>
    static abstract TVector LoadPartial(ref float source, int count);

    /// <summary>Stores a vector.</summary>
    static abstract void Store(ref float destination, TVector value);

    /// <summary>Stores the first <paramref name="count"/> lanes (0 to Width); touches nothing beyond.</summary>
    static abstract void StorePartial(ref float destination, TVector value, int count);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a - b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a * b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a * b + c, rounded once where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>c - a * b, rounded once where the hardware can.</summary>
    static abstract TVector NegateMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The smaller of each pair; a NaN in a stays.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger of each pair; a NaN in a stays.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The larger of each pair, NaN where either is one; costs more than <see cref="Max"/>.</summary>
    static abstract TVector Maximum(TVector a, TVector b);

    /// <summary>Square root.</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>Absolute value.</summary>
    static abstract TVector Abs(TVector a);

    /// <summary>The nearest whole number, ties to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>a 2^exponent for a whole number <paramref name="exponent"/> in [-126, 127].</summary>
    static abstract TVector Scale(TVector a, TVector exponent);

    /// <summary>Lane by lane: x &gt; limit ? whenGreater : otherwise.</summary>
    static abstract TVector SelectGreater(TVector x, TVector limit, TVector whenGreater, TVector otherwise);

    /// <summary>The first <paramref name="count"/> lanes (0 to Width), zero in the others.</summary>
    static abstract TVector MaskFirst(TVector a, int count);

    /// <summary>Lane i holds the bits of the whole number <paramref name="first"/> + i, modulo 2^32.</summary>
    static abstract TVector Counters(uint first);

    /// <summary>The bits of each lane, exclusive or <paramref name="bits"/>.</summary>
    static abstract TVector XorBits(TVector a, uint bits);

    /// <summary>The bits of each lane, exclusive or the same bits <paramref name="count"/> places further down, with zeros above.</summary>
    static abstract TVector XorShiftedBits(TVector a, int count);

    /// <summary>The bits of each lane, taken as a whole number, times <paramref name="factor"/>, modulo 2^32.</summary>
    static abstract TVector MultiplyBits(TVector a, uint factor);

    /// <summary>Lane by lane: the bits, taken as a signed whole number, &lt; limit ? whenLess : otherwise.</summary>
    static abstract TVector SelectBitsLess(TVector bits, int limit, TVector whenLess, TVector otherwise);

    /// <summary>Exact GELU, as <see cref="Activations.Gelu"/> says, in the way that is fastest at this width.</summary>
    static abstract TVector Gelu(TVector x);

    /// <summary>Its slope, and the value.</summary>
    static abstract TVector GeluGradient(TVector x, out TVector value);

    /// <summary>Sum of the lanes.</summary>
    static abstract float Sum(TVector a);

    /// <summary>The largest of the lanes, none of which is NaN.</summary>
    static abstract float Largest(TVector a);

    /// <summary>Adds the sums of the lanes of four vectors to four floats that lie side by side.</summary>
    static abstract void AddSums(ref float destination, TVector a, TVector b, TVector c, TVector d);
}
