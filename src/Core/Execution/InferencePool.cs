namespace SparseGen.Execution;

/// <summary>
/// The calls of <c>Forward</c> that a model has room for: as many as ever ran at once. Without locks, and without allocation once there are enough.
/// </summary>
/// <remarks>The list only grows, so that whoever walks it needs no protection from those who take and give back.</remarks>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed class InferencePool<TProgram>(WorkerTeam team, FloatArena parameters, int inputSize, int outputSize)
    where TProgram : struct, ICpuProgram
{
    private InferenceCall<TProgram>? _first;

    /// <summary>A call that nobody else has.</summary>
    internal InferenceCall<TProgram> Rent()
    {
        for (InferenceCall<TProgram>? call = Volatile.Read(ref _first); call is not null; call = call.Next)
        {
            if (Volatile.Read(ref call.Rented) == 0 && Interlocked.Exchange(ref call.Rented, 1) == 0)
            {
                return call;
            }
        }

        var made = new InferenceCall<TProgram>(team, parameters, inputSize, outputSize) { Rented = 1 };
        InferenceCall<TProgram>? first = Volatile.Read(ref _first);
        while (true)
        {
            made.Next = first;
            InferenceCall<TProgram>? found = Interlocked.CompareExchange(ref _first, made, first);
            if (ReferenceEquals(found, first))
            {
                return made;
            }

            first = found;
        }
    }

    /// <summary>Lets go of all; to be called when nobody calls any more.</summary>
    internal void Clear() => Volatile.Write(ref _first, null);

    /// <summary>Gives a call back.</summary>
    internal static void Return(InferenceCall<TProgram> call) => Volatile.Write(ref call.Rented, 0);
}
