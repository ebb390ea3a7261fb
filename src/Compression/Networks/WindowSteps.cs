using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Compression.Networks;

/// <summary>A convolution of pixels with their channels last, which stays exact: the kernels of generated models (decision 54).</summary>
internal sealed class ConvolutionStep : NetworkStep
{
    private const int Panel = TensorStorage.PanelWidth;

    private readonly ImageWindow _window;
    private readonly int _groups;
    private readonly int _filters;
    private readonly FloatArena _weight;
    private readonly FloatArena _bias;

    /// <param name="name">Name of its result.</param>
    /// <param name="input">The value that it reads.</param>
    /// <param name="output">The value that it writes.</param>
    /// <param name="window">How it slides over the image.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="weight">[filters, channels of a group, height and width of the kernel], as in PyTorch.</param>
    /// <param name="bias">[filters]; null for none.</param>
    public ConvolutionStep(string name, int input, int output, ImageWindow window, int groups, float[] weight, float[]? bias)
        : base(name, [input], output)
    {
        (_window, _groups) = (window, groups);
        int steps = window.Taps * (window.Channels / groups), inputs = window.Channels / groups;
        _filters = weight.Length / steps;
        _bias = new FloatArena(_filters, clear: true);
        bias?.CopyTo(_bias.Span);
        int columns = IsDepthwise ? _filters : _filters / groups, panels = Partition.DivideUp(columns, Panel) * Panel * steps;
        _weight = new FloatArena(panels * (_filters / columns), clear: true);
        for (int filter = 0; filter < _filters; filter++)
        {
            (int group, int column) = Math.DivRem(filter, columns);
            for (int step = 0; step < steps; step++)
            {
                // The kernel's places go slowest here, and its channels in PyTorch.
                (int tap, int channel) = Math.DivRem(step, inputs);
                int place = (group * panels) + (column / Panel * steps * Panel) + (step * Panel) + (column % Panel);
                _weight.Span[place] = weight[(((filter * inputs) + channel) * window.Taps) + tap];
            }
        }
    }

    private bool IsDepthwise => _groups == _window.Channels && _filters == _groups && _groups > 1;

    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        int height = ((_window.OutputHeight - 1) * _window.Stride) + _window.KernelHeight, width = ((_window.OutputWidth - 1) * _window.Stride) + _window.KernelWidth;
        bool isInside = _window.Top == 0 && _window.Left == 0 && height <= _window.Height && width <= _window.Width;
        Span<float> padded = IsDepthwise || isInside ? [] : values.Scratch(this, 0, samples * height * width * _window.Channels);
        VectorWork.Run(new Work(this, values[Inputs[0], samples], padded, values[Output, samples], samples, height, width));
    }

    private PanelProductShape Shape(int height, int width)
    {
        int channels = _window.Channels, across = _groups == 1 ? 1 : _window.KernelWidth, columns = _filters / _groups, steps = _window.Taps * (channels / _groups);
        return new PanelProductShape
        {
            Groups = _groups,
            Lines = _window.OutputHeight,
            Pieces = _window.KernelHeight * across,
            PiecesAcross = across,
            Rows = _window.OutputWidth,
            Depth = steps / _window.KernelHeight / across,
            Columns = columns,
            LeftSample = height * width * channels,
            LeftGroup = channels / _groups,
            LeftLine = _window.Stride * width * channels,
            LeftRow = _window.Stride * channels,
            LeftDepth = 1,
            LeftPieceDown = width * channels,
            LeftPieceAcross = channels,
            RightGroup = Partition.DivideUp(columns, Panel) * Panel * steps,
            RightDepth = Panel,
            RightPanel = steps * Panel,
            OutputSample = _window.OutputPixels * _filters,
            OutputGroup = columns,
            OutputLine = _window.OutputWidth * _filters,
            OutputRow = _filters,
            BiasGroup = columns,
        };
    }

    private readonly ref struct Work(ConvolutionStep step, Span<float> input, Span<float> padded, Span<float> output, int samples, int height, int width) : IVectorWork
    {
        private readonly Span<float> _input = input;
        private readonly Span<float> _padded = padded;
        private readonly Span<float> _output = output;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            ImageWindow window = step._window;
            if (step.IsDepthwise)
            {
                Depthwise.Run<TSimd, TVector, Present, Present>(
                    ref _input[0], ref step._weight.First, ref step._bias.First, ref _output[0], samples, window, isTurned: false, scale: 1f);
                return;
            }

            if (!_padded.IsEmpty)
            {
                Padding.Pad<TSimd, TVector>(
                    ref _input[0], ref _padded[0], samples, window.Height, window.Width, window.Channels, height, width, window.Top, window.Left, spread: 1);
            }

            PanelProductShape shape = _padded.IsEmpty ? step.Shape(window.Height, window.Width) : step.Shape(height, width);
            ref float image = ref _padded.IsEmpty ? ref _input[0] : ref _padded[0];
            var operands = new ProductOperands { Left = ref image, Right = ref step._weight.First, Bias = ref step._bias.First, Output = ref _output[0] };
            WindowProduct.Run<TSimd, TVector, ColumnBias, Absent, NoEpilogue>(shape, samples, operands);
        }
    }
}

/// <summary>The largest number of each window, or the mean.</summary>
internal sealed class PoolStep(string name, int input, int output, ImageWindow window, bool isLargest) : NetworkStep(name, [input], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples) =>
        VectorWork.Run(new Work(values[Inputs[0], samples], values[Output, samples], samples, window, isLargest));

    private readonly ref struct Work(Span<float> input, Span<float> output, int samples, ImageWindow window, bool isLargest) : IVectorWork
    {
        private readonly Span<float> _input = input;
        private readonly Span<float> _output = output;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            if (isLargest)
            {
                Pooling.Largest<TSimd, TVector>(ref _input[0], ref _output[0], samples, window);
            }
            else
            {
                Depthwise.Run<TSimd, TVector, Absent, Absent>(
                    ref _input[0], ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>(), ref _output[0], samples, window, isTurned: false, scale: 1f / window.Taps);
            }
        }
    }
}
