namespace SparseGen.Execution;

/// <summary>
/// Runs a generated program on the CPU: shares the batch out to threads and chunks, and sums the gradients of the threads.
/// </summary>
/// <remarks>
/// Every worker has a contiguous range of the batch, cut into chunks whose activations stay in its second-level cache; small batches have fewer workers (<see cref="WorkersFor"/>).
/// Which samples belong to which worker depends on the batch and the number of threads only, and gradients are summed in the order of the workers: so the
/// same seed and thread count give the same bits. Where gradients of all workers would take much memory, several workers share a sum (<see cref="GradientGroups"/>).
/// All buffers are allocated at construction; pages of them that are never used (those of training, when there is inference only) are never touched.
/// </remarks>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed unsafe partial class CpuEngine<TProgram> : ModelEngine, IWork
    where TProgram : struct, ICpuProgram
{
    private static readonly FloatArena NoMemory = new(0, clear: false);

    private readonly WorkerTeam _team;
    private readonly FloatArena _parameters;
    private readonly InferencePool<TProgram> _inference;
    private FloatArena _transposed;
    private FloatArena _saved;
    private readonly FloatArena[] _scratch;
    private readonly FloatArena[] _workspaces;
    private readonly GradientGroups _groups;
    private readonly GradientReduction _reduction;
    private readonly OwnGradients? _own;
    private readonly FloatArena _gradients;
    private FloatArena? _tangents;
    private FloatArena? _transposedDirection;
    private readonly TransposeWork<TProgram> _transposition = new();
    private int _transposedVersion;
    private bool _transposedOnce;
    private bool _transposedAll;

    // Samples that a worker's scratch has room for: a chunk, and no more than its share of the largest batch.
    private readonly int _room;

    // The pass that the team is at.
    private Pass _pass;
    private int _phase;
    private int _batch;

    // Workers that have samples, and those that are called, since workers with one sum have to meet.
    private int _workers;
    private int _called;
    private bool _inputGradient;
    private int _firstWanted;
    private float* _input;
    private FloatArena? _direction;

    /// <summary>Allocates all buffers and gives the parameters their initial values.</summary>
    internal CpuEngine(ModelInfo info, ParameterLayout layout, int maxBatch, CpuDevice device, ulong seed)
        : base(info, CheckMaxBatch(info, maxBatch), new CpuParameterVector(layout, device, new ModelAccess()), seed)
    {
        _team = device.Team;
        _parameters = ((CpuParameterVector)Parameters).Arena;
        _inference = new InferencePool<TProgram>(_team, _parameters, info.InputSize, info.OutputSize);
        _transposed = new FloatArena(TProgram.TransposedLength, clear: true);
        _saved = new FloatArena(TProgram.Buffers.TrainingSaved * maxBatch, clear: false);
        int largestShare = WorkersFor.LargestShare(_team.Count, maxBatch, TProgram.SampleWork);
        _room = Math.Min(TProgram.ChunkSamples, largestShare);
        _scratch = new FloatArena[_team.Count];
        _workspaces = new FloatArena[_team.Count];
        for (int worker = 0; worker < _scratch.Length; worker++)
        {
            _scratch[worker] = new FloatArena(ScratchLength, clear: false);
            _workspaces[worker] = new FloatArena(TProgram.WorkspaceLength, clear: false);
        }

        _gradients = info.HasTraining ? ((CpuParameterVector)Gradients).Arena : NoMemory;
        bool shares = info.HasTraining && layout.Tensors.Any(static tensor => tensor.SharesGradient);
        _groups = shares ? GradientGroups.Of(_team.Count, _gradients.Length) : GradientGroups.Separate(_team.Count);
        long additions = Additions(largestShare);
        _reduction = new GradientReduction(_team, _groups, _gradients, additions * Partition.DivideUp(_team.Count, _groups.Sums));
        _own = !shares ? null : new OwnGradients(_team, layout, TProgram.OwnGradientsLength, additions);
        Parameters.Initialize(seed);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);

        // Spans of it that callers hold keep it alive; nothing else does.
        _saved = _transposed = NoMemory;
        _tangents = _transposedDirection = null;
        Array.Fill(_scratch, NoMemory);
        Array.Fill(_workspaces, NoMemory);
        _inference.Clear();
        _reduction.Clear();
        _own?.Clear();
    }

    private enum Pass
    {
        ForwardTraining,
        Backward,
        ForwardTangent,
        BackwardTangent,
    }

    private int ScratchLength => checked(Math.Max(TProgram.Buffers.TrainingScratch, TProgram.Buffers.TangentScratch) * _room);

    /// <inheritdoc/>
    void IWork.Execute(int worker)
    {
        if (IsOverBatch)
        {
            CpuFrame frame = Frame(worker, 0, _batch);
            frame.Part = new WorkerPart(worker, _called);
            RunFrame(frame);
        }
        else if (AddsGradients)
        {
            AddGradients(worker);
        }
        else
        {
            RunChunks(worker);
        }
    }

    /// <inheritdoc/>
    private protected override void RunInference(int batch, ReadOnlySpan<float> input, Span<float> output)
    {
        InferenceCall<TProgram> call = _inference.Rent();
        try
        {
            call.Run(batch, input, output);
        }
        finally
        {
            InferencePool<TProgram>.Return(call);
        }
    }

    /// <inheritdoc/>
    private protected override void RunForwardTraining(int batch, ReadOnlySpan<float> input)
    {
        if (input.Overlaps(_saved.Span))
        {
            // The model's own output or input gradient, which the pass overwrites: the whole of it goes to its place first.
            Span<float> place = Saved(TProgram.Buffers.TrainingInput, input.Length);
            input.CopyTo(place);
            input = place;
        }

        fixed (float* inputStart = input)
        {
            _input = inputStart;
            Run(Pass.ForwardTraining, batch);
            _input = null;
        }
    }

    /// <inheritdoc/>
    private protected override void WriteOutputGradient(int batch, ReadOnlySpan<float> outputGradient) =>
        outputGradient.CopyTo(Saved(TProgram.Buffers.TrainingOutputGradient, outputGradient.Length));

    /// <inheritdoc/>
    private protected override void RunBackward(int batch, bool inputGradient)
    {
        PackTransposes(inputGradient);
        _inputGradient = inputGradient;
        _firstWanted = inputGradient ? 0 : Gradients.FirstWanted;
        _reduction.Aim(_gradients);
        Run(Pass.Backward, batch);
        Sum(_gradients);
    }

    /// <inheritdoc/>
    private protected override void RunForwardTangent(int batch, ParameterVector direction, ReadOnlySpan<float> inputDirection)
    {
        _tangents ??= new FloatArena(checked(TProgram.Buffers.TangentSaved * MaxBatch), clear: false);
        _transposedDirection ??= new FloatArena(TProgram.TransposedLength, clear: true);
        _direction = ((CpuParameterVector)direction).Arena;
        if (!inputDirection.IsEmpty)
        {
            inputDirection.CopyTo(Tangent(TProgram.Buffers.TangentInput, inputDirection.Length));
        }

        Run(Pass.ForwardTangent, batch);
    }

    /// <inheritdoc/>
    private protected override void WriteOutputGradientTangent(int batch, ReadOnlySpan<float> tangent) =>
        tangent.CopyTo(Tangent(TProgram.Buffers.TangentOutputGradient, tangent.Length));

    /// <inheritdoc/>
    private protected override void RunBackwardTangent(int batch, ParameterVector result)
    {
        PackTransposes(inputGradient: true);
        _transposition.Run(_team, _direction!, _transposedDirection!, inputGradient: true);
        FloatArena sum = ((CpuParameterVector)result).Arena;
        _reduction.Aim(sum);
        Run(Pass.BackwardTangent, batch);
        Sum(sum);
    }

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ReadOutputTangent(int batch) => Tangent(TProgram.Buffers.TangentOutput, batch * Info.OutputSize);

    /// <inheritdoc/>
    private protected override ProgramBuffers Buffers => TProgram.Buffers;

    /// <inheritdoc/>
    private protected override void ReadSaved(int offset, Span<float> destination) => Saved(offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ViewSaved(int offset, int length) => Saved(offset, length);

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ReadOutput(int batch) => Saved(TProgram.Buffers.TrainingOutput, batch * Info.OutputSize);

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ReadInputGradient(int batch) =>
        Saved(TProgram.Buffers.TrainingInputGradient, batch * Info.InputSize);

    /// <summary>Derives from the parameters, unless that was done since they changed.</summary>
    private void PackTransposes(bool inputGradient)
    {
        if (!_transposedOnce || _transposedVersion != Parameters.Version || (inputGradient && !_transposedAll))
        {
            _transposition.Run(_team, _parameters, _transposed, inputGradient);
            _transposedVersion = Parameters.Version;
            _transposedOnce = true;
            _transposedAll = inputGradient;
        }
    }

    private static int CheckMaxBatch(ModelInfo info, int maxBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        int ofSample = Math.Max(TProgram.Buffers.TrainingSaved, TProgram.Buffers.TangentSaved);
        long kept = (long)ofSample * maxBatch;
        if (kept > FloatArena.MaxLength)
        {
            throw new ArgumentException(
                $"{nameof(maxBatch)} is {maxBatch}; {info.Name} keeps {ofSample} floats a sample for training, " +
                $"{kept} in all; expected at most {FloatArena.MaxLength}, " +
                $"that is {nameof(maxBatch)} up to {FloatArena.MaxLength / ofSample}.",
                nameof(maxBatch));
        }

        return maxBatch;
    }

    private int RunChunk(int worker, int chunk, GradientGroup? group)
    {
        (int first, int count) = Chunk(worker, chunk);
        if (count == 0 && group is null)
        {
            return 0;
        }

        CpuFrame frame = Frame(worker, first, count);
        frame.Group = group;
        group?.Announce(worker, _scratch[worker], first, count);
        if (_pass == Pass.ForwardTraining && _phase == 0)
        {
            int inputSize = Info.InputSize;
            new ReadOnlySpan<float>(_input + ((nint)first * inputSize), count * inputSize)
                .CopyTo(_saved.Span[((TProgram.Buffers.TrainingInput * MaxBatch) + (first * inputSize))..]);
        }

        RunFrame(frame);
        return count;
    }

    private CpuFrame Frame(int worker, int first, int count)
    {
        CpuFrame frame = new()
        {
            Parameters = ref _parameters.First,
            Transposed = ref _transposed.First,
            Gradients = ref _reduction.Arena(worker).First,
            Saved = ref _saved.First,
            Scratch = ref _scratch[worker].First,
            Workspace = ref _workspaces[worker].First,
            First = first,
            Count = count,
            ChunkSamples = _room,
            Capacity = MaxBatch,
            NoiseKey = NoiseKey,
            FirstWanted = _firstWanted,
            Phase = _phase,
            Worker = worker,
        };
        if (_own is not null)
        {
            frame.OwnGradients = ref _own.Arena(worker).First;
        }

        if (_direction is not null)
        {
            frame.Direction = ref _direction.First;
            frame.TransposedDirection = ref _transposedDirection!.First;
            frame.Tangents = ref _tangents!.First;
        }

        return frame;
    }

    private void RunFrame(CpuFrame frame)
    {
        switch (_pass)
        {
            case Pass.ForwardTraining:
                CpuPass.Run<ForwardTrainingPass<TProgram>>(frame);
                break;
            case Pass.Backward:
                if (_inputGradient)
                {
                    CpuPass.Run<InputGradientPass<TProgram>>(frame);
                }
                else
                {
                    CpuPass.Run<BackwardPass<TProgram>>(frame);
                }

                break;
            case Pass.ForwardTangent:
                CpuPass.Run<ForwardTangentPass<TProgram>>(frame);
                break;
            default:
                CpuPass.Run<BackwardTangentPass<TProgram>>(frame);
                break;
        }
    }

    private Span<float> Saved(int value, int length) => _saved.Span.Slice(value * MaxBatch, length);

    private Span<float> Tangent(int value, int length) => _tangents!.Span.Slice(value * MaxBatch, length);
}
