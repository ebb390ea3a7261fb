using System.Runtime.ExceptionServices;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Execution;
using SparseGen.Gpu.Graphs;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Gpu;

/// <summary>Runs a generated program on a GPU: owns the buffers there, and copies inputs to it and outputs back.</summary>
/// <remarks>
/// Parameters, gradients and activations stay on the device. Launches are queued; only reading an output waits for them.
/// Sums over the batch are added in an order that depends on the batch and the device only.
/// </remarks>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed class GpuEngine<TProgram> : ModelEngine
    where TProgram : struct, IGpuProgram
{
    private static readonly Pass Infer = static (frame, _) => TProgram.Infer(frame);
    private static readonly Pass ForwardPass = static (frame, _) => TProgram.ForwardTraining(frame);
    private static readonly Pass BackwardPass = static (frame, inputGradient) =>
    {
        TProgram.Backward(frame, inputGradient);
        frame.AddAllPartials();
    };

    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _saved;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _scratch;
    private readonly PartialSums _partialSums;
    private readonly GpuTables _tables;
    private readonly NoiseKeys _noise;
    private readonly RecordedPasses _passes;
    private readonly MemoryBuffer1D<int, Stride1D.Dense>? _labels;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>? _lossTerms;
    private readonly float[] _output;
    private float[]? _hostTerms;
    private float[] _inputGradient = [];
    private MemoryBuffer1D<float, Stride1D.Dense>? _tangents;
    private float[] _outputTangent = [];
    private ParameterVector? _direction;
    private bool _outputTangentIsHere;
    private bool _outputIsHere;
    private bool _inputGradientIsHere;

    /// <summary>Allocates all buffers and gives the parameters their initial values.</summary>
    internal GpuEngine(ModelInfo info, ParameterLayout layout, int maxBatch, GpuDevice device, ulong seed)
        : base(info, CheckMaxBatch(info, maxBatch), new GpuParameterVector(layout, device, new ModelAccess()), seed)
    {
        _device = device;
        _passes = new RecordedPasses(device);
        try
        {
            _saved = device.Allocate((long)SavedSize * maxBatch);
            _scratch = device.Allocate(((long)ScratchSize * maxBatch) + TProgram.FixedWorkspace);
            _partialSums = new PartialSums(device, PartialSums.CountFloats(device, TProgram.GradientSums, maxBatch, layout.Length), _passes);
            _tables = new GpuTables(device);
            _noise = new NoiseKeys(device);
            if (info.HasTraining)
            {
                _labels = device.AllocateLabels(maxBatch);
                _lossTerms = device.Allocate(LossFloats(maxBatch));
            }

            _output = new float[checked(maxBatch * info.OutputSize)];
            Parameters.Initialize(seed);
            if (device.LoadsAhead)
            {
                LoadKernels();
            }
        }
        catch
        {
            Free();
            throw;
        }
    }

    private static int SavedSize => TProgram.Buffers.TrainingSaved;

    private static int ScratchSize => checked(WorkspaceStart + TProgram.Workspace);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Free();
    }

    /// <summary>Floats of device memory for a model: what each sample takes in all and of the largest buffer, and the rest.</summary>
    internal static (long Sample, long LargestOfSample, long Fixed) CountFloats(ModelInfo info, ParameterLayout layout, int maxBatch, GpuDevice device) => (
        (long)SavedSize + ScratchSize,
        Math.Max(SavedSize, ScratchSize),
        ((info.HasTraining ? 2L : 1L) * layout.Length) + (info.HasTraining ? LossFloats(maxBatch) + maxBatch : 0)
        + TProgram.FixedWorkspace + PartialSums.CountFloats(device, TProgram.GradientSums, maxBatch, layout.Length));

    /// <summary>
    /// Compiles the model's kernels for its largest batch. Those of the library, which are few, are compiled when they are first launched, and so are those for other batches.
    /// </summary>
    private void LoadKernels()
    {
        GpuFrame frame = Frame(MaxBatch);
        ILibraryKernel[] kernels = [.. TProgram.Launchers.Select(launcher => launcher.KernelFor(frame)).Distinct()];
        try
        {
            Parallel.ForEach(kernels, kernel => kernel.Load(_device));
        }
        catch (AggregateException exception)
        {
            // One that fails is reason enough.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    // Also of an engine that is half made.
    private void Free()
    {
        lock (_device.Gate)
        {
            try
            {
                _device.Accelerator.Bind();
                _device.Accelerator.Synchronize();
            }
            catch (AcceleratorException)
            {
                // It has failed, and who is on the way out with the exception that says so must not lose it to another one.
            }

            IDisposable?[] buffers =
            [
                _passes, _saved, _scratch, _tangents, _partialSums, _tables, _noise, _labels, _lossTerms, (IDisposable)Parameters,
                Info.HasTraining ? (IDisposable)Gradients : null,
            ];
            foreach (IDisposable? buffer in buffers)
            {
                try
                {
                    buffer?.Dispose();
                }
                catch (AcceleratorException)
                {
                    // As above.
                }
            }
        }
    }

    /// <inheritdoc/>
    private protected override void RunInference(int batch, ReadOnlySpan<float> input, Span<float> output)
    {
        ArrayView<float> inputView = At(_scratch, TProgram.Buffers.InferenceInput);
        ArrayView<float> outputView = At(_scratch, TProgram.Buffers.InferenceOutput);
        for (int first = 0; first < batch; first += MaxBatch)
        {
            int count = Math.Min(batch - first, MaxBatch);

            // Callers take turns with the scratch memory, which the device would make them do anyway.
            lock (_device.Gate)
            {
                _device.Upload(input.Slice(first * Info.InputSize, count * Info.InputSize), inputView);
                _passes.Run(Infer, Frame(count));
                _device.Download(outputView, output.Slice(first * Info.OutputSize, count * Info.OutputSize));
            }
        }
    }

    /// <inheritdoc/>
    private protected override void RunForwardTraining(int batch, ReadOnlySpan<float> input)
    {
        _outputIsHere = false;
        _inputGradientIsHere = false;
        lock (_device.Gate)
        {
            _noise.Begin(NoiseKey);
            _device.Upload(input, At(_saved, TProgram.Buffers.TrainingInput));
            _passes.Run(ForwardPass, Frame(batch));
        }
    }

    /// <inheritdoc/>
    private protected override void WriteOutputGradient(int batch, ReadOnlySpan<float> outputGradient) =>
        _device.Upload(outputGradient, At(_saved, TProgram.Buffers.TrainingOutputGradient));

    /// <inheritdoc/>
    internal override bool HasLabelLoss => true;

    /// <inheritdoc/>
    private protected override void WriteLabels(ReadOnlySpan<int> labels) => _device.Upload(labels, _labels!.View);

    /// <inheritdoc/>
    private protected override void WriteLabelGradient(int batch, float labelSmoothing, float scale)
    {
        lock (_device.Gate)
        {
            _device.Accelerator.Bind();
            GpuCrossEntropy.Run(
                _device, At(_saved, TProgram.Buffers.TrainingOutput), _labels!.View, At(_saved, TProgram.Buffers.TrainingOutputGradient), _lossTerms!.View, batch, Info.OutputSize,
                labelSmoothing, scale);
        }
    }

    /// <inheritdoc/>
    private protected override double ReadLabelLoss(int batch) => LossOf(ReadTerms(GpuCrossEntropy.Terms * batch), batch);

    /// <inheritdoc/>
    private protected override double ReadLabelLoss(int batch, out float largestGradient)
    {
        int terms = GpuCrossEntropy.Terms * batch;
        lock (_device.Gate)
        {
            int groups = InfinityNorm.Launch(_device, ((GpuParameterVector)Gradients).View, Gradients.Layout.Length, ((ArrayView<float>)_lossTerms!.View).SubView(terms));
            Span<float> read = ReadTerms(terms + groups);
            largestGradient = InfinityNorm.LargestOf(read[terms..]);
            return LossOf(read, batch);
        }
    }

    /// <summary>Two numbers a sample, and behind those of a batch what is found of its gradient.</summary>
    private static long LossFloats(int maxBatch) => ((long)GpuCrossEntropy.Terms * maxBatch) + InfinityNorm.MaxGroups;

    private Span<float> ReadTerms(int count)
    {
        Span<float> terms = (_hostTerms ??= new float[LossFloats(MaxBatch)]).AsSpan(0, count);
        _device.Download(_lossTerms!.View, terms);
        return terms;
    }

    private static double LossOf(ReadOnlySpan<float> terms, int batch)
    {
        double loss = 0;
        for (int sample = 0; sample < batch; sample++)
        {
            loss += Math.Log(1.0 + terms[GpuCrossEntropy.Terms * sample]) + terms[(GpuCrossEntropy.Terms * sample) + 1];
        }

        return loss / batch;
    }

    /// <inheritdoc/>
    private protected override void RunBackward(int batch, bool inputGradient)
    {
        _inputGradientIsHere = false;
        lock (_device.Gate)
        {
            _device.Accelerator.Bind();
            // The input's gradient stands behind those of all tensors.
            GpuFrame frame = Frame(batch) with { FirstWanted = inputGradient ? 0 : Gradients.FirstWanted };
            _passes.Run(BackwardPass, frame, inputGradient);
        }
    }

    /// <inheritdoc/>
    private protected override void RunForwardTangent(int batch, ParameterVector direction, ReadOnlySpan<float> inputDirection)
    {
        _tangents ??= _device.Allocate((long)TProgram.Buffers.TangentSaved * MaxBatch);
        _direction = direction;
        _outputTangentIsHere = false;
        if (!inputDirection.IsEmpty)
        {
            _device.Upload(inputDirection, At(_tangents, TProgram.Buffers.TangentInput));
        }

        lock (_device.Gate)
        {
            _device.Accelerator.Bind();
            TProgram.ForwardTangent(TangentFrame(batch, Gradients));
        }
    }

    /// <inheritdoc/>
    private protected override void WriteOutputGradientTangent(int batch, ReadOnlySpan<float> tangent) =>
        _device.Upload(tangent, At(_tangents!, TProgram.Buffers.TangentOutputGradient));

    /// <inheritdoc/>
    private protected override void RunBackwardTangent(int batch, ParameterVector result)
    {
        lock (_device.Gate)
        {
            _device.Accelerator.Bind();
            GpuFrame frame = TangentFrame(batch, result);
            TProgram.BackwardTangent(frame);
            frame.AddAllPartials();
        }
    }

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ReadOutputTangent(int batch)
    {
        if (_outputTangent.Length == 0)
        {
            _outputTangent = new float[checked(MaxBatch * Info.OutputSize)];
        }

        Span<float> tangent = _outputTangent.AsSpan(0, batch * Info.OutputSize);
        if (!_outputTangentIsHere)
        {
            _device.Download(At(_tangents!, TProgram.Buffers.TangentOutput), tangent);
            _outputTangentIsHere = true;
        }

        return tangent;
    }

    /// <inheritdoc/>
    private protected override ProgramBuffers Buffers => TProgram.Buffers;

    /// <inheritdoc/>
    private protected override void ReadSaved(int offset, Span<float> destination) => _device.Download(At(_saved, offset), destination);

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ReadOutput(int batch)
    {
        Span<float> output = _output.AsSpan(0, batch * Info.OutputSize);
        if (!_outputIsHere)
        {
            _device.Download(At(_saved, TProgram.Buffers.TrainingOutput), output);
            _outputIsHere = true;
        }

        return output;
    }

    /// <inheritdoc/>
    private protected override ReadOnlySpan<float> ReadInputGradient(int batch)
    {
        if (!_inputGradientIsHere)
        {
            if (_inputGradient.Length == 0)
            {
                _inputGradient = new float[checked(MaxBatch * Info.InputSize)];
            }

            _device.Download(At(_saved, TProgram.Buffers.TrainingInputGradient), _inputGradient.AsSpan(0, batch * Info.InputSize));
            _inputGradientIsHere = true;
        }

        return _inputGradient.AsSpan(0, batch * Info.InputSize);
    }

    /// <summary>Kernels count the numbers of a value in ints; where it starts in its buffer is a long.</summary>
    private static int CheckMaxBatch(ModelInfo info, int maxBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        int largest = TProgram.LargestValue;
        long length = (long)largest * maxBatch;
        if (length > int.MaxValue)
        {
            throw new ArgumentException(
                $"{nameof(maxBatch)} is {maxBatch}; the largest value of {info.Name} has {largest} floats a sample, {length} in all; " +
                $"expected at most {int.MaxValue}, that is {nameof(maxBatch)} up to {int.MaxValue / largest}.",
                nameof(maxBatch));
        }

        return maxBatch;
    }

    private ArrayView<float> At(MemoryBuffer1D<float, Stride1D.Dense> buffer, int value) =>
        ((ArrayView<float>)buffer.View).SubView((long)value * MaxBatch);

    private GpuFrame TangentFrame(int batch, ParameterVector result) => Frame(batch) with
    {
        Direction = ((GpuParameterVector)_direction!).View,
        Tangents = _tangents!.View,
        Gradients = ((GpuParameterVector)result).View,
    };

    /// <summary>Where, in floats a sample, all other scratch ends.</summary>
    private static int WorkspaceStart
    {
        get
        {
            ProgramBuffers buffers = TProgram.Buffers;
            return Math.Max(Math.Max(buffers.InferenceScratch, buffers.TangentScratch), buffers.TrainingScratch);
        }
    }

    private GpuFrame Frame(int batch)
    {
        _partialSums.Clear();
        return new(_device, _partialSums, _tables, _noise)
        {
            Parameters = ((GpuParameterVector)Parameters).View,
            Gradients = Info.HasTraining ? ((GpuParameterVector)Gradients).View : default,
            Saved = _saved.View,
            Scratch = _scratch.View,
            Workspace = TProgram.Workspace > 0 ? At(_scratch, WorkspaceStart) : default,
            Count = batch,
            Capacity = MaxBatch,
        };
    }
}
