using ILGPU;
using ILGPU.Runtime;
using SparseGen.Execution;

namespace SparseGen.Gpu;

/// <summary>A parameter vector in the memory of a GPU.</summary>
internal sealed class GpuParameterVector : DeviceParameterVector, IDisposable
{
    private readonly GpuDevice _device;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> _buffer;
    private DotProduct? _dot;
    private GpuTables? _tables;
    private InfinityNorm? _infinityNorm;
    private bool _isDisposed;

    /// <summary>A vector of zeros.</summary>
    internal GpuParameterVector(ParameterLayout layout, GpuDevice device, ModelAccess? access = null)
        : base(layout, device, access)
    {
        _device = device;
        _buffer = device.Allocate(layout.Length);
    }

    /// <summary>The storage. Who writes here calls <see cref="ParameterVector.MarkChanged"/>.</summary>
    /// <exception cref="ObjectDisposedException">The model whose vector it is has been disposed of.</exception>
    internal ArrayView<float> View
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(ParameterVector));
            return _buffer.View;
        }
    }

    /// <inheritdoc/>
    public override ParameterVector CreateLike()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ParameterVector));
        return new GpuParameterVector(Layout, _device) { Access = Access };
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        using VectorLease moving = Moving(nameof(Clear));
        lock (_device.Gate)
        {
            _ = View;
            _device.Accelerator.Bind();
            _buffer.MemSetToZero(_device.Stream);
            MarkChanged();
        }
    }

    /// <inheritdoc/>
    public override void CopyFrom(ParameterVector source)
    {
        GpuParameterVector vector = Fit(source, nameof(source));
        using VectorLease moving = Moving(nameof(CopyFrom), vector);
        lock (_device.Gate)
        {
            _device.Accelerator.Bind();
            View.CopyFrom(_device.Stream, vector.View);
            MarkChanged();
        }
    }

    /// <inheritdoc/>
    public override double Dot(ParameterVector other)
    {
        GpuParameterVector vector = Fit(other, nameof(other));
        using VectorLease still = Reading(this);
        lock (_device.Gate)
        {
            (ArrayView<float> left, ArrayView<float> right) = (View, vector.View);
            _dot ??= new DotProduct(_device);
            return _dot.Run(left, right, Length);
        }
    }

    /// <inheritdoc/>
    public override float InfinityNorm()
    {
        using VectorLease still = Reading(this);
        lock (_device.Gate)
        {
            ArrayView<float> view = View;
            _infinityNorm ??= new InfinityNorm(_device);
            return _infinityNorm.Run(view, Length);
        }
    }

    /// <inheritdoc/>
    internal override void Run<TRule>(in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second)
    {
        GpuParameterVector read = Fit(gradients, nameof(gradients));
        GpuParameterVector? firstState = first is null ? null : Fit(first, nameof(first));
        GpuParameterVector? secondState = second is null ? null : Fit(second, nameof(second));
        using VectorLease moving = Moving(nameof(Update), read);
        lock (_device.Gate)
        {
            UpdateKernel<TRule>.Launch(_device, rule, Length, View, read.View, firstState?.View, secondState?.View);
            MarkChanged();
            firstState?.MarkChanged();
            secondState?.MarkChanged();
        }
    }

    /// <inheritdoc/>
    internal override void Run<TRule>(
        in TRule rule, ParameterVector gradients, ParameterVector? first, ParameterVector? second, ParameterPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        GpuParameterVector read = Fit(gradients, nameof(gradients));
        GpuParameterVector? firstState = first is null ? null : Fit(first, nameof(first));
        GpuParameterVector? secondState = second is null ? null : Fit(second, nameof(second));
        using VectorLease moving = Moving(nameof(Update), read);
        lock (_device.Gate)
        {
            ArrayView<float> view = View;
            _tables ??= new GpuTables(_device);
            PartUpdateKernel<TRule>.Launch(
                _device, rule, _tables.View(part.LineTable), part.Ranges.TotalLength, Length, view, read.View, firstState?.View, secondState?.View);
            MarkChanged();
            firstState?.MarkChanged();
            secondState?.MarkChanged();
        }
    }

    /// <summary>Gives the memory back. The finalizers of ILGPU do so too, at a time of their own.</summary>
    public void Dispose()
    {
        lock (_device.Gate)
        {
            _isDisposed = true;
            _device.Accelerator.Bind();
            _buffer.Dispose();
            _dot?.Dispose();
            _tables?.Dispose();
            _infinityNorm?.Dispose();
        }
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
