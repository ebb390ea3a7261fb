using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Writes the body of a product's kernel. A group computes a tile: it copies 16 steps of both operands to shared memory, each thread
/// multiplies its part with the accumulators in registers, and so on to the end of the sum. The accumulators then go to shared memory
/// too, so that one copy of the epilogue serves all of them and neighbouring threads store neighbouring numbers.
/// </summary>
/// <remarks>ILGPU unrolls no loops, so what has to be straight-line code for the sake of registers is written out.</remarks>
internal sealed class GpuProductKernel(CodeWriter code, GpuProduct product)
{
    private const int UnrolledSteps = 2;

    private readonly GpuTile _tile = product.Tile;
    private readonly Extents _extents = product.Extents;

    private bool IsGradient => product.Batch == BatchAxis.Depth;

    public void Write()
    {
        WritePlace();
        GpuTileLoad left = new(code, "left", "row", product.Left.Rows, product.Left.Columns, product.Left.Offset)
        {
            Length = _tile.Rows,
            Extent = product.Rows,
            IsExact = _extents.Rows % _tile.Rows == 0,
            DepthLimit = DepthLimit,
        };
        GpuTileLoad right = new(code, "right", "column", product.Right.Columns, product.Right.Rows, product.Right.Offset)
        {
            Length = _tile.Columns,
            Extent = product.Columns,
            IsExact = _extents.Columns % _tile.Columns == 0,
            DepthLimit = DepthLimit,
        };
        left.WriteStart();
        right.WriteStart();
        if (!IsGradient)
        {
            WriteSum(left, right, "0", Text.Of(_extents.Depth));
            WriteStaging();
            WriteEpilogue();
            return;
        }

        // A partial sum is a sum of blocks; only what a thread stored before is added to, by itself.
        using (code.Block($"for (int block = firstDepth; block < lastDepth; block += {SumBlock.GpuTerms})"))
        {
            code.Line($"int blockEnd = IntrinsicMath.Min(block + {SumBlock.GpuTerms}, lastDepth);");
            WriteSum(left, right, "block", "blockEnd");
            WriteStaging();
            WriteEpilogue();
            code.Line("Group.Barrier();");
        }
    }

    private void WriteSum(GpuTileLoad left, GpuTileLoad right, string first, string end)
    {
        for (int row = 0; row < _tile.ThreadRows; row++)
        {
            code.Line("float " + string.Join(", ", Enumerable.Range(0, _tile.ThreadColumns).Select(column => $"c{row}{column} = 0f")) + ";");
        }

        using (code.Block($"for (int step = {first}; step < {end}; step += {GpuTile.Depth})"))
        {
            left.WriteLoads();
            right.WriteLoads();
            left.WriteStores();
            right.WriteStores();
            code.Line("Group.Barrier();");
            using (code.Block($"for (int k = 0; k < {GpuTile.Depth}; k += {UnrolledSteps})"))
            {
                for (int step = 0; step < UnrolledSteps; step++)
                {
                    WriteStep(step);
                }
            }

            code.Line("Group.Barrier();");
        }
    }

    /// <summary>What limits the index of the sum, or null when all steps are whole.</summary>
    private string? DepthLimit => IsGradient ? "lastDepth" : _extents.Depth % GpuTile.Depth == 0 ? null : Text.Of(_extents.Depth);

    /// <summary>Shared memory, and which tile this is.</summary>
    private void WritePlace()
    {
        code.Lines($"""
            ArrayView<Quad> leftQuads = SharedMemory.Allocate<Quad>({GpuTile.Depth * GpuTile.Pitch(_tile.Rows) / GpuTile.Quad});
            ArrayView<Quad> rightQuads = SharedMemory.Allocate<Quad>({GpuTile.Depth * GpuTile.Pitch(_tile.Columns) / GpuTile.Quad});
            ArrayView<Quad> resultQuads = SharedMemory.Allocate<Quad>({_tile.Rows * _tile.Columns / GpuTile.Quad});
            ArrayView<float> leftTile = leftQuads.Cast<float>();
            ArrayView<float> rightTile = rightQuads.Cast<float>();
            ArrayView<float> resultTile = resultQuads.Cast<float>();
            int thread = Group.IdxX;
            """);
        (string rowTile, string columnTile) = product.Batch == BatchAxis.Columns ? ("Grid.IdxY", "Grid.IdxX") : ("Grid.IdxX", "Grid.IdxY");
        if (product.Batch == BatchAxis.Grid)
        {
            int tiles = (_extents.Rows + _tile.Rows - 1) / _tile.Rows;
            code.Line($"int sample = Grid.IdxX / {tiles};");
            rowTile = $"Grid.IdxX % {tiles}";
        }

        if (product.Groups > 1)
        {
            code.Line($"int group = Grid.IdxZ{(IsGradient ? $" % {product.Groups}" : "")};");
        }

        code.Line($"int firstRow = {rowTile} * {_tile.Rows};");
        code.Line($"int firstColumn = {columnTile} * {_tile.Columns};");
        if (IsGradient)
        {
            code.Line($"int split = Grid.IdxZ{(product.Groups > 1 ? $" / {product.Groups}" : "")};");
            code.Line("int firstDepth = split * chunk;");
            code.Line("int lastDepth = IntrinsicMath.Min(firstDepth + chunk, depth);");
        }

        code.Line($"int leftQuad = thread / {_tile.ThreadsAcross} * {_tile.ThreadRows / GpuTile.Quad};");
        code.Line($"int rightQuad = thread % {_tile.ThreadsAcross} * {_tile.ThreadColumns / GpuTile.Quad};");
    }

    /// <summary>One step of the sum: the thread's part of both operands from shared memory, then all products.</summary>
    private void WriteStep(int step)
    {
        int leftPitch = GpuTile.Pitch(_tile.Rows) / GpuTile.Quad;
        int rightPitch = GpuTile.Pitch(_tile.Columns) / GpuTile.Quad;
        using (code.Block())
        {
            for (int quad = 0; quad < _tile.ThreadRows / GpuTile.Quad; quad++)
            {
                code.Line($"Quad a{quad} = leftQuads[k * {leftPitch} + leftQuad + {step * leftPitch + quad}];");
            }

            for (int quad = 0; quad < _tile.ThreadColumns / GpuTile.Quad; quad++)
            {
                code.Line($"Quad b{quad} = rightQuads[k * {rightPitch} + rightQuad + {step * rightPitch + quad}];");
            }

            for (int row = 0; row < _tile.ThreadRows; row++)
            {
                code.Line(string.Join(" ", Enumerable.Range(0, _tile.ThreadColumns).Select(column =>
                    $"c{row}{column} += a{row / 4}.{"XYZW"[row % 4]} * b{column / 4}.{"XYZW"[column % 4]};")));
            }
        }
    }

    private void WriteStaging()
    {
        code.Line($"int resultQuad = thread / {_tile.ThreadsAcross} * {_tile.ThreadRows * _tile.Columns / GpuTile.Quad} + rightQuad;");
        for (int row = 0; row < _tile.ThreadRows; row++)
        {
            for (int column = 0; column < _tile.ThreadColumns; column += GpuTile.Quad)
            {
                code.Line(
                    $"resultQuads[resultQuad + {(row * _tile.Columns + column) / GpuTile.Quad}] = new Quad {{ "
                    + $"X = c{row}{column}, Y = c{row}{column + 1}, Z = c{row}{column + 2}, W = c{row}{column + 3} }};");
            }
        }

        code.Line("Group.Barrier();");
    }

    private void WriteEpilogue()
    {
        string? lastRow = Limit(product.RowPadding, _extents.Rows, _tile.Rows, product.Rows);
        string? lastColumn = Limit(product.ColumnPadding, _extents.Columns, _tile.Columns, product.Columns);
        using (code.Block($"for (int cell = thread; cell < {_tile.Rows * _tile.Columns}; cell += {GpuKernel.Threads})"))
        {
            code.Line($"int row = firstRow + cell / {_tile.Columns};");
            code.Line($"int column = firstColumn + cell % {_tile.Columns};");
            string[] conditions =
            [
                .. lastRow is null ? Array.Empty<string>() : [$"row < {lastRow}"],
                .. lastColumn is null ? Array.Empty<string>() : [$"column < {lastColumn}"],
            ];
            using (conditions.Length == 0 ? null : code.Block($"if ({string.Join(" && ", conditions)})"))
            {
                WriteCell();
            }
        }
    }

    /// <summary>The number of rows or columns to store, or null when tiles end where they do. Padding is stored as well: it is zero in the partial sums too.</summary>
    private static string? Limit(int padding, int extent, int tile, string count) =>
        padding > 0 ? ((extent + padding) % tile == 0 ? null : Text.Of(extent + padding))
        : extent % tile == 0 ? null
        : count;

    private void WriteCell()
    {
        FusedProduct fused = product.Fused;
        string at = product.Output.At("row", "column");
        if (IsGradient)
        {
            code.Line($"int at = split * {Text.Of(product.Product.Output.Parameter!.StorageLength)} + {at};");
            code.Line("partials[at] = block == firstDepth ? resultTile[cell] : partials[at] + resultTile[cell];");
            return;
        }

        code.Line($"int at = {at};");
        code.Line($"float value = resultTile[cell]{Bias()}{(fused.Residual is null ? "" : " + residual[at]")};");
        GpuElementwise.WriteResult(code, fused);
    }

    /// <summary>The bias, which repeats for every sample.</summary>
    private string Bias()
    {
        if (product.Product.Bias is null)
        {
            return "";
        }

        bool isRows = product.Product.BiasAxis == BiasAxis.Rows;
        (int group, int step) = product.Product.BiasStrides;
        bool repeats = product.Batch == (isRows ? BatchAxis.Rows : BatchAxis.Columns);
        string index = (isRows ? "row" : "column") + (repeats ? $" % {(isRows ? _extents.Rows : _extents.Columns)}" : "");
        return $" + bias[{(group == 0 ? "" : Text.Times("group", group) + " + ")}{Text.Times(index, step)}]";
    }
}
