using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>
/// A dense product as a GPU computes it, in tiles that groups of threads share: what the samples of a batch continue, how each operand lies, and the tile. One kernel does
/// all products; these numbers are what tells them apart.
/// </summary>
internal sealed class TiledProduct
{
    /// <summary>Terms of a sum from which on tensor cores may pay.</summary>
    private const int LeastTensorDepth = 16;

    public TiledProduct(ProductOp product)
    {
        (int groups, int rows, int depth, int columns) = product.Extents;
        Batch = BatchOf(product);

        // The groups of a shared weight's gradient are part of the sum.
        int summed = product.SumsGroups ? groups : 1;
        Extents = new Extents(groups / summed, rows, depth * summed, columns);
        OperandMap Map(Value value, Strides strides, int mapRows, int mapColumns, BatchAxis? ofRows, BatchAxis? ofColumns) => value.Parameter is { IsPanels: true } weight
            ? OperandMap.OfPanels(weight, product.WeightRowsAreOutputs, Extents.Groups > 1 && strides.Group != 0)
            : OperandMap.Of(value, strides, mapRows, mapColumns, Extents.Groups > 1, ofRows == Batch, ofColumns == Batch, summed);
        Right = MovedRight(product) ?? Map(product.Right, product.RightStrides, depth, columns, BatchAxis.Depth, BatchAxis.Columns);
        if (product.Window is { } window)
        {
            Parameter? turned = product.Role == WeightRole.Transposed ? product.Right.Parameter : null;
            bool tapsFirst = turned is not null && turned.Outputs % Parameter.PanelWidth != 0;
            Left = OperandMap.OfWindow(window, window.Channels / groups, IsGradient, tapsFirst);
            Right = turned is null ? Right : OperandMap.OfTurnedKernel(turned, tapsFirst);
        }
        else
        {
            Left = MovedLeft(product) ?? Map(product.Left, product.LeftStrides, rows, depth, BatchAxis.Rows, BatchAxis.Depth);
        }

        Output = MovedOutput(product) ?? Map(product.Output, product.OutputStrides, rows, columns, BatchAxis.Rows, BatchAxis.Columns);
        Bias = product.Bias is null ? null : OperandMap.OfBias(product, Batch, Output);

        // Padding of the last panel is stored as well: it is zero in the partial sums too.
        int Stored(int extent, bool areOutputs) => areOutputs && product.Output.Parameter is { IsPanels: true } weight
            ? extent + ((Parameter.PanelWidth - (weight.Outputs % Parameter.PanelWidth)) % Parameter.PanelWidth)
            : extent;
        StoredRows = Stored(rows, product.WeightRowsAreOutputs);
        StoredColumns = Stored(columns, !product.WeightRowsAreOutputs);
        GradientLength = IsGradient ? product.Output.Parameter!.StorageLength : 0;
        SumsLeft = product.Role == WeightRole.GradientOfLeft;
        Tiles = ThreadTile.Choose(Batch == BatchAxis.Rows ? null : StoredRows, Batch == BatchAxis.Columns ? null : StoredColumns, IsGradient);
    }

    /// <summary>
    /// A product that reads an operand where it lay before an op moved it, patches of an image for one, by an index map in the loads of a tile; null where there is none.
    /// </summary>
    public static ProductOp? Before(IMove move, ProductOp product)
    {
        bool isLeft = product.Left == move.Output;
        ProductOp? other = CanMove(move, product) && (isLeft ? product.LeftMap : product.RightMap) is null ? product.Before(move) : null;
        return other is not null && (isLeft ? MovedLeft(other) : MovedRight(other)) is not null ? other : null;
    }

    /// <summary>A product that stores its result where an op moves it, by an index map too, and adds what that adds; null where there is none.</summary>
    public static ProductOp? Behind(IMove move, ProductOp product)
    {
        bool fits = CanMove(move, product) && product is { IsParameterGradient: false, OutputMap: null } && (move.Bias is null || product.Bias is null);
        ProductOp? other = fits ? product.Behind(move) : null;
        return other is not null && MovedOutput(other) is not null ? other : null;
    }

    /// <summary>Whether index maps may stand for a move: not where they stand for something else, where kernels have none, or where groups continue an axis.</summary>
    private static bool CanMove(IMove move, ProductOp product) => move.Map is not null && product is { Window: null, SparseWeight: null, SumsGroups: false };

    private static OperandMap? MovedLeft(ProductOp product) => Moved(product, product.LeftMap, product.Left, product.LeftStrides, BatchAxis.Rows, BatchAxis.Depth);

    private static OperandMap? MovedRight(ProductOp product) => Moved(product, product.RightMap, product.Right, product.RightStrides, BatchAxis.Depth, BatchAxis.Columns);

    private static OperandMap? MovedOutput(ProductOp product) => Moved(product, product.OutputMap, product.Output, product.OutputStrides, BatchAxis.Rows, BatchAxis.Columns);

    /// <summary>The map of an operand that lies where digits say; null without them, or where kernels have no such map.</summary>
    private static OperandMap? Moved(
        ProductOp product, IReadOnlyList<IndexDimension>? digits, Value value, Strides strides, BatchAxis ofRows, BatchAxis ofColumns)
    {
        BatchAxis batch = BatchOf(product);
        int Extent(BatchAxis axis) => axis == BatchAxis.Rows ? product.Extents.Rows : axis == BatchAxis.Depth ? product.Extents.Depth : product.Extents.Columns;
        return digits is null ? null
            : OperandMap.OfMoved(digits, value.Size, strides, product.Extents.Groups, Extent(ofRows), Extent(ofColumns), ofRows == batch, ofColumns == batch);
    }

    private static BatchAxis BatchOf(ProductOp product) => product.IsParameterGradient ? BatchAxis.Depth
        : product.Right.IsShared ? BatchAxis.Rows
        : product.Left.IsShared ? BatchAxis.Columns
        : BatchAxis.Samples;

    /// <summary>What the samples of a batch continue.</summary>
    public BatchAxis Batch { get; }

    /// <summary>Whether the left operand of a gradient is that of the output, whose sum is the gradient of the bias; of others it is the right one.</summary>
    public bool SumsLeft { get; }

    /// <summary>Whether it adds up the gradient of a weight.</summary>
    public bool IsGradient => Batch == BatchAxis.Depth;

    /// <summary>Extents of a sample.</summary>
    public Extents Extents { get; }

    public OperandMap Left { get; }

    public OperandMap Right { get; }

    public OperandMap Output { get; }

    /// <summary>Null without a bias.</summary>
    public OperandMap? Bias { get; }

    /// <summary>Rows of the output with padding.</summary>
    public int StoredRows { get; }

    /// <summary>Columns of the output with padding.</summary>
    public int StoredColumns { get; }

    /// <summary>Floats of the gradient with padding; 0 for another product.</summary>
    public long GradientLength { get; }

    /// <summary>Tiles of the gradient, those of all groups, in the first size: no other one has fewer threads in all, so that none has more partial sums.</summary>
    public long GradientTiles => (long)Extents.Groups * ThreadTile.Count(StoredRows, Tiles[0].Rows) * ThreadTile.Count(StoredColumns, Tiles[0].Columns);

    /// <summary>The tiles that may pay, the one for any device first.</summary>
    public IReadOnlyList<ThreadTile> Tiles { get; }

    /// <summary>Whether a device that is asked to may compute a tile on tensor cores: each warp has a part of 64 x 32 there, and short sums do little but load and store.</summary>
    public bool MayUseTensorCores(ThreadTile tile) => tile.PartRows == 8 && tile.PartColumns == 8 && (IsGradient || Extents.Depth >= LeastTensorDepth);

    /// <summary>How the left operand gets to a tile.</summary>
    public TileLoads LeftLoads(ThreadTile tile) =>
        new(Left.Columns, Extents.Depth, Left.Rows, Extents.Rows, [Left.Group, Left.Sample, Left.Start], tile.Rows, tile.Threads);

    /// <summary>How the right operand gets to a tile.</summary>
    public TileLoads RightLoads(ThreadTile tile) =>
        new(Right.Rows, Extents.Depth, Right.Columns, Extents.Columns, [Right.Group, Right.Sample, Right.Start], tile.Columns, tile.Threads);
}
