using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>A parameter vector in the memory of a GPU.</summary>
internal sealed class GpuParameterVector : ParameterVector, IDisposable
{
    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _buffer;
    private DotProduct? _dot;
    private GpuTables? _tables;
    private InfinityNorm? _infinityNorm;

    /// <summary>A vector of zeros.</summary>
    internal GpuParameterVector(ParameterLayout layout, GpuDevice device)
        : base(layout, device)
    {
        _device = device;
        _buffer = device.Allocate(layout.Length);
    }

    /// <summary>The storage. Who writes here calls <see cref="ParameterVector.MarkChanged"/>.</summary>
    internal ArrayView<float> View => _buffer.View;

    /// <inheritdoc/>
    public override ParameterVector CreateLike() => new GpuParameterVector(Layout, _device);

    /// <inheritdoc/>
    public override void Clear()
    {
        _device.Accelerator.Bind();
        _buffer.MemSetToZero();
        MarkChanged();
    }

    /// <inheritdoc/>
    public override void CopyFrom(ParameterVector source)
    {
        GpuParameterVector vector = Fit(source, nameof(source));
        _device.Accelerator.Bind();
        View.CopyFrom(vector.View);
        MarkChanged();
    }

    /// <inheritdoc/>
    public override double Dot(ParameterVector other)
    {
        GpuParameterVector vector = Fit(other, nameof(other));
        _dot ??= new DotProduct(_device);
        return _dot.Run(View, vector.View, Length);
    }

    /// <inheritdoc/>
    public override float InfinityNorm()
    {
        _infinityNorm ??= new InfinityNorm(_device);
        return _infinityNorm.Run(View, Length);
    }

    /// <inheritdoc/>
    public override void Update<TRule>(in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second)
    {
        GpuParameterVector read = Fit(gradients, nameof(gradients));
        GpuParameterVector? firstState = first is null ? null : Fit(first, nameof(first));
        GpuParameterVector? secondState = second is null ? null : Fit(second, nameof(second));
        UpdateKernel<TRule>.Launch(_device, rule, Length, View, read.View, firstState?.View, secondState?.View);
        MarkChanged();
        firstState?.MarkChanged();
        secondState?.MarkChanged();
    }

    /// <inheritdoc/>
    public override void Update<TRule>(
        in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second, ParameterPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        GpuParameterVector read = Fit(gradients, nameof(gradients));
        GpuParameterVector? firstState = first is null ? null : Fit(first, nameof(first));
        GpuParameterVector? secondState = second is null ? null : Fit(second, nameof(second));
        _tables ??= new GpuTables(_device);
        PartUpdateKernel<TRule>.Launch(
            _device, rule, _tables.View(part.LineTable), part.Ranges.TotalLength, Length, View, read.View, firstState?.View, secondState?.View);
        MarkChanged();
        firstState?.MarkChanged();
        secondState?.MarkChanged();
    }

    /// <summary>Gives the memory back. The finalizers of ILGPU do so too, at a time of their own.</summary>
    public void Dispose()
    {
        _device.Accelerator.Bind();
        _buffer.Dispose();
        _dot?.Dispose();
        _tables?.Dispose();
        _infinityNorm?.Dispose();
    }

    /// <inheritdoc/>
    internal override void CheckFits(ParameterVector vector, string parameter) => Fit(vector, parameter);

    /// <inheritdoc/>
    internal override void Read(int offset, Span<float> destination) => _device.Download(View.SubView(offset), destination);

    /// <inheritdoc/>
    internal override void Write(int offset, ReadOnlySpan<float> source)
    {
        _device.Upload(source, View.SubView(offset));
        MarkChanged();
    }

    private GpuParameterVector Fit(ParameterVector vector, string parameter)
    {
        GpuParameterVector match = Match<GpuParameterVector>(vector, parameter);
        return ReferenceEquals(match._device, _device)
            ? match
            : throw new ArgumentException($"The vector lives on {match._device.Name}; expected {_device.Name}.", parameter);
    }
}
