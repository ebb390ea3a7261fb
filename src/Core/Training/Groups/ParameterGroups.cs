using System.Collections;
using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Learning rates, weight decay and freezing by tensor, for a <see cref="Trainer{TModel}"/>. For each setting of each tensor the last group counts that the
/// tensor belongs to and that says something of it; tensors that no group speaks of are trained as the optimiser has it.
/// </summary>
/// <remarks>
/// <code>
/// trainer.Groups.WithoutDecayForBiasesAndNorms();
/// trainer.Groups.Freeze("stem.*");
/// trainer.Groups.Add(new ParameterGroup("head.*") { LearningRateFactor = 10 });
/// </code>
/// Groups may be added between steps, for instance to unfreeze; within a step they count from the next one on. They are part of the state that the trainer
/// saves: loading one brings back the settings that held when it was saved. A tensor that is unfrozen has moments from then on, and an optimiser that corrects
/// for their start does so from then on too.
/// </remarks>
public sealed class ParameterGroups : IReadOnlyList<ParameterGroup>, IStateful
{
    private readonly ParameterLayout _layout;
    private readonly List<ParameterGroup> _groups = [];
    private readonly TensorSettings[] _settings;
    private readonly long[] _missed;
    private ResolvedGroups? _resolved;

    internal ParameterGroups(ParameterLayout layout)
    {
        _layout = layout;
        _settings = new TensorSettings[layout.Tensors.Length];
        _missed = new long[layout.Tensors.Length];
        Array.Fill(_settings, TensorSettings.Default);
    }

    /// <summary>How many groups there are.</summary>
    public int Count => _groups.Count;

    /// <summary>A group, in the order in which they were added.</summary>
    /// <param name="index">From 0.</param>
    public ParameterGroup this[int index] => _groups[index];

    /// <summary>Adds a group; what it says wins over the groups before it.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentException">The group picks no tensor (the message has the nearest names) or says nothing.</exception>
    public void Add(ParameterGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group is { LearningRateFactor: null, WeightDecayFactor: null, WeightDecay: null, Frozen: null })
        {
            throw new ArgumentException(
                $"{group.Description} comes with no setting; expected {nameof(ParameterGroup.LearningRateFactor)}, {nameof(ParameterGroup.WeightDecayFactor)}, "
                + $"{nameof(ParameterGroup.WeightDecay)} or {nameof(ParameterGroup.Frozen)}.",
                nameof(group));
        }

        ImmutableArray<bool> picked = ImmutableArray.CreateRange(
            _layout.Tensors, tensor => group.Pattern is { } pattern ? NamePattern.Fits(pattern, tensor.Name) : group.Where!(tensor));
        if (!picked.Contains(true))
        {
            IEnumerable<string> nearest = NearestNames.Find(group.Pattern ?? "", _layout.Names, limit: 5);
            throw new ArgumentException(
                $"{group.Description} fits none of the {_layout.Tensors.Length} tensors. {(group.Pattern is null ? "There are" : "Nearest")}: "
                + $"{string.Join(", ", nearest)}.",
                nameof(group));
        }

        Retire();
        _groups.Add(group);
        for (int i = 0; i < picked.Length; i++)
        {
            _settings[i] = picked[i] ? _settings[i].With(group) : _settings[i];
        }
    }

    /// <summary>
    /// The usual recipe: no weight decay for tensors of one dimension (biases, gains of norms, diagonals) and for all whose name ends with <c>.bias</c>, as timm
    /// has it. Does nothing where there are none.
    /// </summary>
    public void WithoutDecayForBiasesAndNorms()
    {
        static bool IsBiasOrNorm(TensorLayout tensor) => tensor.Shape.Length <= 1 || tensor.Name.EndsWith(".bias", StringComparison.Ordinal);

        if (_layout.Tensors.Any(IsBiasOrNorm))
        {
            Add(new ParameterGroup(IsBiasOrNorm) { WeightDecayFactor = 0 });
        }
    }

    /// <summary>Freezes tensors: nothing moves them until <see cref="Unfreeze"/>. Where the first layers are frozen, the backward pass ends behind them.</summary>
    /// <param name="pattern">Names, with <c>*</c> for any characters.</param>
    /// <exception cref="ArgumentException">It fits no tensor; the message has the nearest names.</exception>
    public void Freeze(string pattern) => Add(new ParameterGroup(pattern) { Frozen = true });

    /// <summary>Trains tensors again that were frozen.</summary>
    /// <param name="pattern">Names, with <c>*</c> for any characters.</param>
    /// <exception cref="ArgumentException">It fits no tensor; the message has the nearest names.</exception>
    public void Unfreeze(string pattern) => Add(new ParameterGroup(pattern) { Frozen = false });

    /// <summary>Removes all groups: every tensor is trained as the optimiser has it.</summary>
    public void Clear()
    {
        Retire();
        _groups.Clear();
        Array.Fill(_settings, TensorSettings.Default);
    }

    /// <summary>Whether a tensor is frozen.</summary>
    /// <param name="tensor">Its name.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public bool IsFrozen(string tensor) => _settings[_layout.Tensors.IndexOf(_layout.Find(tensor))].IsFrozen;

    /// <inheritdoc/>
    public IEnumerator<ParameterGroup> GetEnumerator() => _groups.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Text("settings", () => GroupText.Write(_layout, _settings, Missed()), Restore);
    }

    /// <summary>What holds for the next step.</summary>
    internal ResolvedGroups Resolve() => _resolved ??= new ResolvedGroups(_layout, _settings, _missed);

    /// <summary>Forgets for how long tensors were frozen: the optimiser begins anew.</summary>
    internal void ForgetMissed()
    {
        _resolved = null;
        Array.Clear(_missed);
    }

    /// <summary>Counts a step of the optimiser.</summary>
    /// <param name="used">What held in it.</param>
    internal void CountStep(ResolvedGroups used)
    {
        if (ReferenceEquals(used, _resolved))
        {
            used.Steps++;
            return;
        }

        // A hook has changed groups in the middle of the step.
        for (int i = 0; i < _missed.Length; i++)
        {
            _missed[i] += used.IsFrozen(i) ? 1 : 0;
        }

        _resolved = null;
    }

    private long[] Missed()
    {
        long[] missed = [.. _missed];
        for (int i = 0; i < missed.Length; i++)
        {
            missed[i] += _settings[i].IsFrozen ? _resolved?.Steps ?? 0 : 0;
        }

        return missed;
    }

    private void Retire()
    {
        Missed().CopyTo(_missed, 0);
        _resolved = null;
    }

    private void Restore(string text)
    {
        var settings = new TensorSettings[_settings.Length];
        long[] missed = new long[_missed.Length];
        GroupText.Read(text, _layout, settings, missed);
        _resolved = null;
        missed.CopyTo(_missed, 0);
        if (settings.AsSpan().SequenceEqual(_settings))
        {
            return;
        }

        // Groups with a test cannot be saved, so what they came to is: a group for each tensor.
        settings.CopyTo(_settings, 0);
        _groups.Clear();
        for (int i = 0; i < settings.Length; i++)
        {
            if (settings[i] != TensorSettings.Default)
            {
                _groups.Add(settings[i].ToGroup(_layout.Tensors[i]));
            }
        }
    }
}
