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

    public static void Gradient64<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunGradient<GradientTiles, TPart,
            QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>, QuadShare2<QuadsAlongLines<Lines64>, ToEdge<EvenLoads>>>(arguments);

    public static void Gradient128<TPart>(ProductArguments arguments)
        where TPart : struct, ITilePart<TPart> =>
        ProductKernel.RunGradient<GradientTiles, TPart,
            QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>, QuadShare1<QuadsAlongLines<Lines128>, ToEdge<EvenLoads>>>(arguments);

    /// <summary>All of them for a part.</summary>
    public static IReadOnlyDictionary<string, Action<ProductArguments>> All<TPart>()
        where TPart : struct, ITilePart<TPart> => new Dictionary<string, Action<ProductArguments>>
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
