using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// Runs a generated model on a device: owns its parameters, gradients and buffers. The members of the generated class pass on to it.
/// </summary>
/// <remarks>
/// Any number of threads may call <see cref="Forward"/> at once. All else that computes, or changes the parameters, needs the model for itself; who comes beside it is
/// refused (<see cref="ModelAccess"/>).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class ModelEngine : IDisposable
{
    private readonly ParameterVector? _gradients;
    private ParameterVector? _savedGradients;
    private int _batch;
    private bool _backwardDone;
    private bool _inputGradientWanted;
    private bool _inputGradientDone;
    private int _backwardVersion;
    private ActivationRecord? _activations;
    private int _disposals;

    private protected ModelEngine(ModelInfo info, int maxBatch, ParameterVector parameters, ulong seed)
    {
        Info = info;
        MaxBatch = maxBatch;
        Parameters = parameters;
        Parameters.NoiseSeed = seed;
        try
        {
            _gradients = info.HasTraining ? parameters.CreateLike() : null;
        }
        catch
        {
            // A device without room for them: it has given that of the parameters, which nobody else knows of.
            (parameters as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>Shapes, cost, layers and tensors of the model.</summary>
    public ModelInfo Info { get; }

    /// <summary>Largest batch of a training step.</summary>
    public int MaxBatch { get; }

    /// <summary>Where the model lives.</summary>
    public Device Device => Parameters.Device;

    /// <summary>The learned numbers.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>The gradients that <see cref="Backward"/> adds into.</summary>
    /// <exception cref="NotSupportedException">The model only infers.</exception>
    public ParameterVector Gradients => _gradients ?? throw new NotSupportedException(
        $"{Info.Name} was declared with [Model({nameof(ModelAttribute.Training)} = false)] and has no gradients.");

    /// <summary>
    /// Which masks of dropout and stochastic depth the next <see cref="ForwardTraining"/> uses; it counts one further with each. Set it to
    /// repeat masks. <see cref="Backward"/> and <see cref="InputGradient"/> use those of the forward pass before them.
    /// </summary>
    public ulong NoiseStep { get; set; }

    private bool IsDisposed => Volatile.Read(ref _disposals) != 0;

    private ModelAccess Access => Parameters.Access;

    /// <summary>What all masks of the last forward pass have in common.</summary>
    private protected ulong NoiseKey { get; private set; }

    /// <summary>Output of the last <see cref="ForwardTraining"/>, [batch, OutputSize]; overwritten by the next.</summary>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTraining"/>.</exception>
    public ReadOnlySpan<float> Output
    {
        get
        {
            CheckForwardTrainingDone(nameof(Output));
            return ReadOutput(_batch);
        }
    }

    /// <summary>What the last <see cref="ForwardTraining"/> has kept of each layer.</summary>
    public ActivationRecord Activations => _activations ??= new ActivationRecord(this, Buffers.Activations());

    /// <summary>Samples of the last <see cref="ForwardTraining"/>; 0 before the first.</summary>
    internal int BatchOfActivations => _batch;

    /// <summary>
    /// Gradient with respect to the input of the last <see cref="ForwardTraining"/>, after <see cref="Backward"/>; [batch, InputSize].
    /// </summary>
    /// <remarks>
    /// Few programs read it, and it costs time and, at the first read, memory. So it is computed from the first read on: that read runs the
    /// backward pass once more, without a trace in <see cref="Gradients"/>, and every later <see cref="Backward"/> computes it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// There was no <see cref="Backward"/> since the last <see cref="ForwardTraining"/>; or this is the first read and the parameters
    /// have changed since.
    /// </exception>
    public ReadOnlySpan<float> InputGradient
    {
        get
        {
            CheckForwardTrainingDone(nameof(InputGradient));
            if (!_backwardDone)
            {
                throw new InvalidOperationException(
                    $"{nameof(InputGradient)} needs a {nameof(Backward)} after the last {nameof(ForwardTraining)}.");
            }

            if (!_inputGradientDone)
            {
                ComputeInputGradientLate();
            }

            return ReadInputGradient(_batch);
        }
    }

    /// <summary>Makes the engine for a device. Called by generated constructors.</summary>
    /// <typeparam name="TCpu">The code for the CPU.</typeparam>
    /// <typeparam name="TGpu">Makes the engine for GPUs.</typeparam>
    /// <param name="info">Shapes of the model.</param>
    /// <param name="layout">Its tensors.</param>
    /// <param name="maxBatch">Largest batch of a training step; at least 1.</param>
    /// <param name="device">Where it is to live; <see cref="Device.Cpu"/> for null.</param>
    /// <param name="seed">Seed of the initial values.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">What is kept of <paramref name="maxBatch"/> samples does not fit one buffer.</exception>
    /// <exception cref="DeviceUnavailableException">The device cannot run here.</exception>
    public static ModelEngine Create<TCpu, TGpu>(
        ModelInfo info, ParameterLayout layout, int maxBatch, Device? device = null, ulong seed = 0)
        where TCpu : struct, ICpuProgram
        where TGpu : struct, IGpuEngines
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        info.CheckLists();
        device ??= Device.Cpu;
        if (device is CpuDevice cpu)
        {
            return new CpuEngine<TCpu>(info, layout, maxBatch, cpu, seed);
        }

        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            return TGpu.Create(info, layout, maxBatch, device, seed);
        }

        throw new DeviceUnavailableException($"{device.Name} cannot run in a program that was compiled ahead of time. Use Device.Cpu.");
    }

    /// <summary>Inference. The batch is input.Length / InputSize; any batch, also beyond <see cref="MaxBatch"/> or empty.</summary>
    /// <param name="input">[batch, InputSize].</param>
    /// <param name="output">
    /// [batch, OutputSize]. It may be <paramref name="input"/> itself where both sizes are the same, and must not overlap it otherwise.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or a column of categories holds something else.</exception>
    /// <exception cref="InvalidOperationException">Another thread is training the model.</exception>
    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int batch = CountSamples(input.Length, nameof(input));
        CheckLength(output.Length, batch, Info.OutputSize, nameof(output));
        if (batch == 0)
        {
            return;
        }

        CheckOverlap(input, output);
        Info.CheckCategories(input, nameof(input));
        bool begun = Access.BeginForward();
        try
        {
            RunInference(batch, input, output);
        }
        catch (Exception exception) when (Device.Explain(exception) is { } explained)
        {
            throw explained;
        }
        finally
        {
            Access.EndForward(begun);
        }
    }

    /// <summary>A forward pass that keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="input">[batch, InputSize] with batch from 1 to <see cref="MaxBatch"/>.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a column of categories holds something else.</exception>
    public void ForwardTraining(ReadOnlySpan<float> input)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int batch = CountSamples(input.Length, nameof(input));
        if (batch < 1 || batch > MaxBatch)
        {
            throw new ArgumentException(
                $"{nameof(input)} has {batch} samples; expected 1 to {MaxBatch}, the largest batch that this model was made for.",
                nameof(input));
        }

        if (batch < Buffers.LeastBatch)
        {
            throw new ArgumentException(
                $"{nameof(input)} has {batch} sample; expected {Buffers.LeastBatch} at least: {Info.Name} has a batch norm that gets a single number a channel and sample, "
                + $"and one number has no variance. {nameof(Forward)}, for inference, takes single samples.",
                nameof(input));
        }

        Info.CheckCategories(input, nameof(input));
        Access.BeginTraining(nameof(ForwardTraining));
        try
        {
            _batch = 0;
            _direction = null;
            _backwardDone = false;
            _inputGradientDone = false;
            NoiseKey = Noise.Key(Parameters.NoiseSeed, NoiseStep);
            RunForwardTraining(batch, input);
            _batch = batch;
            NoiseStep = unchecked(NoiseStep + 1);
        }
        catch (Exception exception) when (Device.Explain(exception) is { } explained)
        {
            throw explained;
        }
        finally
        {
            Access.EndTraining();
        }
    }

    /// <summary>
    /// Adds the gradients of the last <see cref="ForwardTraining"/> into <see cref="Gradients"/>. May be called again, with another
    /// gradient.
    /// </summary>
    /// <param name="outputGradient">Gradient with respect to <see cref="Output"/>, [batch, OutputSize].</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="ForwardTraining"/> before.</exception>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        CheckForwardTrainingDone(nameof(Backward));
        CheckLength(outputGradient.Length, _batch, Info.OutputSize, nameof(outputGradient));
        using VectorLease moving = VectorLease.Begin(Access, null, nameof(Backward));
        WriteOutputGradient(_batch, outputGradient);
        FinishBackward();
    }

    private void FinishBackward()
    {
        _direction = null;
        RunBackward(_batch, _inputGradientWanted);
        Gradients.MarkChanged();
        _backwardDone = true;
        _inputGradientDone = _inputGradientWanted;
        _backwardVersion = Parameters.Version;
    }

    /// <summary>Copies what was kept of the samples of the last forward pass; the length fits.</summary>
    internal void ReadActivation(SavedActivation kept, Span<float> destination)
    {
        CheckForwardTrainingDone(nameof(Activations));
        ReadSaved(kept.Offset, destination);
    }

    /// <summary>What was kept of the samples of the last forward pass, or its gradient.</summary>
    internal ReadOnlySpan<float> View(SavedActivation kept, bool ofGradient)
    {
        CheckForwardTrainingDone(nameof(Activations));
        if (ofGradient)
        {
            // A backward pass that nobody wants the input's gradient of may leave out others too.
            _ = InputGradient;
        }

        return ViewSaved(ofGradient ? kept.Gradient : kept.Offset, _batch * kept.Size);
    }

    /// <summary>
    /// Lets go of what the device holds, when the calls that other threads are at have returned. Parameters and gradients on the CPU stay readable.
    /// </summary>
    /// <exception cref="InvalidOperationException">Training on this very thread is calling, out of a hook or a callback.</exception>
    public void Dispose()
    {
        Access.Close();
        if (Interlocked.Exchange(ref _disposals, 1) == 0)
        {
            Dispose(disposing: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the device holds.</summary>
    /// <param name="disposing">Always true: engines have no finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Inference of <paramref name="batch"/> samples, any number from 1 on; the lengths fit.</summary>
    private protected abstract void RunInference(int batch, ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Forward pass of <paramref name="batch"/> samples, at most <see cref="MaxBatch"/>; the length fits.</summary>
    private protected abstract void RunForwardTraining(int batch, ReadOnlySpan<float> input);

    /// <summary>Takes the gradient of the output for the backward pass; the length fits.</summary>
    private protected abstract void WriteOutputGradient(int batch, ReadOnlySpan<float> outputGradient);

    /// <summary>
    /// Backward pass of the last forward pass and the last gradient of the output; leaves both as they are, since it may run again.
    /// </summary>
    private protected abstract void RunBackward(int batch, bool inputGradient);

    /// <summary>What the program says of its buffers.</summary>
    private protected abstract ProgramBuffers Buffers { get; }

    /// <summary>Copies what is kept at an offset in floats a sample, from the first sample on.</summary>
    private protected abstract void ReadSaved(int offset, Span<float> destination);

    /// <summary>What is kept at an offset in floats a sample; a copy of it where the device has memory of its own.</summary>
    private protected virtual ReadOnlySpan<float> ViewSaved(int offset, int length)
    {
        float[] copy = new float[length];
        ReadSaved(offset, copy);
        return copy;
    }

    /// <summary>The output of the last forward pass.</summary>
    private protected abstract ReadOnlySpan<float> ReadOutput(int batch);

    /// <summary>The gradient of the input of the last backward pass that computed it.</summary>
    private protected abstract ReadOnlySpan<float> ReadInputGradient(int batch);

    private void ComputeInputGradientLate()
    {
        if (Parameters.Version != _backwardVersion)
        {
            throw new InvalidOperationException(
                $"The parameters have changed since {nameof(Backward)}. Read {nameof(InputGradient)} for the first time before they " +
                "change; from then on it may be read at any time.");
        }

        using VectorLease moving = VectorLease.Begin(Access, null, nameof(InputGradient));
        _savedGradients ??= Gradients.CreateLike();
        _savedGradients.CopyFrom(Gradients);
        RunBackward(_batch, inputGradient: true);
        Gradients.CopyFrom(_savedGradients);
        _inputGradientWanted = true;
        _inputGradientDone = true;
    }
}
