namespace SparseGen.Compression.Kernels;

/// <summary>
/// One way to add products of bytes to sums of 32 bits. Each adds up four products of an unsigned input and a signed weight for each output without a bound in between, so that all
/// give the same bits. A vector's weights are [outputs][4 inputs].
/// </summary>
/// <typeparam name="TVector">Sums of several outputs, or their weights, or four inputs for each of them.</typeparam>
internal interface IDotSimd<TVector>
    where TVector : struct
{
    /// <summary>Whether the machine has it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Outputs of a vector.</summary>
    static abstract int Width { get; }

    /// <summary>All sums zero.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Four weights of each output.</summary>
    static abstract TVector Weights(ref sbyte source);

    /// <summary>The same four inputs for each output.</summary>
    static abstract TVector Inputs(ref byte source);

    /// <summary>sums + the products of four inputs with four weights.</summary>
    static abstract TVector Dot(TVector sums, TVector inputs, TVector weights);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>Stores (sum - correction) scale + bias of each output.</summary>
    static abstract void StoreScaled(ref float destination, TVector sums, ref int corrections, ref float scales, ref float biases);
}
