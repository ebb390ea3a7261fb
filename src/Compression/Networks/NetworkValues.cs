using SparseGen.Execution;

namespace SparseGen.Compression.Networks;

/// <summary>Memory for the values of one inference of some samples. Values whose lifetimes do not meet share it.</summary>
internal sealed class NetworkValues
{
    private readonly Network _network;
    private readonly FloatArena[] _slots;
    private readonly Dictionary<(object Owner, int Which), FloatArena> _scratch = [];

    /// <param name="network">The network.</param>
    /// <param name="samples">The most samples of a pass.</param>
    public NetworkValues(Network network, int samples)
    {
        (_network, Samples) = (network, samples);
        _slots = Array.ConvertAll(network.SlotSizes, size => new FloatArena(checked(size * samples), clear: true));
    }

    /// <summary>The most samples of a pass.</summary>
    public int Samples { get; }

    /// <summary>The numbers of a value, [samples, size].</summary>
    public Span<float> this[int value, int samples] => _slots[_network.SlotOf(value)].Span[..(samples * _network.SizeOf(value))];

    /// <summary>Room of a step's own, which stays.</summary>
    /// <param name="owner">The step.</param>
    /// <param name="which">Which of its rooms.</param>
    /// <param name="length">Floats.</param>
    public Span<float> Scratch(object owner, int which, int length)
    {
        if (!_scratch.TryGetValue((owner, which), out FloatArena? arena) || arena.Length < length)
        {
            _scratch[(owner, which)] = arena = new FloatArena(length, clear: false);
        }

        return arena.Span[..length];
    }
}
