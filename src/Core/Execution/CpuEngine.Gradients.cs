namespace SparseGen.Execution;

/// <content>Whose samples are whose, and the sums of gradients.</content>
internal sealed unsafe partial class CpuEngine<TProgram>
{
    /// <summary>What <see cref="ICpuProgram.GradientAdditions"/> counts in.</summary>
    private const long AdditionParts = 4096;

    /// <summary>Samples of a chunk: as many as the program says, but no more than make the additions of one part of a sum, since parts end behind chunks (decision 24).</summary>
    private static readonly int Chunked =
        (int)Math.Clamp(GradientReduction.MostAdditions * AdditionParts / Math.Max(TProgram.GradientAdditions, 1), 1, TProgram.ChunkSamples);

    private bool AddsGradients => _pass is Pass.Backward or Pass.BackwardTangent;

    /// <summary>Whether the phase is one of all samples, of which workers have a part of the numbers each.</summary>
    private bool IsOverBatch => (_phase & 1) != 0;

    private void Run(Pass pass, int batch)
    {
        _pass = pass;
        _batch = batch;

        // One sample is one share: waking threads for it would only cost time.
        _workers = batch == 1 ? 1 : WorkersFor.Step(_team.Count, batch, TProgram.SampleWork);
        _called = _workers > 1 && _groups.Sums < _team.Count ? _team.Count : _workers;
        int place = (int)pass + (pass > Pass.Backward || (pass == Pass.Backward && _inputGradient) ? 1 : 0);
        int phases = TProgram.Barriers.IsEmpty ? 1 : (2 * TProgram.Barriers[place]) + 1;
        for (_phase = 0; _phase < phases; _phase++)
        {
            RunPhase(batch);
        }
    }

    private void RunPhase(int batch)
    {
        _groups.Reset();

        for (int worker = _called; worker < _team.Count && _called > 1 && AddsGradients && _phase == 0; worker++)
        {
            _reduction.Begin(worker, additions: 0);
            _own?.Begin(worker, additions: 0);
        }

        if (_team.TryRun(this, _called))
        {
            return;
        }

        if (IsOverBatch)
        {
            RunFrame(Frame(0, 0, batch));
            return;
        }

        if (AddsGradients)
        {
            for (int sum = 0; sum < _groups.Sums; sum++)
            {
                AddGradients(_groups[sum].First, _groups[sum].Count, group: null);
            }

            return;
        }

        for (int worker = 0; worker < _team.Count; worker++)
        {
            RunChunks(worker);
        }
    }

    private void RunChunks(int worker)
    {
        for (int chunk = 0; chunk < Chunks(worker); chunk++)
        {
            RunChunk(worker, chunk, group: null);
        }
    }

    /// <summary>Adds the gradients of a worker's samples, with the others of its group if it has one.</summary>
    private void AddGradients(int worker)
    {
        GradientGroup group = _groups.Of(worker);
        try
        {
            AddGradients(worker, 1, group.Count == 1 ? null : group);
        }
        catch
        {
            group.Abandon();
            throw;
        }
    }

    /// <summary>Adds the gradients of a worker, or of all workers of a group on one thread; the order of the terms is the same.</summary>
    /// <param name="first">The first worker.</param>
    /// <param name="workers">Their number.</param>
    /// <param name="group">The group, where its other workers are at work too.</param>
    private void AddGradients(int first, int workers, GradientGroup? group)
    {
        int last = first + workers;
        GradientGroup members = _groups.Of(first);
        int chunks = 0;
        long additions = 0;
        for (int member = members.First; member < members.First + members.Count; member++)
        {
            chunks = Math.Max(chunks, Chunks(member));
            additions += Additions(Samples(member).Count);
        }

        // What an earlier phase has added stays.
        for (int worker = first; worker < last && _phase == 0; worker++)
        {
            _reduction.Begin(worker, additions);
            _own?.Begin(worker, Additions(Samples(worker).Count));
        }

        for (int chunk = 0; chunk < chunks; chunk++)
        {
            for (int worker = first; worker < last; worker++)
            {
                int count = RunChunk(worker, chunk, group);
                _own?.Added(worker, Additions(count), isLast: chunk == Chunks(worker) - 1);
            }

            additions = 0;
            for (int member = members.First; member < members.First + members.Count; member++)
            {
                additions += Additions(Chunk(member, chunk).Count);
            }

            for (int worker = first; worker < last; worker++)
            {
                _reduction.Added(worker, additions, isLast: chunk == chunks - 1);
            }
        }
    }

    /// <summary>The samples of a worker.</summary>
    private (int First, int Count) Samples(int worker)
    {
        int start = Partition.Start(_batch, _workers, Math.Min(worker, _workers));
        return (start, Partition.Start(_batch, _workers, Math.Min(worker + 1, _workers)) - start);
    }

    private int Chunks(int worker) => Partition.DivideUp(Samples(worker).Count, Chunked);

    /// <summary>The samples of a worker's chunk; none where it has fewer chunks.</summary>
    private (int First, int Count) Chunk(int worker, int chunk)
    {
        (int start, int count) = Samples(worker);
        int chunks = Chunks(worker);
        if (chunk >= chunks)
        {
            return (start, 0);
        }

        int first = Partition.Start(count, chunks, chunk);
        return (start + first, Partition.Start(count, chunks, chunk + 1) - first);
    }

    /// <summary>How often samples are added to a gradient, at the most: once a chunk, and as often as their rows ask for.</summary>
    private static long Additions(int samples) => Partition.DivideUp(samples, Chunked) + (samples * TProgram.GradientAdditions / AdditionParts);

    private void Sum(FloatArena gradients)
    {
        _reduction.Sum();
        _own?.AddTo(gradients);
    }
}
