using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>The random bits of one layer in one pass, from a place in the batch on. See <see cref="Noise"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoiseStream
{
    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _first;

    /// <summary>The random bits of a layer.</summary>
    /// <param name="key">What the pass has in common: <see cref="Noise.Key"/>.</param>
    /// <param name="stream">Number of the layer.</param>
    /// <param name="first">Place in the batch of the first element: sample times size, plus the place in the sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NoiseStream(ulong key, ulong stream, uint first)
    {
        ulong mixed = Noise.Mix(key ^ stream);
        _key0 = unchecked((uint)mixed);
        _key1 = (uint)(mixed >> 32);
        _first = first;
    }

    /// <summary>The random bits of a key that was mixed before.</summary>
    internal NoiseStream(uint key0, uint key1, uint first) => (_key0, _key1, _first) = (key0, key1, first);

    /// <summary>Lower half of the key.</summary>
    internal uint Key0 => _key0;

    /// <summary>Upper half of the key.</summary>
    internal uint Key1 => _key1;

    /// <summary>The same bits, counted from another element.</summary>
    /// <param name="place">Place of the element, counted from that of this stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NoiseStream From(int place) => new(_key0, _key1, At(place));

    /// <summary>Place of an element in the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint At(int place) => unchecked(_first + (uint)place);
}
