using SparseGen.Execution;

namespace SparseGen;

/// <summary>A parameter vector in main memory.</summary>
internal sealed class CpuParameterVector : ParameterVector
{
    private readonly CpuDevice _device;

    /// <summary>A vector of zeros.</summary>
    internal CpuParameterVector(ParameterLayout layout, CpuDevice device, ModelAccess? access = null)
        : base(layout, device, access)
    {
        _device = device;

        // Whole cache lines: the loops run over the end of the last tensor, which is padding like any other.
        Arena = new FloatArena(RangeWork.RoundUp(layout.Length), clear: true);
    }

    /// <summary>The storage, in whole cache lines. Who writes here calls <see cref="ParameterVector.MarkChanged"/>.</summary>
    internal FloatArena Arena { get; }

    /// <inheritdoc/>
    public override ParameterVector CreateLike() => new CpuParameterVector(Layout, _device) { Access = Access };

    /// <inheritdoc/>
    public override double Dot(ParameterVector other)
    {
        CpuParameterVector vector = Match<CpuParameterVector>(other, nameof(other));
        using VectorLease still = Reading(this);
        return DotWork.Run(_device.Team, Arena, vector.Arena);
    }

    /// <inheritdoc/>
    public override float InfinityNorm()
    {
        using VectorLease still = Reading(this);
        return InfinityNormWork.Run(_device.Team, Arena);
    }

    /// <inheritdoc cref="ParameterVector.Update{TRule}(in TRule, ParameterVector, ParameterVector?, ParameterVector?)"/>
    internal void Run<TRule>(in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second)
        where TRule : unmanaged, IUpdateRule
    {
        CpuParameterVector read = Match<CpuParameterVector>(gradients, nameof(gradients));
        CpuParameterVector? firstState = first is null ? null : Match<CpuParameterVector>(first, nameof(first));
        CpuParameterVector? secondState = second is null ? null : Match<CpuParameterVector>(second, nameof(second));
        using VectorLease moving = Moving(nameof(Update), read);
        UpdateLoop<TRule>.Run(_device.Team, rule, Arena, read.Arena, firstState?.Arena, secondState?.Arena);
        MarkChanged();
        firstState?.MarkChanged();
        secondState?.MarkChanged();
    }

    /// <inheritdoc cref="ParameterVector.Update{TRule}(in TRule, ParameterVector, ParameterVector?, ParameterVector?, ParameterPart)"/>
    internal void Run<TRule>(
        in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second, ParameterPart part)
        where TRule : unmanaged, IUpdateRule
    {
        ArgumentNullException.ThrowIfNull(part);
        CpuParameterVector read = Match<CpuParameterVector>(gradients, nameof(gradients));
        CpuParameterVector? firstState = first is null ? null : Match<CpuParameterVector>(first, nameof(first));
        CpuParameterVector? secondState = second is null ? null : Match<CpuParameterVector>(second, nameof(second));
        using VectorLease moving = Moving(nameof(Update), read);
        PartUpdateLoop<TRule>.Run(_device.Team, rule, part.Ranges, Arena, read.Arena, firstState?.Arena, secondState?.Arena);
        MarkChanged();
        firstState?.MarkChanged();
        secondState?.MarkChanged();
    }

    /// <inheritdoc/>
    internal override void CheckFits(ParameterVector vector, string parameter) => Match<CpuParameterVector>(vector, parameter);

    /// <inheritdoc/>
    internal override void Read(int offset, Span<float> destination) => Arena.Span.Slice(offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    internal override void Write(int offset, ReadOnlySpan<float> source)
    {
        source.CopyTo(Arena.Span[offset..]);
        MarkChanged();
    }
}
