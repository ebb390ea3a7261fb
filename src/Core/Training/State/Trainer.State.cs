namespace SparseGen;

/// <content>Saving a run and going on with it.</content>
public sealed partial class Trainer<TModel>
{
    private readonly List<StatePart> _stateParts = [];

    /// <summary>
    /// Saves all that the run needs to go on: parameters, the optimiser's moments and steps, the hooks' states, the step of the noise, and where a run of
    /// <see cref="Fit"/> stands. Going on from it gives the bits of the uninterrupted run, on the same device with as many threads.
    /// </summary>
    /// <param name="path">
    /// The file, safetensors with checksums; one that is there is replaced by the whole new one or not at all. Its folder is made where it is missing.
    /// </param>
    /// <param name="metadata">Entries of your own for the metadata, under keys without a slash; <see cref="LoadState"/> gives them back.</param>
    /// <remarks>
    /// Between two steps: callbacks of <see cref="Fit"/> may call it, hooks may not. What stands outside trainer and hooks is for you to keep: the data, and the
    /// state of hooks that are no <see cref="IStateful"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">A key of the metadata is reserved.</exception>
    /// <exception cref="InvalidOperationException">
    /// A step is running; the optimiser is no <see cref="IStateful"/>, or belongs to another model; or a hook cannot be saved just now.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written, or the path is that of a folder, a device or a pipe; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public void SaveState(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _activity.CheckNoStep(nameof(SaveState));
        StateWriter.Write(path, TModel.Info.Name, DescribeState(), metadata);
    }

    /// <summary>
    /// Goes back to a saved state, in a trainer that was made as the one that saved it: model, optimiser and hooks of the same types and settings, in the same
    /// order. The next <see cref="Fit"/>, asked for the same run, goes on where the saved one was.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>What the file says about itself.</returns>
    /// <remarks>The learning rate is part of the state. A state of another device can be loaded; the same bits are promised on the same.</remarks>
    /// <exception cref="CheckpointException">
    /// The file is damaged, or of another model, optimiser or list of hooks; the message lists all that differs. Model, optimiser, hooks and trainer are as they were.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A step or a run is going on; the optimiser is no <see cref="IStateful"/>, or belongs to another model; or a hook cannot be loaded just now.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CheckpointInfo LoadState(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _activity.BeginFit();
        try
        {
            return StateReader.Load(path, TModel.Info.Name, DescribeState());
        }
        finally
        {
            _activity.EndFit();
        }
    }

    /// <summary>Adds something that the trainer's state is made of.</summary>
    /// <param name="name">Its name, without a slash.</param>
    /// <param name="part">An <see cref="IStateful"/>.</param>
    internal void AddStatePart(string name, IStateful part) => _stateParts.Add(new(name, part));

    private StateFields DescribeState()
    {
        if (_optimizer is not IStateful)
        {
            throw new InvalidOperationException(
                $"The optimiser is a {_optimizer.GetType().Name}, which is no {nameof(IStateful)}: without its moments no run can go on. Let it implement {nameof(IStateful)}.");
        }

        var state = new StateFields(_model.Parameters);
        state.Group("trainer", fields =>
        {
            fields.Setting("accumulation steps", AccumulationSteps);
            fields.Integer("step", () => _context.Step, value => _context.Step = value);
            fields.Integer("noise seed", () => (long)_model.Parameters.NoiseSeed, value => _model.Parameters.NoiseSeed = (ulong)value);
            fields.Integer("noise step", () => (long)_model.NoiseStep, value => _model.NoiseStep = (ulong)value);
        });
        state.Group("run", ((IStateful)Position).DescribeState);
        state.Part("optimizer", _optimizer);
        state.Part("loss", _loss);
        for (int i = 0; i < _hooks.Count; i++)
        {
            state.Part($"hooks.{i}", _hooks[i]);
        }

        foreach ((string name, IStateful part) in _stateParts)
        {
            state.Part(name, part);
        }

        // The last to be taken over, and nothing can go wrong with it: so a failure before needs no copy of the parameters.
        state.RequiredVector("parameters", () => _model.Parameters, _model.Parameters.CopyFrom);
        return state;
    }

    private sealed record StatePart(string Name, IStateful Part);
}
