namespace SparseGen.Execution;

/// <summary>
/// All that one call of <c>Forward</c> needs for itself on the CPU: scratch memory, and where its input and output lie. Rented from an <see cref="InferencePool{TProgram}"/>.
/// </summary>
/// <remarks>
/// Samples are cut into chunks by their number and that of the threads, and each thread takes the next chunk when it is done with one, so that a slow core does fewer. A caller
/// does all of them alone where the threads are busy for another one, or asleep and the work is little (<see cref="WorkersFor"/>). Where there are fewer
/// samples than threads, and a sample is work enough, all threads have the same samples and share out the kernels. Which thread computes a number does not change it.
/// </remarks>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed unsafe class InferenceCall<TProgram>(WorkerTeam team, FloatArena parameters, int inputSize, int outputSize) : IWork
    where TProgram : struct, ICpuProgram
{
    /// <summary>Samples of a chunk.</summary>
    private static readonly int Chunk = TProgram.InferenceSamples == 0 ? TProgram.ChunkSamples : TProgram.InferenceSamples;

    // A lane is what one thread works with. They are made when a thread first needs them: who calls alone needs one.
    private readonly FloatArena?[] _scratch = new FloatArena?[team.Count];
    private readonly FloatArena?[] _workspaces = new FloatArena?[team.Count];
    private float* _input;
    private float* _output;
    private int _batch;
    private int _workers;
    private int _chunks;
    private int _taken;

    // Whether all workers have the same samples.
    private bool _isTogether;
    private readonly WorkQueue _queue = new();

    /// <summary>The next in the pool.</summary>
    internal InferenceCall<TProgram>? Next { get; set; }

    /// <summary>1 while somebody has it.</summary>
    internal int Rented;

    /// <summary>Does it.</summary>
    internal void Run(int batch, ReadOnlySpan<float> input, Span<float> output)
    {
        bool isTogether = batch <= TProgram.SamplesTogether;
        if (isTogether ? batch * (long)TProgram.WorkersOfSample == 1 : TProgram.WorkersOfSample == 1 || batch >= team.Count)
        {
            Run(batch, input, output, workersOfSample: 1, isTogether: false);
            return;
        }

        // Where others call too the cores have enough to do, and threads that share a sample would only wait for each other.
        int callers = Interlocked.Increment(ref team.Callers);
        try
        {
            Run(batch, input, output, callers == 1 ? TProgram.WorkersOfSample : 1, isTogether && callers == 1);
        }
        finally
        {
            Interlocked.Decrement(ref team.Callers);
        }
    }

    private void Run(int batch, ReadOnlySpan<float> input, Span<float> output, int workersOfSample, bool isTogether)
    {
        fixed (float* inputStart = input, outputStart = output)
        {
            _input = inputStart;
            _output = outputStart;
            _batch = batch;
            int wanted = (int)Math.Min(team.Count, (long)workersOfSample * batch);
            bool isLone = batch < wanted || isTogether;
            _workers = WorkersFor.Call(team, wanted, batch * (isLone ? Math.Max(TProgram.LoneSampleWork, TProgram.SampleWork) : TProgram.SampleWork), isLone);
            _isTogether = isLone && _workers > 1;

            // As many for one thread as for another, where they are equally fast.
            (_chunks, _taken) = (Math.Min(batch, _workers * Partition.DivideUp(Partition.DivideUp(batch, _workers), Chunk)), 0);
            if (_isTogether)
            {
                _queue.Reset();
                Scratch(0);
            }

            if (!team.TryRun(this, _workers))
            {
                _isTogether = false;
                ((IWork)this).Execute(0);
                if (wanted > 1)
                {
                    team.EndAlone();
                }
            }

            _input = null;
            _output = null;
        }
    }

    /// <inheritdoc/>
    void IWork.Execute(int worker)
    {
        if (_isTogether)
        {
            RunTogether(worker);
            return;
        }

        for (int chunk; (chunk = Interlocked.Increment(ref _taken) - 1) < _chunks;)
        {
            int first = Partition.Start(_batch, _chunks, chunk);
            RunChunk(worker, first, Partition.Start(_batch, _chunks, chunk + 1) - first);
        }
    }

    private void RunTogether(int worker)
    {
        var share = new WorkShare(_queue, _workers);
        try
        {
            for (int first = 0; first < _batch; first += Chunk)
            {
                Run(ref share, worker, 0, first, Math.Min(Chunk, _batch - first));
            }
        }
        catch
        {
            _queue.Abandon();
            throw;
        }
    }

    private void RunChunk(int lane, int first, int count)
    {
        var alone = default(WorkShare);
        Run(ref alone, lane, lane, first, count);
    }

    // A worker's room for what a kernel packs is its own, also where scratch is that of all.
    private void Run(ref WorkShare share, int worker, int lane, int first, int count)
    {
        FloatArena scratch = Scratch(lane);
        FloatArena workspace = _workspaces[worker] ??= new FloatArena(TProgram.WorkspaceLength, clear: false);
        CpuFrame frame = new()
        {
            Parameters = ref parameters.First,
            Scratch = ref scratch.First,
            Workspace = ref workspace.First,
            Share = ref share,
            First = first,
            Count = count,
            ChunkSamples = Chunk,
        };
        while (share.Take())
        {
            new ReadOnlySpan<float>(_input + ((nint)first * inputSize), count * inputSize)
                .CopyTo(scratch.Span[(TProgram.Buffers.InferenceInput * Chunk)..]);
        }

        CpuPass.Run<InferencePass<TProgram>>(frame);
        while (share.Take())
        {
            scratch.Span.Slice(TProgram.Buffers.InferenceOutput * Chunk, count * outputSize)
                .CopyTo(new Span<float>(_output + ((nint)first * outputSize), count * outputSize));
        }
    }

    private FloatArena Scratch(int lane) => _scratch[lane] ??= new FloatArena(checked(TProgram.Buffers.InferenceScratch * Chunk), clear: false);
}
