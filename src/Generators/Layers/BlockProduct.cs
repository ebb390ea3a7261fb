using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Where element <c>index</c> of block <c>block</c> stands along the mixed dimension: block * Block + index * Index.</summary>
internal readonly record struct BlockPlaces(int Block, int Index)
{
    /// <summary>Blocks one after another.</summary>
    public static BlockPlaces Contiguous(int size) => new(size, 1);

    /// <summary>First the first elements of all blocks, then the second ones: the transposition P of a Monarch matrix.</summary>
    public static BlockPlaces Interleaved(int blocks) => new(1, blocks);
}

/// <summary>What block-diagonal factors have in common, along either dimension: the weight, the product, padding and cutting off.</summary>
/// <param name="builder">Where the ops go.</param>
/// <param name="axis">The dimension that is mixed.</param>
internal sealed class BlockProduct(ProgramBuilder builder, MixingAxis axis)
{
    private bool IsChannels => axis == MixingAxis.Channels;

    /// <summary>A weight [blocks, outputs, inputs].</summary>
    public Value Weight(string name, int blocks, int outputs, int inputs, string initializer) => builder.Parameter(
        name, Shape.Of(blocks, outputs, inputs), initializer, IsChannels ? ParameterStorage.GroupedPanels : ParameterStorage.RowMajor);

    /// <summary>Multiplies each block by its matrix.</summary>
    /// <param name="input">The activation.</param>
    /// <param name="from">Where the blocks stand in it.</param>
    /// <param name="weight">A weight [blocks, outputs, inputs], or [outputs, inputs] for one that all blocks share.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="to">Where the blocks go. Along the channels, elements of a block have to stay side by side.</param>
    /// <param name="bias">A number for each output.</param>
    public Value Multiply(Value input, BlockPlaces from, Value weight, int blocks, BlockPlaces to, Value? bias)
    {
        int rank = weight.Shape.Rank;
        (int outputs, int inputs) = (weight.Shape.Dimensions[rank - 2], weight.Shape.Dimensions[rank - 1]);
        int matrix = rank == 2 ? 0 : Sizes.Weight(Sizes.Times(outputs, inputs));
        int channels = input.Shape.Last;
        int mapped = Length(blocks, outputs);
        Value output = builder.Activation("linear", Resize(input.Shape, mapped));
        return builder.Append(IsChannels
            ? new ProductOp(
                new Extents(blocks, input.Shape.Rows, inputs, outputs),
                input, new Strides(from.Block, channels, from.Index),
                weight, new Strides(matrix, 1, inputs),
                output, new Strides(to.Block, mapped, to.Index),
                bias, BiasAxis.Columns)
            : new ProductOp(
                new Extents(blocks, outputs, inputs, channels),
                weight, new Strides(matrix, inputs, 1),
                input, new Strides(Step(from.Block, channels), Step(from.Index, channels), 1),
                output, new Strides(Step(to.Block, channels), Step(to.Index, channels), 1),
                bias, BiasAxis.Rows));
    }

    /// <summary>The activation with zeros up to <paramref name="length"/>; itself when it is that long.</summary>
    public Value Pad(Value input, int length) => Length(input.Shape) == length ? input : Move(input, "padded", length, [("place", length, 1, 1)]);

    /// <summary>The first elements up to <paramref name="length"/>, with a bias added.</summary>
    public Value CutOff(Value input, int length, Value? bias) =>
        Move(input, "cut", length, [("place", Length(input.Shape), 1, 1)], bias);

    /// <summary>Moves elements along the mixed dimension; what lies beyond either end is zero, or left out.</summary>
    /// <param name="input">The activation.</param>
    /// <param name="name">Name of the result.</param>
    /// <param name="length">Elements along the mixed dimension afterwards.</param>
    /// <param name="map">Digits: name, extent, stride in the input, stride in the output.</param>
    /// <param name="bias">A number for each output.</param>
    public Value Move(Value input, string name, int length, IReadOnlyList<(string Name, int Extent, int From, int To)> map, Value? bias = null)
    {
        int step = IsChannels ? 1 : input.Shape.Last;
        IEnumerable<IndexDimension> digits = map.Select(d => new IndexDimension(d.Name, d.Extent, Step(d.From, step), Step(d.To, step)));
        return builder.Append(new RearrangeOp(
            [.. digits, .. IsChannels ? Array.Empty<IndexDimension>() : [new IndexDimension("channel", step, 1, 1)]],
            input,
            builder.Activation(name, Resize(input.Shape, length)),
            IsChannels ? input.Shape.Rows : 1,
            bias));
    }

    /// <summary>Elements along the mixed dimension.</summary>
    public int Length(Shape shape) => Length(shape, axis);

    /// <summary>Elements along a dimension.</summary>
    public static int Length(Shape shape, MixingAxis axis) => axis == MixingAxis.Channels ? shape.Last : shape.Rows;

    /// <summary>How many elements each of <paramref name="blocks"/> blocks gets when <paramref name="length"/> are shared out, the last block padded.</summary>
    public static int BlockSize(int length, int blocks) => (int)(((long)length + blocks - 1) / blocks);

    /// <summary>Elements of all blocks together, those included that pad the last one.</summary>
    public static int Length(int blocks, int size) => Sizes.Activation(Sizes.Times(blocks, size));

    /// <summary>Steps across so many channels.</summary>
    private static int Step(int steps, int channels) => Sizes.Activation(Sizes.Times(steps, channels));

    private Shape Resize(Shape shape, int length) => IsChannels ? shape.WithLast(length) : Shape.Of(length, shape.Last);
}
