namespace SparseGen.Execution;

/// <summary>
/// All that one call of <c>Forward</c> needs for itself on the CPU: scratch memory, and where its input and output lie. Rented from an <see cref="InferencePool{TProgram}"/>.
/// </summary>
/// <remarks>
/// Samples are shared out as the threads of the device would share them, also where the caller does all shares alone because the threads are busy for another
/// one; so no result depends on who else calls.
/// </remarks>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed unsafe class InferenceCall<TProgram>(WorkerTeam team, FloatArena parameters, int inputSize, int outputSize) : IWork
    where TProgram : struct, ICpuProgram
{
    // A lane is what one thread works with. They are made when a thread first needs them: who calls alone needs one.
    private readonly FloatArena?[] _scratch = new FloatArena?[team.Count];
    private readonly FloatArena?[] _workspaces = new FloatArena?[team.Count];
    private float* _input;
    private float* _output;
    private int _batch;
    private bool _isAlone;

    /// <summary>The next in the pool.</summary>
    internal InferenceCall<TProgram>? Next { get; set; }

    /// <summary>1 while somebody has it.</summary>
    internal int Rented;

    /// <summary>Does it.</summary>
    internal void Run(int batch, ReadOnlySpan<float> input, Span<float> output)
    {
        fixed (float* inputStart = input, outputStart = output)
        {
            _input = inputStart;
            _output = outputStart;
            _batch = batch;
            _isAlone = false;

            // One sample is one share: waking threads for it would only cost time.
            if (batch == 1 || !team.TryRun(this))
            {
                _isAlone = true;
                for (int worker = 0; worker < team.Count; worker++)
                {
                    ((IWork)this).Execute(worker);
                }
            }

            _input = null;
            _output = null;
        }
    }

    /// <inheritdoc/>
    void IWork.Execute(int worker)
    {
        int start = Partition.Start(_batch, team.Count, worker);
        int count = Partition.Start(_batch, team.Count, worker + 1) - start;
        int chunks = Partition.DivideUp(count, TProgram.ChunkSamples);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int first = start + Partition.Start(count, chunks, chunk);
            int end = start + Partition.Start(count, chunks, chunk + 1);
            RunChunk(_isAlone ? 0 : worker, first, end - first);
        }
    }

    private void RunChunk(int lane, int first, int count)
    {
        FloatArena scratch = _scratch[lane] ??= new FloatArena(checked(TProgram.Buffers.InferenceScratch * TProgram.ChunkSamples), clear: false);
        FloatArena workspace = _workspaces[lane] ??= new FloatArena(TProgram.WorkspaceLength, clear: false);
        CpuFrame frame = new()
        {
            Parameters = ref parameters.First,
            Scratch = ref scratch.First,
            Workspace = ref workspace.First,
            First = first,
            Count = count,
            ChunkSamples = TProgram.ChunkSamples,
        };
        new ReadOnlySpan<float>(_input + ((nint)first * inputSize), count * inputSize)
            .CopyTo(scratch.Span[(TProgram.Buffers.InferenceInput * TProgram.ChunkSamples)..]);
        CpuPass.Run<InferencePass<TProgram>>(frame);
        scratch.Span.Slice(TProgram.Buffers.InferenceOutput * TProgram.ChunkSamples, count * outputSize)
            .CopyTo(new Span<float>(_output + ((nint)first * outputSize), count * outputSize));
    }
}
