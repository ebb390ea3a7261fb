using SparseGen.Execution;

namespace SparseGen;

/// <summary>
/// A parameter vector that is not in main memory. Its updates are generic and virtual, which takes the type loader of .NET: 150 kB of a program that is compiled ahead of
/// time. They have a class of their own, so that a program without GPUs, which makes no such vector, has neither.
/// </summary>
internal abstract class DeviceParameterVector : ParameterVector
{
    /// <inheritdoc cref="ParameterVector(ParameterLayout, Device, ModelAccess)"/>
    private protected DeviceParameterVector(ParameterLayout layout, Device device, ModelAccess? access)
        : base(layout, device, access)
    {
    }

    /// <inheritdoc cref="ParameterVector.Update{TRule}(in TRule, ParameterVector, ParameterVector?, ParameterVector?)"/>
    internal abstract void Run<TRule>(in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second)
        where TRule : unmanaged, IUpdateRule;

    /// <inheritdoc cref="ParameterVector.Update{TRule}(in TRule, ParameterVector, ParameterVector?, ParameterVector?, ParameterPart)"/>
    internal abstract void Run<TRule>(in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second, ParameterPart part)
        where TRule : unmanaged, IUpdateRule;
}
