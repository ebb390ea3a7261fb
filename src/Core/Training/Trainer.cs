namespace SparseGen;

/// <summary>Trains a model: single steps, or whole runs over a data set.</summary>
/// <remarks>
/// A step is hooks around (forward pass, loss, backward pass), and then the optimiser. After its first call it allocates nothing on the
/// CPU; on GPUs ILGPU's launches do. Same seed, device and number of threads give the same bits. Not for several threads at once.
/// </remarks>
/// <typeparam name="TModel">The model.</typeparam>
public sealed partial class Trainer<TModel>
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly IOptimizer _optimizer;
    private readonly ILoss _loss;
    private readonly TrainingContext _context;
    private readonly HookList _hooks;
    private readonly LabelLoss? _labelLoss;
    private readonly float[] _outputGradient;
    private readonly HessianVectorProduct<TModel>? _hessian;
    private readonly Evaluation<TModel> _evaluation;
    private readonly TrainerActivity _activity = new();

    /// <summary>A trainer without hooks.</summary>
    /// <param name="model">The model; it stays the caller's, who disposes of it.</param>
    /// <param name="optimizer">Moves the parameters; one for each model.</param>
    /// <param name="loss">What is made small.</param>
    public Trainer(TModel model, IOptimizer optimizer, ILoss loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        _model = model;
        _optimizer = optimizer;
        _loss = loss;
        _context = new TrainingContext(TModel.Info, model.MaxBatch, model.Parameters, model.Gradients, optimizer, loss);
        _hooks = new HookList(_context, ComputeGradient);
        _labelLoss = LabelLoss.Of(model, loss);
        _hessian = TModel.Info.HasHessianProducts ? new HessianVectorProduct<TModel>(model, loss) : null;
        _context.HessianFunction = _hessian is null ? null : ComputeHessianProduct;
        _outputGradient = new float[checked(model.MaxBatch * TModel.Info.OutputSize)];
        _evaluation = new Evaluation<TModel>(model, loss);
        _guard = new NonFiniteGuard(_context, optimizer, _hooks);
        Groups = new ParameterGroups(model.Parameters.Layout);
        AddStatePart("groups", Groups);
        AddStatePart("fit", FitState);
        AddStatePart("nonfinite", _guard);
    }

    /// <summary>The model.</summary>
    public TModel Model => _model;

    /// <summary>Moves the parameters.</summary>
    public IOptimizer Optimizer => _optimizer;

    /// <summary>What is made small.</summary>
    public ILoss Loss => _loss;

    /// <summary>
    /// Middleware around loss and gradient; the first is the outermost. A step throws <see cref="InvalidOperationException"/> where their order makes no
    /// sense (<see cref="ITrainingHook.RefusedBehind"/>).
    /// </summary>
    public IList<ITrainingHook> Hooks => _hooks;

    /// <summary>Steps that the trainer has finished; a loaded state brings its own number along.</summary>
    public long StepCount => _context.Step;

    /// <summary>Where the run of <see cref="Fit"/> stands: the running one, or the last.</summary>
    public TrainingPosition Position { get; } = new();

    /// <summary>One training step with labels.</summary>
    /// <param name="input">[batch, InputSize], with batch at most the model's MaxBatch, times <see cref="AccumulationSteps"/>.</param>
    /// <param name="labels">[batch], each a class.</param>
    /// <returns>The loss before the step; of a step that was left out (<see cref="OnNonFinite"/>) what it is, NaN for instance.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is out of range; the parameters are unchanged.</exception>
    /// <exception cref="InvalidOperationException">
    /// The order of <see cref="Hooks"/> makes no sense, or a hook cannot do with the model, the loss or the targets: images, labels, a cross-entropy. Or a step or
    /// a run of this trainer is going on.
    /// </exception>
    /// <exception cref="NotSupportedException">A hook needs exact Hessian-vector products, and the model or the loss has none.</exception>
    /// <exception cref="NonFiniteException">
    /// The loss or the gradient is not finite, and <see cref="OnNonFinite"/> makes that the end; parameters, optimiser and the count of steps are unchanged.
    /// </exception>
    public float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        return Step(LabelledBatch(input, labels), isOfRun: false);
    }

    /// <summary>One training step with a target for each output.</summary>
    /// <param name="input">[batch, InputSize], with batch at most the model's MaxBatch, times <see cref="AccumulationSteps"/>.</param>
    /// <param name="targets">[batch, OutputSize].</param>
    /// <returns>The loss before the step; of a step that was left out (<see cref="OnNonFinite"/>) what it is, NaN for instance.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the parameters are unchanged.</exception>
    /// <exception cref="InvalidOperationException">
    /// The order of <see cref="Hooks"/> makes no sense, or a hook cannot do with the model, the loss or the targets: images, labels, a cross-entropy. Or a step or
    /// a run of this trainer is going on.
    /// </exception>
    /// <exception cref="NotSupportedException">A hook needs exact Hessian-vector products, and the model or the loss has none.</exception>
    /// <exception cref="NonFiniteException">
    /// The loss or the gradient is not finite, and <see cref="OnNonFinite"/> makes that the end; parameters, optimiser and the count of steps are unchanged.
    /// </exception>
    public float Step(ReadOnlySpan<float> input, ReadOnlySpan<float> targets)
    {
        return Step(NumberedBatch(input, targets), isOfRun: false);
    }

    /// <summary>Trains for some epochs. The optimiser's learning rate is the schedule's peak, and is so again at the end.</summary>
    /// <param name="train">What to train on.</param>
    /// <param name="test">What to evaluate on at the end; may be null.</param>
    /// <param name="options">Epochs, batch size, order, schedule.</param>
    /// <param name="progress">Told about every <see cref="TrainingOptions.ProgressInterval"/>-th step; may be null.</param>
    /// <param name="cancellationToken">
    /// Ends the run after the running step, without an exception: <see cref="TrainingResult.Cancelled"/>.
    /// </param>
    /// <remarks>
    /// A loss or a gradient that is not finite ends the run without an exception: <see cref="TrainingResult.Stopped"/> says so,
    /// <see cref="TrainingResult.NonFinite"/> where it went wrong, and the parameters are as they were before that step. <see cref="OnNonFinite"/> has other ways.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A data set does not fit the model or the loss (sizes, labels outside the range of the outputs, labels where the loss takes numbers), or an option is
    /// outside its range; the parameters are unchanged. What losses and hooks of your own do with targets shows when they see them.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The order of <see cref="Hooks"/> makes no sense, or a hook cannot do with the model, the loss or the targets: images, labels, a cross-entropy. Or a step or
    /// a run of this trainer is going on.
    /// </exception>
    /// <exception cref="NotSupportedException">A hook needs exact Hessian-vector products, and the model or the loss has none.</exception>
    public TrainingResult Fit(
        Dataset train,
        Dataset? test,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        TrainingOptions.Validate(options, _context.MaxBatch, train.Count, hasTest: test is not null);
        CheckStates(options);
        DatasetChecks.Fits(train, TModel.Info, _hooks, _loss, nameof(train));
        if (test is not null)
        {
            DatasetChecks.Fits(test, TModel.Info, _loss, nameof(test));
        }

        // The whole run, so that a stray call of Forward on another thread is refused, and not the run's next step.
        _model.Parameters.Access.BeginTraining(nameof(Fit));
        try
        {
            _activity.BeginFit();
            try
            {
                return Run(train, test, options, progress, cancellationToken);
            }
            finally
            {
                _activity.EndFit();
            }
        }
        finally
        {
            _model.Parameters.Access.EndTraining();
        }
    }

    /// <summary>
    /// Loss and accuracy over a data set, in batches of the model's MaxBatch. Hooks and callbacks may ask for it in the middle of a run: it disturbs no step.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="cancellationToken">Ends the evaluation after the running batch.</param>
    /// <exception cref="ArgumentException">The data set does not fit the model or the loss.</exception>
    /// <exception cref="InvalidOperationException">Another evaluation by this trainer is going on.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public EvaluationResult Evaluate(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        DatasetChecks.Fits(data, TModel.Info, _loss, nameof(data));
        return EvaluateChecked(data, cancellationToken);
    }

    /// <summary>The same for data that were checked when the run began.</summary>
    internal EvaluationResult EvaluateChecked(Dataset data, CancellationToken cancellationToken) => _evaluation.Run(data, cancellationToken);

    /// <summary>One training step.</summary>
    /// <param name="batch">Its samples.</param>
    /// <param name="isOfRun">Whether it is a step of <see cref="Fit"/>.</param>
    internal float Step(TrainingBatch batch, bool isOfRun)
    {
        _activity.BeginStep(isOfRun);
        (long step, ulong noiseStep) = (_context.Step, _model.NoiseStep);
        try
        {
            using Execution.VectorLease moving = Execution.VectorLease.Begin(_model.Parameters.Access, null, nameof(Step));
            BeginGroups();
            float loss = GradientOfStep(batch);
            if (LeavesOut(batch, ref loss))
            {
                _context.Step++;
                return loss;
            }

            MoveParameters();
            try
            {
                _hooks.AfterStep();
            }
            finally
            {
                // The optimiser has counted the step; whatever a hook throws, both go on counting alike.
                _context.Step++;
            }

            return loss;
        }
        catch (Exception exception)
        {
            if (_context.Step == step)
            {
                // The step is not done.
                _model.NoiseStep = noiseStep;
            }

            if (_model.Parameters.Device.Explain(exception) is { } explained)
            {
                throw explained;
            }

            throw;
        }
        finally
        {
            _stepGroups = null;
            _activity.EndStep();
        }
    }

    private TrainingBatch LabelledBatch(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        int size = BatchSize(input);
        if (labels.Length != size)
        {
            throw new ArgumentException($"labels has {labels.Length} entries; {size} samples need {size}.", nameof(labels));
        }

        return new TrainingBatch(input, Targets.FromLabels(labels), size);
    }

    private TrainingBatch NumberedBatch(ReadOnlySpan<float> input, ReadOnlySpan<float> targets)
    {
        int size = BatchSize(input);
        int needed = size * TModel.Info.OutputSize;
        if (targets.Length != needed)
        {
            throw new ArgumentException(
                $"targets has {targets.Length} numbers; {size} samples of {TModel.Info.OutputSize} outputs need {needed}.",
                nameof(targets));
        }

        return new TrainingBatch(input, Targets.FromValues(targets), size);
    }

    private int BatchSize(ReadOnlySpan<float> input)
    {
        int inputSize = TModel.Info.InputSize;
        int size = input.Length / inputSize;
        if (size < 1 || size > _context.MaxBatch || size * inputSize != input.Length)
        {
            throw new ArgumentException(
                $"input has {input.Length} numbers; it needs 1 to {_context.MaxBatch} samples of {inputSize} each.", nameof(input));
        }

        return size;
    }
}
