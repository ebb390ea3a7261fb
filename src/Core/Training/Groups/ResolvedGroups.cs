using System.Collections.Immutable;

namespace SparseGen;

/// <summary>What a list of groups comes to; made when the list changes and not in a step.</summary>
internal sealed class ResolvedGroups
{
    private readonly bool[] _frozen;
    private readonly ParameterPart? _frozenPart;

    /// <param name="layout">The tensors.</param>
    /// <param name="settings">Those of each tensor.</param>
    /// <param name="missed">Steps in which each tensor was frozen.</param>
    public ResolvedGroups(ParameterLayout layout, TensorSettings[] settings, long[] missed)
    {
        _frozen = Array.ConvertAll(settings, static setting => setting.IsFrozen);
        HasFrozen = _frozen.Contains(true);
        IsTrivial = !HasFrozen && settings.All(static setting => setting == TensorSettings.Default) && missed.All(static steps => steps == 0);
        if (IsTrivial)
        {
            // Layouts of one's own whose tensors start anywhere do without parts, too.
            Parts = [];
            return;
        }

        ImmutableArray<TensorLayout> tensors = layout.Tensors;
        Parts = Split(tensors, settings, missed);
        _frozenPart = HasFrozen ? new ParameterPart(TensorSettings.Default, 0, [.. tensors.Where((_, i) => _frozen[i])]) : null;
        FirstTrained = layout.Length;
        for (int i = 0; i < tensors.Length; i++)
        {
            FirstTrained = _frozen[i] ? FirstTrained : Math.Min(FirstTrained, tensors[i].Offset);
        }
    }

    /// <summary>All that is trained; empty where all is as without groups.</summary>
    public ImmutableArray<ParameterPart> Parts { get; }

    /// <summary>Whether something is frozen.</summary>
    public bool HasFrozen { get; }

    /// <summary>Where the first trained tensor lies: the backward pass may stop before the tensors in front of it. Asked where something is frozen.</summary>
    public int FirstTrained { get; }

    /// <summary>Whether all is as without groups.</summary>
    public bool IsTrivial { get; }

    /// <summary>Steps that were taken with these groups.</summary>
    public long Steps { get; set; }

    /// <summary>Whether a tensor is frozen.</summary>
    /// <param name="tensor">Its number in the layout.</param>
    public bool IsFrozen(int tensor) => _frozen[tensor];

    /// <summary>Makes the gradients of frozen tensors zero.</summary>
    public void ClearFrozen(ParameterVector vector)
    {
        if (_frozenPart is not null)
        {
            vector.Update(new ClearRule(), vector, null, null, _frozenPart);
        }
    }

    // Tensors with the same settings that have missed the same steps are a part.
    private ImmutableArray<ParameterPart> Split(ImmutableArray<TensorLayout> tensors, TensorSettings[] settings, long[] missed)
    {
        var parts = ImmutableArray.CreateBuilder<ParameterPart>();
        bool[] isTaken = [.. _frozen];
        for (int i = 0; i < tensors.Length; i++)
        {
            isTaken[i] |= tensors[i].IsState;
        }

        for (int i = 0; i < tensors.Length; i++)
        {
            if (isTaken[i])
            {
                continue;
            }

            var members = ImmutableArray.CreateBuilder<TensorLayout>();
            for (int j = i; j < tensors.Length; j++)
            {
                if (!isTaken[j] && settings[j] == settings[i] && missed[j] == missed[i])
                {
                    isTaken[j] = true;
                    members.Add(tensors[j]);
                }
            }

            parts.Add(new ParameterPart(settings[i], missed[i], members.ToImmutable()));
        }

        return parts.ToImmutable();
    }
}
