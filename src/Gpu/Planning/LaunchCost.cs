using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Gpu.Planning;

/// <summary>
/// What a launch computes and moves at least: each number that it reads or writes once, however often it does, and of products the multiply-adds. What is done to a result on its
/// way out and the other kernels' arithmetic, which waits for memory on any card, does not count.
/// </summary>
/// <param name="Flops">Operations; a multiply-add is two.</param>
/// <param name="Bytes">Bytes read and written.</param>
internal readonly record struct LaunchCost(long Flops, long Bytes)
{
    /// <summary>Vectors that belong to channels, rows or taps: of them there are few for each number of the result.</summary>
    private static readonly HashSet<string> Vectors =
        ["weight", "bias", "weightTangent", "biasTangent", "scale", "shift", "u", "v", "otherU", "otherV", "mean", "variance", "means", "variances", "deviations", "statistics",
            "runningMean", "runningVariance", "terms", "partials", "sums", "totals", "largest"];

    /// <summary>The cost of a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="parameters">All parameters: what a product has in place of an operand that it has not.</param>
    public static LaunchCost Of(PlannedLaunch launch, int samples, ArrayView<float> parameters) => launch.Arguments switch
    {
        _ when launch.Kernel.Tile is { } tile => OfProducts(tile, launch.Arguments, samples, parameters),
        [SparseArguments arguments] => OfSparse(arguments, parameters),
        [ArrayView<float> partials, ArrayView<float>, ArrayView<int> pieces, int count] when launch.Kernel.Method.DeclaringType == typeof(PartialSumKernel) =>
            new(0, OfPartialSums(pieces, count)),
        [.., SparsePackedShape shape] => OfPackedGradient(shape),
        [.., int weights] when launch.Arguments.OfType<SparseRowsShape>().ToArray() is { Length: > 0 } packed => new(
            0, sizeof(float) * (packed.Sum(static rows => ((long)rows.Rows * rows.Features) + rows.Length) + (3L * weights))),
        _ => new(0, sizeof(float) * CountNumbers(launch)),
    };

    /// <summary>Each packed row meets every kept weight; a weight is a sum for each part of the slices.</summary>
    private static LaunchCost OfPackedGradient(SparsePackedShape shape)
    {
        long rows = (long)shape.Slices * KernelSizes.SparseRows;
        return new(2 * rows * shape.Kept, sizeof(float) * ((4L * shape.Slices * (shape.SourcePitch + shape.TargetPitch)) + (3L * shape.Kept)));
    }

    /// <summary>Products of one launch may read the same operand, which counts once.</summary>
    private static LaunchCost OfProducts(TiledKernel tile, object[] arguments, int samples, ArrayView<float> parameters)
    {
        long flops = 0;
        var numbers = new Dictionary<nint, long>();
        foreach ((ProductForm product, object operands) in tile.Products.Zip(arguments))
        {
            ProductExtents extents = product.Extents;
            flops += 2L * samples * extents.Groups * extents.Rows * extents.Depth * extents.Columns;
            foreach ((ArrayView<float> view, long count) in Moved(product, operands, samples, parameters))
            {
                nint address = Address(view);
                numbers[address] = Math.Max(count, numbers.GetValueOrDefault(address));
            }
        }

        return new(flops, sizeof(float) * numbers.Values.Sum());
    }

    /// <summary>What a product moves of each view: of gradients the partial sums.</summary>
    private static IEnumerable<(ArrayView<float> View, long Numbers)> Moved(ProductForm product, object operands, int samples, ArrayView<float> parameters)
    {
        ProductExtents extents = product.Extents;
        long Operand(OperandMap map, int rows, int columns, bool isShared)
        {
            // Windows see most numbers many times: as many as lie between the first and the last one.
            long between = Math.Abs((long)OperandMap.At(map, 0, 0, rows - 1, columns - 1) - OperandMap.At(map, 0, 0, 0, 0)) + 1;
            return (isShared ? 1L : samples) * extents.Groups * Math.Min((long)rows * columns, between);
        }

        long left = Operand(product.Left, extents.Rows, extents.Depth, extents.Batch == BatchAxis.Columns);
        long right = Operand(product.Right, extents.Depth, extents.Columns, extents.Batch == BatchAxis.Rows);
        if (operands is GradientArguments gradient)
        {
            long sums = gradient.Splits * (long)(product.Gradient.Length + product.Gradient.BiasRows + product.Gradient.BiasColumns);
            return [(gradient.Left, left), (gradient.Right, right), (gradient.Output, sums)];
        }

        var arguments = (ProductArguments)operands;
        long output = (long)samples * extents.Groups * extents.Rows * extents.Columns;
        return [(arguments.Left, left), (arguments.Right, right), .. Results(arguments, parameters).Select(view => (view, output))];
    }

    private static LaunchCost OfSparse(SparseArguments arguments, ArrayView<float> parameters)
    {
        // The lists lie in memory also where nothing is launched: the last start is the number of weights.
        long results = arguments.Product.Batch, features = arguments.Starts.Length - 1, kept = arguments.Starts[arguments.Starts.Length - 1];
        if (arguments.Pieces > 0)
        {
            // Only packed rows come in pieces: the batch is one of rows, and lists have fours of weights.
            return new(8 * results * kept, sizeof(float) * ((results * features * (1 + CountPresent(arguments.Product, parameters))) + (8 * kept)));
        }

        return new(2 * results * kept / Math.Max(features, 1), sizeof(float) * ((results * (1 + CountPresent(arguments.Product, parameters))) + (3 * kept)));
    }

    private static long OfPartialSums(ArrayView<int> pieces, int count)
    {
        long numbers = 0;
        for (int piece = 0; piece < count; piece++)
        {
            numbers += pieces[(piece * PartialSumTables.Columns) + 2] * (pieces[(piece * PartialSumTables.Columns) + 3] + 2L);
        }

        return sizeof(float) * numbers;
    }

    /// <summary>How many operands there are as large as the result.</summary>
    private static int CountPresent(ProductArguments arguments, ArrayView<float> parameters) => Results(arguments, parameters).Select(Address).Distinct().Count();

    /// <summary>Operands that are as large as the result, if they are there: it itself, what is added to it, and those of the epilogue.</summary>
    private static IEnumerable<ArrayView<float>> Results(ProductArguments arguments, ArrayView<float> parameters)
    {
        nint absent = Address(parameters);
        ArrayView<float>[] views =
        [
            arguments.Output, arguments.Residual, arguments.Operand0, arguments.Operand1, arguments.Operand2, arguments.Operand3, arguments.Operand4, arguments.Operand5,
            arguments.Operand6, arguments.Operand7, arguments.Operand8, arguments.Operand9,
        ];
        return views.Where(view => Address(view) != absent);
    }

    /// <summary>Numbers of all views but vectors. What is absent is another view once more.</summary>
    private static long CountNumbers(PlannedLaunch launch)
    {
        ParameterInfo[] parameters = launch.Kernel.Method.GetParameters();
        long each = CountEach(launch, parameters);
        IEnumerable<nint> views =
            from i in Enumerable.Range(0, parameters.Length)
            where launch.Arguments[i] is ArrayView<float> && !Vectors.Contains(parameters[i].Name!)
            select Address((ArrayView<float>)launch.Arguments[i]);
        return each * views.Distinct().Count();
    }

    /// <summary>Numbers that a kernel goes through.</summary>
    private static long CountEach(PlannedLaunch launch, ParameterInfo[] parameters)
    {
        if (launch.Arguments.OfType<CooperativeRows>().Cast<CooperativeRows?>().FirstOrDefault() is { } rows)
        {
            return (long)rows.Count * rows.Channels;
        }

        long Number(params string[] names) =>
            Enumerable.Range(0, parameters.Length).Where(i => launch.Arguments[i] is int && names.Contains(parameters[i].Name))
                .Select(i => (long)(int)launch.Arguments[i]).FirstOrDefault();
        return Number("count", "length") is > 0 and var count ? count : Number("rows") * Math.Max(Number("columns", "channels", "features"), 1);
    }

    private static nint Address(ArrayView<float> view) => view.IsValid ? view.LoadEffectiveAddressAsPtr() : 0;
}
