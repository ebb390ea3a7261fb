namespace SparseGen;

/// <summary>
/// Random numbers from a counter: each (seed, stream) is a sequence of its own, whatever else was drawn before.
/// So a tensor has the same initial values in every model that gives it the same name.
/// </summary>
/// <remarks>
/// The seed is the key of Philox 4x32-10; the upper half of its counter is a hash of the stream's name, the lower half counts.
/// So streams of one seed, or of two seeds, never share a block unless the hashes of two names collide.
/// </remarks>
public sealed class CounterRandom
{
    private const double TwoToMinus32 = 1.0 / 4294967296.0;

    private readonly uint[] _block = new uint[4];
    private readonly ulong _seed;
    private ulong _stream;
    private ulong _next;
    private int _used = 4;
    private double _spareNormal = double.NaN;

    /// <summary>The stream of a name.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Usually the name of a tensor.</param>
    public CounterRandom(ulong seed, string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _seed = seed;
        _stream = Hash(stream);
    }

    /// <summary>The stream of a number, such as that of an epoch.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Any number.</param>
    public CounterRandom(ulong seed, ulong stream)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>Goes to the beginning of another stream, as a new instance would, without being one.</summary>
    /// <param name="stream">Any number.</param>
    internal void Restart(ulong stream)
    {
        _stream = stream;
        _next = 0;
        _used = 4;
        _spareNormal = double.NaN;
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            _block[0] = unchecked((uint)_next);
            _block[1] = (uint)(_next >> 32);
            _block[2] = unchecked((uint)_stream);
            _block[3] = (uint)(_stream >> 32);
            Philox.Scramble(_block, unchecked((uint)_seed), (uint)(_seed >> 32));
            _next++;
            _used = 0;
        }

        return _block[_used++];
    }

    /// <summary>A whole number from 0 to <paramref name="exclusiveMaximum"/>, exclusive, all equally likely.</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    /// <remarks>The multiplication of Lemire 2019, "Fast random integer generation in an interval", algorithm 5.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is below 1.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        uint bound = (uint)exclusiveMaximum;
        uint unfair = unchecked(0u - bound) % bound;
        ulong product;
        do
        {
            product = (ulong)NextUInt32() * bound;
        }
        while (unchecked((uint)product) < unfair);

        return (int)(product >> 32);
    }

    /// <summary>A number from 0 to 1, exclusive, in steps of 2^-32.</summary>
    public double NextDouble() => NextUInt32() * TwoToMinus32;

    /// <summary>
    /// A number of the standard normal distribution, by Box and Muller 1958, "A note on the generation of random normal deviates".
    /// </summary>
    public double NextNormal()
    {
        double normal = _spareNormal;
        if (!double.IsNaN(normal))
        {
            _spareNormal = double.NaN;
            return normal;
        }

        double radius = Math.Sqrt(-2.0 * Math.Log(NextPositive()));
        (double sine, double cosine) = Math.SinCos(2.0 * Math.PI * NextDouble());
        _spareNormal = radius * sine;
        return radius * cosine;
    }

    /// <summary>A number from 2^-32 to 1, inclusive, in steps of 2^-32: uniform like <see cref="NextDouble"/>, and with a finite logarithm.</summary>
    internal double NextPositive() => (NextUInt32() + 1.0) * TwoToMinus32;

    /// <summary>
    /// FNV-1a of 64 bits over the UTF-8 bytes: the same on every machine and in every run, unlike <see cref="string.GetHashCode()"/>.
    /// </summary>
    internal static ulong Hash(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in System.Text.Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 0x100000001B3);
        }

        return hash;
    }
}
