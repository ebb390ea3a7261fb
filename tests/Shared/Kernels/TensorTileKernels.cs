using ILGPU.Algorithms;
using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Kernels;

/// <summary>Kernels as the generator writes them for tensor cores, generic over the part of a tile; by the lines of the tile.</summary>
internal static class TensorTileKernels
{
    public static void Whole64<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.Run<WholeTiles, Present, Absent, ScaledReluStore, TPart,
            QuadShare2<QuadsAlongSum<Lines64>, ToLastLine<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, EvenLoads>>(arguments);

    public static void Whole128<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.Run<WholeTiles, Present, Absent, ScaledReluStore, TPart,
            QuadShare1<QuadsAlongSum<Lines128>, ToLastLine<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, EvenLoads>>(arguments);

    public static void Ragged64<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.Run<RaggedTiles, Present, Present, PlainStore, TPart,
            NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, NumberShare8<AlongLines<Lines64>, ToEdge<EvenLoads>>>(arguments);

    public static void Ragged128<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.Run<RaggedTiles, Present, Present, PlainStore, TPart,
            NumberShare4<AlongSum<Lines128>, ToEdge<EvenLoads>>, NumberShare4<AlongLines<Lines128>, ToEdge<EvenLoads>>>(arguments);

    public static void Turned64<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.Run<TurnedTiles, Present, Absent, PlainStore, TPart,
            QuadShare2<QuadsAlongSum<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>(arguments);

    public static void Turned128<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.Run<TurnedTiles, Present, Absent, PlainStore, TPart,
            QuadShare1<QuadsAlongSum<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>>(arguments);

    public static void Gradient64<TPart>(GradientArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunGradient<GradientTiles, TPart,
            QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>(arguments);

    public static void Gradient128<TPart>(GradientArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunGradient<GradientTiles, TPart,
            QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>>(arguments);

    /// <summary>Both products of the launch on tensor cores.</summary>
    public static void RaggedAndGradient64<TPart>(ProductArguments product, GradientArguments gradient)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunTogether<TPart,
            ProductTile<RaggedTiles, Present, Present, PlainStore, TPart, NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, NumberShare8<AlongLines<Lines64>, ToEdge<EvenLoads>>>,
            GradientTile<GradientTiles, TPart,
                QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>>(product, gradient);

    /// <summary>The first product of the launch on tensor cores, and not the second, whose tile is too narrow.</summary>
    public static void RaggedAndNarrowGradient64<TPart>(ProductArguments product, GradientArguments gradient)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunTogether<TPart,
            ProductTile<RaggedTiles, Present, Present, PlainStore, TPart, NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, NumberShare8<AlongLines<Lines64>, ToEdge<EvenLoads>>>,
            GradientTile<GradientTiles, TilePart8<TileRow4>,
                QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>>>(product, gradient);

    /// <summary>Two such gradients beside the product.</summary>
    public static void RaggedAndTwoGradients64<TPart>(ProductArguments product, GradientArguments first, GradientArguments second)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunTogether<TPart,
            ProductTile<RaggedTiles, Present, Present, PlainStore, TPart, NumberShare8<AlongSum<Lines64>, ToEdge<EvenLoads>>, NumberShare8<AlongLines<Lines64>, ToEdge<EvenLoads>>>,
            GradientTile<GradientTiles, TilePart8<TileRow4>,
                QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>>,
            GradientTile<GradientTiles, TilePart8<TileRow4>,
                QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>>>(product, first, second);

    /// <summary>Large tiles of both products.</summary>
    public static void RaggedAndGradient128<TPart>(ProductArguments product, GradientArguments gradient)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunTogether<TPart,
            ProductTile<RaggedTiles, Present, Present, PlainStore, TPart,
                NumberShare4<AlongSum<Lines128>, ToEdge<EvenLoads>>, NumberShare4<AlongLines<Lines128>, ToEdge<EvenLoads>>>,
            GradientTile<GradientTiles, TPart,
                QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>>>(product, gradient);

    /// <summary>The gradient of these launches alone.</summary>
    public static void NarrowGradient64(GradientArguments arguments) =>
        ProductKernel.RunGradient<GradientTiles, TilePart8<TileRow4>,
            QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines32>, ToEdge<EvenLoads>>>(arguments);

    /// <summary>Those of one product for a part.</summary>
    public static IReadOnlyDictionary<string, Delegate> All<TPart>()
        where TPart : struct, ITilePart<TPart> => new Dictionary<string, Delegate>
        {
            [nameof(Whole64)] = Whole64<TPart>,
            [nameof(Whole128)] = Whole128<TPart>,
            [nameof(Ragged64)] = Ragged64<TPart>,
            [nameof(Ragged128)] = Ragged128<TPart>,
            [nameof(Turned64)] = Turned64<TPart>,
            [nameof(Turned128)] = Turned128<TPart>,
            [nameof(Gradient64)] = Gradient64<TPart>,
            [nameof(Gradient128)] = Gradient128<TPart>,
        };
}

/// <summary>An epilogue that reads something besides: max(x, 0) times the first operand.</summary>
internal readonly struct ScaledReluStore : IGpuEpilogue
{
    public static void Store(ProductArguments arguments, int at, float value) => arguments.Output[at] = XMath.Max(value, 0f) * arguments.Operand0[at];
}
